using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>A lead (线索): a rule found something in a case, and people decide what comes of it. One per rule and case, for ever.</summary>
/// <remarks>监督规则 (2021) arts 52, 69-73, 108, 109, 120. What people decide binds to the causes they decided on; something new makes the same lead new again.</remarks>
internal sealed partial record Lead : Aggregate
{
    private static readonly Dictionary<LeadState, string[]> Acts = new()
    {
        [LeadState.New] = ["claim", "assign", "dismiss"],
        [LeadState.Reviewing] = ["assign", "verify", "suspend", "opinion", "transfer", "vehicle-search", "dismiss"],
        [LeadState.Verifying] = ["assign", "resume"],
        [LeadState.Suspended] = ["assign", "suspend", "resume"],
        [LeadState.Acted] = ["assign", "opinion", "transfer", "vehicle-search"],
        [LeadState.Dismissed] = ["reopen"],
        [LeadState.Lapsed] = [],
        [LeadState.Closed] = ["reopen"],
    };

    public required CaseNumber CaseNumber { get; init; }

    public required CourtCode Court { get; init; }

    /// <summary>The respondent whom the lead is about, when it is about one and not about a case.</summary>
    public PartyNumber? Debtor { get; init; }

    /// <summary>The officer of the court whom the lead is about, when it is about one.</summary>
    public string? Officer { get; init; }

    /// <summary>Full name of the court.</summary>
    public required string CourtName { get; init; }

    /// <summary>The procuratorate of the case's court (同级人民检察院), whose lead it is.</summary>
    public required DivisionCode Procuratorate { get; init; }

    public required string Rule { get; init; }

    /// <summary>The version of the rule that judged last.</summary>
    public required int ModelVersion { get; init; }

    public required LeadState State { get; init; }

    public required Priority Priority { get; init; }

    /// <summary>The word by which the record or a petition names a party in need, such as 农民工: relief is to be offered.</summary>
    public string? Vulnerable { get; init; }

