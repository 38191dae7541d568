using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>A person or organisation named in a referral (犯罪嫌疑人/单位).</summary>
public sealed record SuspectNamed
{
    /// <summary>Unique within the referral: "1", "2", ...</summary>
    public required string SuspectId { get; init; }

    public required string Name { get; init; }

    public PartyNumber? Number { get; init; }
}

/// <summary>移送涉嫌犯罪线索, the sender's whole side.</summary>
public sealed record ReferralSenderSide
{
    /// <summary>Who sends: a procuratorate or a court.</summary>
    public required Agency Sender { get; init; }

    /// <summary>Division of a procuratorate, or code of a court.</summary>
    public required string SenderOffice { get; init; }

    public required DivisionCode SenderDivision { get; init; }

    public required ReferralChannel Channel { get; init; }

    /// <summary>拒不执行判决、裁定罪 or 虚假诉讼罪, or what else it is called.</summary>
    public required string Crime { get; init; }

    public required CaseNumber CaseNumber { get; init; }

    public string? LeadId { get; init; }

    public required string Facts { get; init; }

    /// <summary>The documents and groups of evidence handed over.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    public required IReadOnlyList<SuspectNamed> Suspects { get; init; }

    public required DivisionCode PoliceOrgan { get; init; }

    public required DateOnly TransferredOn { get; init; }

    public required DateTimeOffset TransferredAt { get; init; }

    /// <summary>What the case record showed as recovered when the referral was made (R5).</summary>
    public Money? RecoveredAtTransfer { get; init; }

    /// <summary>补充材料, after a return.</summary>
    public IReadOnlyList<ReferralCompletion> Completions { get; init; } = [];

    /// <summary>Later material without effect on the clock (R2).</summary>
    public IReadOnlyList<ReferralCompletion> Supplements { get; init; } = [];

    public DateOnly? RecalledOn { get; init; }

    public string? RecallReason { get; init; }

    /// <summary>After the filing a sender may only say that it no longer supports the referral (R7).</summary>
    public DateOnly? NoLongerSupportedOn { get; init; }
}

/// <summary>Material handed in; <see cref="Insists"/>: "nothing more, decide".</summary>
public sealed record ReferralCompletion(DateOnly On, IReadOnlyList<string> Items, string? Note, bool Insists);

/// <summary>立案监督 (刑诉规则 560-564): the supervising procuratorate's whole side.</summary>
public sealed record ReferralSupervisionSide
{
    public required DivisionCode Procuratorate { get; init; }

    public ReasonsRequest? ReasonsRequested { get; init; }

    public DateOnly? ReasonsAcceptedOn { get; init; }

    public DateOnly? DeclineAcceptedOn { get; init; }

    public DateOnly? FilingDirectedOn { get; init; }

    /// <summary>What the 通知立案书 says of the reasons.</summary>
    public string? FilingDirectedFor { get; init; }

    /// <summary>纠正违法通知书, the present one: an earlier one on the silence is history once the filing is directed.</summary>
    public DateOnly? CorrectionNoticedOn { get; init; }

    public string? CorrectionText { get; init; }

    public DateOnly? ReportedUpwardOn { get; init; }

    public DateOnly? DropAcceptedOn { get; init; }

    /// <summary>Money paid after the referral (R5; 拒执 2024 art 11).</summary>
    public IReadOnlyList<PaymentFact> Payments { get; init; } = [];
}

/// <summary>要求说明不立案理由; <see cref="ForDelay"/>: why nothing was decided in time (刑诉规则 562).</summary>
public sealed record ReasonsRequest(DateOnly On, bool ForDelay, string? Text);

/// <summary>What the case record showed as paid after the referral.</summary>
public sealed record PaymentFact(DateOnly SeenOn, Money RecoveredBefore, Money RecoveredNow, DateOnly? PerformedOn);

/// <summary>The police's whole side of a referral.</summary>
public sealed record ReferralPoliceSide
{
    public required DivisionCode Organ { get; init; }

    /// <summary>When the referral was stored at the police: from hour 24 the filing clock runs from here (R4).</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>受案回执</summary>
    public PoliceReceipt? Receipt { get; init; }

    public IReadOnlyList<ReferralReturn> Returns { get; init; } = [];

    public IReadOnlyList<HandOver> HandOvers { get; init; } = [];

    public StatutoryClock? FilingClock { get; init; }

    public IReadOnlyList<FilingExtension> Extensions { get; init; } = [];

    public CriminalFiling? Filing { get; init; }

    public FilingDeclined? Declined { get; init; }

    /// <summary>不立案理由说明书</summary>
    public FilingReasons? Reasons { get; init; }

    public IReadOnlyList<SuspectOutcome> Outcomes { get; init; } = [];

    public CaseDropped? Dropped { get; init; }
}

public sealed record PoliceReceipt(string Number, DateOnly On, DateTimeOffset At);

public sealed record ReferralReturn(DateOnly On, IReadOnlyList<string> Missing, string? Note);

public sealed record HandOver(DateOnly On, DivisionCode From, DivisionCode To, string Reason);

public sealed record FilingExtension(DateOnly ApprovedOn, string ApprovedBy, string Reason, DateOnly To);

/// <summary>立案决定书</summary>
public sealed record CriminalFiling(string Number, DateOnly On, bool Directed);

/// <summary>不予立案, on a ground of 刑诉法 112.</summary>
public sealed record FilingDeclined(DateOnly On, DeclineGround Ground, string Reasons, string? NoticeNumber);

public sealed record FilingReasons(DateOnly On, string Text);

public sealed record CaseDropped(DateOnly On, string Reasons);

/// <summary>刑诉法 art 112, 公安规定 art 178</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DeclineGround>))]
public enum DeclineGround
{
    /// <summary>没有犯罪事实</summary>
    NoCriminalFacts,

    /// <summary>犯罪事实显著轻微，不需要追究刑事责任</summary>
    ClearlyMinor,

    /// <summary>其他依法不追究刑事责任</summary>
    OtherStatutory,
}

/// <summary>One step of the case against one suspect.</summary>
public sealed record SuspectOutcome(string SuspectId, OutcomeKind Kind, DateOnly On, string? Text, Money? Paid);

[JsonConverter(typeof(CamelCaseEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    /// <summary>采取强制措施</summary>
    Measure,

    /// <summary>移送审查起诉</summary>
    SentForProsecution,

    /// <summary>不起诉; final.</summary>
    NotProsecuted,

    /// <summary>提起公诉</summary>
    Indicted,

    /// <summary>判决生效; final.</summary>
    Verdict,

    /// <summary>追缴、履行款</summary>
    MoneyPaid,

    /// <summary>撤销对该人的案件; final.</summary>
    Dropped,
}
