using System.Text.Json.Serialization;
using Exchange.Contracts.Court;

namespace Exchange.Contracts.Procuratorate;

/// <summary>By the court's own statement these cases are not here, or older than the court has them (对账): it says them again.</summary>
/// <remarks>Where a round waits for the answer it is given even when nothing is missed.</remarks>
public sealed record CaseRecordsMissed : ProcuratorateEvent
{
    public required CourtCode Court { get; init; }

    public required IReadOnlyList<MissedCase> Cases { get; init; }

    /// <summary>How many cases are here at a higher revision; they come back as <see cref="CaseRecordsReturned"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Newer { get; init; }

    /// <summary>How many are here at the same revision with another content; they come back as well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Differing { get; init; }

    /// <inheritdoc cref="ReconciliationRound"/>
    public ReconciliationRound? Round { get; init; }

    public override Lane Lane => Lane.Bulk;
}

/// <summary>Records that the court has said and, by its own statement, no longer has as they are here (返还): it takes them back.</summary>
public sealed record CaseRecordsReturned : ProcuratorateEvent
{
    public required CourtCode Court { get; init; }

    public required IReadOnlyList<CaseRecordChanged> Cases { get; init; }

    /// <inheritdoc cref="CaseRecordsChanged.History"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool History { get; init; }

    /// <inheritdoc cref="ReconciliationRound"/>
    public ReconciliationRound? Round { get; init; }

    public override Lane Lane => Lane.Bulk;
}

/// <summary>Which revision the registry (案件台账) holds of each of these cases: a court that has lost them states so.</summary>
public sealed record CaseRevisionsRegistered : ProcuratorateEvent
{
    public required CourtCode Court { get; init; }

    public required IReadOnlyList<CaseRevisionStated> Cases { get; init; }

    /// <inheritdoc cref="ReconciliationRound"/>
    public ReconciliationRound? Round { get; init; }

    public override Lane Lane => Lane.Bulk;
}
