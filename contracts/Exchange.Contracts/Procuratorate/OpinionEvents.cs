using System.Text.Json.Serialization;

namespace Exchange.Contracts.Procuratorate;

/// <summary>A procuratorate's word on an opinion (检察建议). It carries its whole side, so a later word implies the earlier ones.</summary>
public abstract record ProcuratorateOpinionEvent : ProcuratorateEvent
{
    public required string OpinionId { get; init; }

    public required ProcuratorateOpinionSide Side { get; init; }
}

/// <summary>送达检察建议书 (监督规则 art 108)</summary>
public sealed record OpinionIssued : ProcuratorateOpinionEvent;

/// <summary>Changed after issue: clerical, or a new version whose clock starts again (O9).</summary>
public sealed record OpinionAmended : ProcuratorateOpinionEvent;

/// <summary>撤回检察建议 (监督规则 art 121)</summary>
public sealed record OpinionWithdrawn : ProcuratorateOpinionEvent;

/// <summary>The answer lacks something; the clock is unchanged.</summary>
public sealed record SupplementAsked : ProcuratorateOpinionEvent;

/// <summary>审查回复</summary>
public sealed record AnswerJudged : ProcuratorateOpinionEvent;

/// <summary>The court's complaint about the supervision is answered (法发〔2016〕30号 art 17).</summary>
public sealed record ComplaintAnswered : ProcuratorateOpinionEvent;

/// <summary>提请上级检察院监督 (joint rule art 14)</summary>
public sealed record OpinionEscalated : ProcuratorateOpinionEvent;

public sealed record OpinionClosed : ProcuratorateOpinionEvent;

/// <summary>All that the procuratorate says of one opinion to the court.</summary>
public sealed record ProcuratorateOpinionSide
{
    public required OpinionKind Kind { get; init; }

    /// <summary>The procuratorate that speaks.</summary>
    public required DivisionCode Procuratorate { get; init; }

    /// <summary>The court addressed.</summary>
    public required CourtCode Court { get; init; }

    /// <summary>文号</summary>
    public string? Number { get; init; }

    /// <summary>The cases it is about, one or many.</summary>
    public required IReadOnlyList<OpinionCase> Cases { get; init; }

    public required string Facts { get; init; }

    /// <summary>What the court is asked to do (建议内容).</summary>
    public required string Request { get; init; }

    public required IReadOnlyList<string> Articles { get; init; }

    public DateOnly? IssuedOn { get; init; }

    /// <summary>Served on paper, recorded by the procuratorate when the court did not sign.</summary>
    public DateOnly? ServedOn { get; init; }

    /// <summary>Rises with each content amendment; a new version starts the court's clock again.</summary>
    public int Version { get; init; } = 1;

    public string? AmendmentReason { get; init; }

    public DateOnly? WithdrawnOn { get; init; }

    public string? WithdrawalReason { get; init; }

    /// <summary>The procuratorate's answer to an objection: amended, withdrawn, or rejected with reasons (O6).</summary>
    public string? ObjectionAnswer { get; init; }

    /// <summary>Answers to the court's complaints about the supervision, in their order (O7).</summary>
    public IReadOnlyList<SupervisionComplaintAnswer> ComplaintAnswers { get; init; } = [];

    public DateOnly? SupplementAskedOn { get; init; }

    public string? SupplementText { get; init; }

    public DateOnly? AnswerJudgedOn { get; init; }

    public bool? AnswerAccepted { get; init; }

    public DateOnly? EscalatedOn { get; init; }

    /// <summary>The opinion of a lower procuratorate that this one follows, or the one that this repeats.</summary>
    public string? ParentOpinionId { get; init; }

    /// <summary>It follows an escalated opinion one level up: the court addressed has to correct the lower court (joint rule art 14).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TakenUp { get; init; }

    /// <summary>The higher procuratorate's opinion that took this one up.</summary>
    public string? ChildOpinionId { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public OpinionOutcome? Outcome { get; init; }
}

/// <summary>对法院建议的书面回复</summary>
/// <param name="Changed">Whether the procuratorate changes what it complained of.</param>
public sealed record SupervisionComplaintAnswer(DateOnly AnsweredOn, string Text, bool Changed);

/// <summary>One case of an opinion and the leads it answers.</summary>
public sealed record OpinionCase
{
    public required CaseNumber CaseNumber { get; init; }

    public IReadOnlyList<string> LeadIds { get; init; } = [];

    /// <summary>What the record showed as recovered when the opinion was issued, yuan (O10).</summary>
    public Money? RecoveredAtIssue { get; init; }

    public OpinionOutcome? Outcome { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<OpinionKind>))]
public enum OpinionKind
{
    /// <summary>检察建议 on enforcement acts</summary>
    Enforcement,

    /// <summary>再审检察建议</summary>
    Retrial,

    /// <summary>社会治理检察建议</summary>
    Governance,
}

[JsonConverter(typeof(CamelCaseEnumConverter<OpinionOutcome>))]
public enum OpinionOutcome
{
    Corrected,
    PartlyCorrected,
    Resumed,
    RulingRevoked,
    MoneyReturned,
    Redistributed,
    SanctionLifted,
    RetrialOpened,
    Settled,
    MeasureTaken,
    NormMade,
    ReasonsAccepted,
    Moot,
    NotPursued,
    Superseded,
}
