using System.Text.Json.Serialization;

namespace Exchange.Contracts.Credit;

/// <summary>What the credit-repair desk says (信用修复) of one sanction of one respondent in one case.</summary>
public abstract record CreditEvent : ExchangeEvent
{
    public sealed override Agency Agency => Agency.Credit;

    public required string RepairId { get; init; }

    public required RepairCreditSide Side { get; init; }
}

/// <summary>The sanction is still there past the legal day.</summary>
public sealed record SanctionOverdueFound : CreditEvent;

/// <summary>The desk asks the procuratorate for an opinion to the court.</summary>
public sealed record RepairProposed : CreditEvent;

/// <summary>Lifted and confirmed: banks are told.</summary>
public sealed record CreditRestored : CreditEvent;

/// <summary>Listed again after the banks were told (C7), or told in error.</summary>
public sealed record RestorationRetracted : CreditEvent;

/// <summary>A bank's answer to a notice.</summary>
public sealed record BankAnswered : CreditEvent;

/// <summary>A notice was answered or written off. Heard by the desk itself: it survives a crash between notice and repair.</summary>
public sealed record NoticeSettled : ExchangeEvent
{
    public override Agency Agency => Agency.Credit;

    public required string RepairId { get; init; }

    public required int Generation { get; init; }

    public required string NoticeId { get; init; }

    /// <summary>None when the notice was written off.</summary>
    public BankAnswer? Answer { get; init; }
}

/// <summary>The desk's whole side.</summary>
public sealed record RepairCreditSide
{
    public required CaseNumber CaseNumber { get; init; }

    public required CourtCode Court { get; init; }

    public required string RespondentName { get; init; }

    public PartyNumber? RespondentId { get; init; }

    public required SanctionKind Kind { get; init; }

    /// <summary>A new order or a performance undone begins a new generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Which article ends the sanction.</summary>
    public required RepairBasis Basis { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? FoundOn { get; init; }

    public DateOnly? ProposedOn { get; init; }

    public string? ProposalFacts { get; init; }

    public IReadOnlyList<string>? Proof { get; init; }

    public DateOnly? LiftedOn { get; init; }

    public DateOnly? RestoredOn { get; init; }

    public DateOnly? RetractedOn { get; init; }

    public IReadOnlyList<BankAnswer> BankAnswers { get; init; } = [];

    public DateOnly? ClosedOn { get; init; }
}

public sealed record BankAnswer(string Bank, DateOnly On, string Answer);

[JsonConverter(typeof(CamelCaseEnumConverter<SanctionKind>))]
public enum SanctionKind
{
    /// <summary>纳入失信被执行人名单</summary>
    Listing,

    /// <summary>限制消费</summary>
    Restriction,
}

/// <summary>Why the sanction must come off (失信规定 art 10, 限消规定 art 9).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RepairBasis>))]
public enum RepairBasis
{
    /// <summary>履行完毕</summary>
    Performed,

    /// <summary>终结执行</summary>
    Terminated,

    /// <summary>不予执行</summary>
    NotEnforced,

    /// <summary>期限届满 (art 10 ¶2)</summary>
    TermEnded,

    /// <summary>不应纳入或者信息不准确 (art 9, art 12)</summary>
    WronglyListed,

    /// <summary>Two queries without property after an ending for now (art 10(4)): the listing only.</summary>
    TwoEmptyQueries,

    /// <summary>Early deletion of a listing whose term still runs (35号 art 19¶2): a favour, not a breach.</summary>
    EarlyDeletion,
}
