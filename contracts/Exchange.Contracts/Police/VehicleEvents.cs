namespace Exchange.Contracts.Police;

/// <summary>The police answer a request for cars (协查反馈): receipt, and for each car what came of it. It carries their whole side.</summary>
public sealed record VehicleSearchAnswered : ExchangeEvent
{
    public override Agency Agency => Agency.Police;

    public required string RequestId { get; init; }

    public required VehicleSearchPoliceSide Side { get; init; }
}

public sealed record VehicleSearchPoliceSide
{
    /// <summary>回执编号</summary>
    public required string ReceiptNumber { get; init; }

    public required DateOnly AcknowledgedOn { get; init; }

    public IReadOnlyList<VehicleFound> Vehicles { get; init; } = [];
}

/// <summary>What came of one car.</summary>
/// <param name="ImpoundedOn">扣押日期; null: not found.</param>
/// <param name="Place">Where it stands and can be collected.</param>
/// <param name="Number">扣押清单编号</param>
/// <param name="Reason">Why it was not found.</param>
public sealed record VehicleFound(string Plate, DateOnly AnsweredOn, DateOnly? ImpoundedOn, string? Place, string? Number, string? Reason);
