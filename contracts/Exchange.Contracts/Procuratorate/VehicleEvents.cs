using Exchange.Contracts.Police;

namespace Exchange.Contracts.Procuratorate;

/// <summary>A procurator asks, on a lead, for cars to be found. Heard by the procuratorate itself: it survives a crash between lead and request.</summary>
public sealed record VehicleSearchProposed : ProcuratorateEvent
{
    public required string RequestId { get; init; }

    public required string LeadId { get; init; }

    public required VehicleSearchAsked Asked { get; init; }
}

/// <summary>请求查找、扣押车辆: the police are to find and impound, the court to collect (财产调查规定 art 16; 车辆查封协作).</summary>
public sealed record VehicleSearchRequested : ProcuratorateEvent
{
    public required string RequestId { get; init; }

    public required VehicleSearchAsked Asked { get; init; }

    /// <summary>撤回: the cars need not be found any more.</summary>
    public DateOnly? RecalledOn { get; init; }

    public string? RecalledBecause { get; init; }
}

/// <summary>Which cars, in which case, of whom they are asked.</summary>
public sealed record VehicleSearchAsked
{
    public required CaseNumber CaseNumber { get; init; }

    public required CourtCode Court { get; init; }

    /// <summary>The police organ that is asked.</summary>
    public required DivisionCode Police { get; init; }

    /// <summary>号牌</summary>
    public required IReadOnlyList<string> Plates { get; init; }

    public required string Facts { get; init; }

    public required DateOnly RequestedOn { get; init; }

    /// <summary>Whether of each car is said what came of it.</summary>
    public bool IsAnsweredBy(VehicleSearchPoliceSide? police) =>
        police is not null && Plates.All(plate => police.Vehicles.Any(vehicle => vehicle.Plate == plate));
}
