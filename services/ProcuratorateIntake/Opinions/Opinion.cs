using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <summary>
/// 检察建议: what a procuratorate asks a court to correct, from the proposal to the verified correction. The next-higher
/// procuratorate may take it up as an opinion of its own.
/// </summary>
/// <remarks>人民检察院民事诉讼监督规则(2021) arts 108, 121-124; 法发〔2016〕30号 arts 13-15; 人民检察院检察建议工作规定(2019).</remarks>
internal sealed partial record Opinion : Aggregate
{
    public required OpinionState State { get; init; }

    /// <summary>All that the court is told.</summary>
    public required ProcuratorateOpinionSide Side { get; init; }

    /// <summary>All that the court has said.</summary>
    public CourtOpinionSide Court { get; init; } = new();

    /// <summary>The latest word of the court that was heard.</summary>
    public long HeardCourt { get; init; }

    public required string ProposedBy { get; init; }

    public required DateOnly ProposedOn { get; init; }

    /// <summary>The repair (信用修复) that asked for it.</summary>
    public string? RepairId { get; init; }

    /// <summary>The document as served, when it differs from facts and request.</summary>
    public string? Text { get; init; }

    /// <summary>The answer's last day is over: the next step is the procuratorate's. The court may still answer (O2).</summary>
    public bool AnswerOverdue { get; init; }

    /// <summary>What the records have shown of its cases, in their order.</summary>
    public IReadOnlyList<CaseProgress> Progress { get; init; } = [];

    /// <summary>Yuan recovered through the opinion as the procurator verified them, when the record shows less.</summary>
    public Money? VerifiedRecovered { get; init; }

    /// <summary>Why the opinion may have lost its ground (O13): the procurator decides, it never lapses by itself.</summary>
    public string? FactsChanged { get; init; }

    /// <summary>What the lower court answered after the escalation (O3).</summary>
    public CourtOpinionSide? LowerAnswer { get; init; }

    /// <summary>The opinions that followed this one, repeated or one level up, in order.</summary>
    public IReadOnlyList<string> Followers { get; init; } = [];

    /// <summary>Followers of the higher procuratorate that have ended.</summary>
    public IReadOnlyList<string> EndedFollowers { get; init; } = [];

    [JsonIgnore]
    public override string StateName => Camel(State);

    [JsonIgnore]
    public override IReadOnlyList<string> AllowedActs => [.. OpinionActs.In(State).Where(IsOpen)];

    /// <summary>The day after the answer's last day.</summary>
    [JsonIgnore]
    public override DateOnly? WakeOn =>
        State == OpinionState.Received && !AnswerOverdue ? RunningAnswerClock?.EffectiveDueOn.AddDays(1) : null;

    /// <summary>Which period the court has: the higher court's, the retrial's, the governance suggestion's, or the three months.</summary>
    [JsonIgnore]
    public ClockRule AnswerRule => AnswerPeriod.Of(Side);

    [JsonIgnore]
    private StatutoryClock? RunningAnswerClock => Clock(AnswerRule);

    [JsonIgnore]
    private string Speaker => Offices.Procuratorate(Side.Procuratorate);

    [JsonIgnore]
    private string Addressee => Offices.Court(Side.Court);

    [JsonIgnore]
    private bool HasOpenObjection => Court.Objection is not null && Side.ObjectionAnswer is null;

    [JsonIgnore]
    public IEnumerable<string> LeadIds => Side.Cases.SelectMany(c => c.LeadIds).Distinct(StringComparer.Ordinal);

    /// <summary>What time does: it flags the silence of the court and hands the next step to the procuratorate.</summary>
    public Decision<Opinion> OnClock(Moment moment) =>
        WakeOn is { } day && day <= moment.Today
            ? new Accepted<Opinion>(
                this with
                {
                    AnswerOverdue = true,
                    Clocks = [.. Clocks, Start(StatutoryClocks.OpinionNextStep, day, Speaker, moment)],
                },
                [],
                "The court has not answered in time (逾期未回复)"
            )
            : Decision<Opinion>.NothingNew;

    /// <summary>A new calendar may give the court more days than it seemed to have: then it is not overdue.</summary>
    public override Aggregate CountAgain(Moment moment)
    {
        var counted = (Opinion)base.CountAgain(moment);
        return State == OpinionState.Received && AnswerOverdue && counted.RunningAnswerClock?.IsOverdue(moment.Today) == false
            ? counted.NotOverdue()
            : counted;
    }