    /// <summary>司法救助, as it was offered.</summary>
    public ReliefOffer? Relief { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required Explanation Explanation { get; init; }

    /// <summary>What holds now and why, as one hash.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What the last word on it was made from; an older judgment never overwrites a newer one.</summary>
    public required JudgedFrom JudgedFrom { get; init; }

    /// <summary>From a history import: no triage clock.</summary>
    public bool History { get; init; }

    /// <summary>承办检察官</summary>
    public string? Handler { get; init; }

    /// <summary>The second of the two who verify (监督规则 art 69).</summary>
    public string? SecondProcurator { get; init; }

    /// <summary>What the verification is to find out, and then what it found.</summary>
    public string? Verification { get; init; }

    public string? VerificationReport { get; init; }

    public string? SuspendedBecause { get; init; }

    public Dismissal? Dismissal { get; init; }

    /// <summary>The fingerprint that people decided on.</summary>
    public string? DecidedFingerprint { get; init; }

    /// <summary>The causes that people decided on, each as a hash: only one that is not among them reopens the lead (L1).</summary>
    public IReadOnlyList<string> DecidedCauses { get; init; } = [];

    /// <summary>The version of the model by which was judged what people decided on.</summary>
    public int? DecidedVersion { get; init; }

    /// <summary>Its opinions and referrals, open and ended.</summary>
    public IReadOnlyList<LeadWork> Children { get; init; } = [];

    /// <summary>The best outcome of its opinions and referrals, once all have ended.</summary>
    public string? Outcome { get; init; }

    public string? LapsedReason { get; init; }

    /// <summary>What changed in the case while people were at work on it (L2, O13).</summary>
    public string? FactsChanged { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs =>
        Vulnerable is not null && Relief is null && State != LeadState.Lapsed ? [.. Acts[State], "relief"] : Acts[State];

    /// <summary>What it is about, as it was last told.</summary>
    public LeadSubject Subject(string key) => new(key, CaseNumber, Court, CourtName, Division) { Debtor = Debtor, Officer = Officer };

    private bool Allows(string act) => AllowedActs.Contains(act, StringComparer.Ordinal);

    /// <summary>People are at work on it, or it waits for them.</summary>
    [JsonIgnore]
    public bool IsUndecided => State is LeadState.New or LeadState.Reviewing or LeadState.Verifying or LeadState.Suspended;

    private bool IsDecided => State is LeadState.Acted or LeadState.Dismissed or LeadState.Closed;
}

[JsonConverter(typeof(CamelCaseEnumConverter<LeadState>))]
internal enum LeadState
{
    New,

    /// <summary>审查</summary>
    Reviewing,

    /// <summary>调查核实</summary>
    Verifying,

    /// <summary>中止审查</summary>
    Suspended,

    /// <summary>At least one opinion or referral is open.</summary>
    Acted,

    /// <summary>不支持监督 or 终结审查</summary>
    Dismissed,

    /// <summary>Undecided, and no cause is left.</summary>
    Lapsed,

    Closed,
}

/// <summary>Why the rule fires, so that a reader can check it.</summary>
/// <param name="Missing">Inputs that were never delivered and could add a cause.</param>
/// <param name="IsCut">More hangs together with it than may be followed: what lies further out was not looked at.</param>
internal sealed record Explanation(
    IReadOnlyList<Cause> Causes,
    IReadOnlyList<string> Missing,
    Confidence Confidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsCut = false
);

[JsonConverter(typeof(CamelCaseEnumConverter<Confidence>))]
internal enum Confidence
{
    /// <summary>All that the rule asks for was there.</summary>
    High,

    /// <summary>A cause holds; others could not be judged.</summary>
    Medium,
}

/// <summary>Revision of the record, version of the facts, and the day as of which was judged.</summary>
internal sealed record JudgedFrom(long Revision, long Facts, DateOnly AsOf)
{
    /// <summary>Record and facts are the same, whatever the day.</summary>
    public bool IsOfTheSame(JudgedFrom other) => (Revision, Facts) == (other.Revision, other.Facts);

    public bool IsOlderThan(JudgedFrom other) => (Revision, Facts, AsOf).CompareTo((other.Revision, other.Facts, other.AsOf)) < 0;
}

/// <summary>An opinion or referral that came of the lead.</summary>
/// <param name="Outcome">How it ended, camelCase.</param>
/// <param name="Heard">Sequence of the last word heard of it: lower ones are passed over.</param>
internal sealed record LeadWork(string Id, WorkKind Kind, bool Open, string? Outcome, long Heard, string? Key = null);

[JsonConverter(typeof(CamelCaseEnumConverter<WorkKind>))]
internal enum WorkKind
{
    /// <summary>检察建议</summary>
    Opinion,

    /// <summary>移送线索</summary>
    Referral,

    /// <summary>车辆协查</summary>
    VehicleSearch,
}

/// <summary>国家司法救助 (中政委〔2014〕3号): a party in need was told of it.</summary>
/// <param name="To">To whom it was offered.</param>
internal sealed record ReliefOffer(string To, ReliefOutcome Outcome, string? Text, DateOnly On, string By);

[JsonConverter(typeof(CamelCaseEnumConverter<ReliefOutcome>))]
internal enum ReliefOutcome
{
    /// <summary>提出申请</summary>
    Applied,

    /// <summary>移送有关部门办理</summary>
    Referred,

    /// <summary>不申请</summary>
    Declined,
}

internal sealed record Dismissal(DismissalCode Code, string Text, DateOnly On, string By);

[JsonConverter(typeof(CamelCaseEnumConverter<DismissalCode>))]
internal enum DismissalCode
{
    /// <summary>执行行为合法</summary>
    Lawful,

    /// <summary>法院已作合理说明</summary>
    Explained,

    /// <summary>数据错误</summary>
    DataError,

    /// <summary>轻微，已当场纠正</summary>
    MinorCorrected,

    Other,
}
