namespace Exchange.Contracts.Procuratorate;

/// <summary>By the court's own statement these cases are not here, or not as the court has them (对账): it says them again.</summary>
public sealed record CaseRecordsMissed : ProcuratorateEvent
{
    public required CourtCode Court { get; init; }

    public required IReadOnlyList<MissedCase> Cases { get; init; }

    public override Lane Lane => Lane.Bulk;
}