    /// <summary>Acts of the table whose further condition is met now.</summary>
    private bool IsOpen(string act) =>
        (act, State) switch
        {
            ("reject-objection", _) => HasOpenObjection,
            ("answer-complaint", _) => HasOpenComplaint,
            ("issue-again", not OpinionState.Wrong) => AnswerOverdue || MovedTo is not null,
            ("escalate", OpinionState.Received) => AnswerOverdue,
            ("withdraw", OpinionState.Escalated) or ("take-up" or "decline", _) => Side.ChildOpinionId is null,
            _ => true,
        };

    private bool Allows(string act) => OpinionActs.In(State).Contains(act) && IsOpen(act);

    private static StatutoryClock Start(ClockRule rule, DateOnly on, string owner, Moment moment) =>
        StatutoryClock.Start(rule, on, owner, moment.Calendar);

    /// <summary>All running clocks stopped and this one started.</summary>
    private IReadOnlyList<StatutoryClock> Instead(ClockRule rule, string owner, Moment moment) =>
        [.. Stopped(moment.On), Start(rule, moment.On, owner, moment)];

    /// <summary>Every lead hears that this work has ended. Of one that follows it hears by the proposal.</summary>
    private IEnumerable<LeadWorkEnded> WorkEnded(string outcome, DateOnly on) =>
        LeadIds.Select(lead => new LeadWorkEnded
        {
            LeadId = lead,
            WorkId = Id,
            Outcome = outcome,
            EndedOn = on,
        });

    internal static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

[JsonConverter(typeof(CamelCaseEnumConverter<OpinionState>))]
internal enum OpinionState
{
    /// <summary>呈批</summary>
    Proposed,

    /// <summary>已决定</summary>
    Decided,

    /// <summary>退回: the chief sent the proposal back.</summary>
    Returned,

    /// <summary>已发出</summary>
    Issued,

    /// <summary>已签收</summary>
    Received,

    /// <summary>已回复</summary>
    Answered,

    /// <summary>待整改</summary>
    AwaitingCorrection,

    /// <summary>回复错误或无回复: the next step is the chief's.</summary>
    Wrong,

    /// <summary>提请上级</summary>
    Escalated,

    /// <summary>办结</summary>
    Closed,

    /// <summary>撤回</summary>
    Withdrawn,
}

/// <summary>Who may do what next, as a table.</summary>
internal static class OpinionActs
{
    private static readonly string[] None = [];

    public static IReadOnlyList<string> In(OpinionState state) =>
        state switch
        {
            OpinionState.Proposed => ["decide", "return"],
            OpinionState.Decided => ["issue", "withdraw"],
            OpinionState.Issued => ["record-service", "amend", "withdraw", "reject-objection", "issue-again", "close", "answer-complaint"],
            OpinionState.Received => ["amend", "withdraw", "reject-objection", "issue-again", "escalate", "close", "answer-complaint"],
            OpinionState.Answered =>
            [
                "accept-answer",
                "find-wrong",
                "supplement",
                "withdraw",
                "reject-objection",
                "issue-again",
                "close",
                "answer-complaint",
            ],
            OpinionState.AwaitingCorrection => ["verify", "find-wrong", "withdraw", "issue-again", "close", "answer-complaint"],
            OpinionState.Wrong => ["issue-again", "escalate", "withdraw", "close", "answer-complaint"],
            OpinionState.Escalated => ["take-up", "decline", "withdraw", "answer-complaint"],
            OpinionState.Closed => ["reopen", "answer-complaint"],
            OpinionState.Withdrawn => ["answer-complaint"],
            _ => None,
        };
}

/// <summary>The court's period for its answer: it depends on the kind and on whether a higher court is asked.</summary>
internal static class AnswerPeriod
{
    public static ClockRule Of(ProcuratorateOpinionSide side) =>
        side.TakenUp ? StatutoryClocks.HigherCourtAnswer
        : side.Kind == OpinionKind.Retrial ? StatutoryClocks.RetrialAnswer
        : side.Kind == OpinionKind.Governance ? StatutoryClocks.GovernanceAnswer
        : StatutoryClocks.OpinionAnswer;
}
