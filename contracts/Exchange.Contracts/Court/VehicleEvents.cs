namespace Exchange.Contracts.Court;

/// <summary>The court has collected cars that the police had impounded (车辆移交回执). It carries the court's whole side.</summary>
public sealed record VehiclesCollected : CourtEvent
{
    public required string RequestId { get; init; }

    public required IReadOnlyList<VehicleCollected> Vehicles { get; init; }
}

/// <param name="ReceiptNumber">移交回执编号</param>
public sealed record VehicleCollected(string Plate, DateOnly CollectedOn, string ReceiptNumber);
