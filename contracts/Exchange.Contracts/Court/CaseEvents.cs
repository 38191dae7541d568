using System.Text.Json.Serialization;

namespace Exchange.Contracts.Court;

/// <summary>What a court says.</summary>
public abstract record CourtEvent : ExchangeEvent
{
    public sealed override Agency Agency => Agency.Court;
}

/// <summary>Up to 100 changed case records of one court (案件信息). The whole current record travels; a higher revision wins.</summary>
public sealed record CaseRecordsChanged : CourtEvent, IChunked
{
    public required CourtCode Court { get; init; }

    public required Chunk<CaseRecordChanged> Cases { get; init; }

    /// <summary>Years of old cases: they raise leads without triage clocks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool History { get; init; }

    /// <summary>One case alone is prompt, whatever caused it.</summary>
    public override Lane Lane => Cases.Count > 1 ? Lane.Bulk : Lane.Prompt;

    IReadOnlyList<UnreadableElement> IChunked.Unreadable => Cases.Unreadable;

    ExchangeEvent IChunked.Only(UnreadableElement element) => this with { Cases = Chunk.Of<CaseRecordChanged>(element) };
}

/// <summary>One case as the court knows it now.</summary>
[InBulk]
public sealed record CaseRecordChanged
{
    public required CaseNumber CaseNumber { get; init; }

    /// <summary>+1 with each change of the content.</summary>
    public required long Revision { get; init; }

    /// <summary>Hash of the record's canonical JSON: an equal revision with another hash is a conflict.</summary>
    public required string Hash { get; init; }

    public required CaseRecord Record { get; init; }

    /// <summary>As of which day the court then spoke; with <see cref="ChangedAt"/> it tells which of two contents is the newer.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>When the court's service wrote this revision.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Informs only; whoever needs to know what happened compares for itself.</summary>
    public IReadOnlyList<CaseChange> Changes { get; init; } = [];
}

/// <summary>The narrow cut of <see cref="CaseRecordsChanged"/> that credit repair gets: sanctions and performance, nothing else.</summary>
public sealed record SanctionsChanged : CourtEvent, IChunked
{
    public required CourtCode Court { get; init; }

    public required Chunk<CaseSanctions> Cases { get; init; }

    /// <summary>One case alone is prompt, whatever caused it.</summary>
    public override Lane Lane => Cases.Count > 1 ? Lane.Bulk : Lane.Prompt;

    IReadOnlyList<UnreadableElement> IChunked.Unreadable => Cases.Unreadable;

    ExchangeEvent IChunked.Only(UnreadableElement element) => this with { Cases = Chunk.Of<CaseSanctions>(element) };
}

/// <summary>What decides whether the sanctions of a case must come off.</summary>
[InBulk]
public sealed record CaseSanctions
{
    public required CaseNumber CaseNumber { get; init; }

    public required long Revision { get; init; }

    /// <inheritdoc cref="CaseRecordChanged.Hash"/>
    public string? Hash { get; init; }

    public required string Court { get; init; }

    public required CourtCode CourtCode { get; init; }

    public required DivisionCode Division { get; init; }

    public required IReadOnlyList<Respondent> Respondents { get; init; }

    public Field<DateOnly> EndedOn { get; init; }

    public Field<Ending> Ending { get; init; }

    public Field<DateOnly> PerformedOn { get; init; }

    public Field<DateOnly> LastQueriedOn { get; init; }

    public Field<DateOnly> ResumedOn { get; init; }

    /// <summary>The day of the second query in a row after the ending that found no property (失信规定 art 10(4)).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DateOnly? NothingFoundTwiceOn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Withdrawn { get; init; }
}

/// <summary>What happened to a case between two snapshots.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CaseChange>))]
public enum CaseChange
{
    CaseFiled,
    PropertyInvestigated,
    AssetSeized,
    SanctionImposed,
    EndedForNow,
    Resumed,
    PerformanceRecorded,
    SanctionLifted,
    Concluded,
    Requeried,
    DetailsCorrected,
    CaseWithdrawn,
}
