namespace Exchange.Contracts.Court;

/// <summary>
/// Which revision a court holds of each of these cases (对账): whoever holds less says so and is told again; whoever holds more, or
/// something else, gives it back.
/// </summary>
public sealed record CaseRevisionsStated : CourtEvent
{
    public required CourtCode Court { get; init; }

    public required IReadOnlyList<CaseRevisionStated> Cases { get; init; }

    /// <inheritdoc cref="ReconciliationRound"/>
    public ReconciliationRound? Round { get; init; }

    public override Lane Lane => Lane.Bulk;
}

/// <summary>One case of a statement.</summary>
public sealed record CaseRevisionStated
{
    public required CaseNumber CaseNumber { get; init; }

    /// <summary>0: the court has no such case, and asks for what others hold of it.</summary>
    public required long Revision { get; init; }

    /// <inheritdoc cref="CaseRecordChanged.Hash"/>
    public required string Hash { get; init; }

    /// <summary>A sanction stands in the record: credit repair must know the case.</summary>
    public bool Sanctioned { get; init; }
}
