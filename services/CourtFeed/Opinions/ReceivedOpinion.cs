using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.CourtFeed.Opinions;

/// <summary>An opinion (检察建议) as the court addressed has it: signed for, perhaps extended or objected to, answered.</summary>
/// <remarks>法发〔2016〕30号 arts 13, 14; 民事诉讼法司法解释(2022) art 417; 人民检察院检察建议工作规定(2019) arts 19, 23.</remarks>
internal sealed partial record ReceivedOpinion : Aggregate
{
    public required ReceivedOpinionState State { get; init; }

    /// <summary>All that the procuratorate has said.</summary>
    public required ProcuratorateOpinionSide Procuratorate { get; init; }

    /// <summary>The latest word of the procuratorate that was heard.</summary>
    public long HeardProcuratorate { get; init; }

    /// <summary>All that this court says.</summary>
    public CourtOpinionSide Side { get; init; } = new();

    [JsonIgnore]
    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    [JsonIgnore]
    public override IReadOnlyList<string> AllowedActs => [.. ReceivedOpinionActs.In(State).Where(IsOpen)];

    [JsonIgnore]
    private string CourtOffice => Offices.Court(Procuratorate.Court);

    /// <summary>The court's period: the higher court's (art 14), the retrial's, the governance suggestion's, or the three months (art 13).</summary>
    [JsonIgnore]
    private ClockRule AnswerRule =>
        Procuratorate.TakenUp ? StatutoryClocks.HigherCourtAnswer
        : Procuratorate.Kind == OpinionKind.Retrial ? StatutoryClocks.RetrialAnswer
        : Procuratorate.Kind == OpinionKind.Governance ? StatutoryClocks.GovernanceAnswer
        : StatutoryClocks.OpinionAnswer;

    [JsonIgnore]
    private ClockRule ExtensionRule =>
        Procuratorate.TakenUp ? StatutoryClocks.HigherCourtAnswerExtension : StatutoryClocks.OpinionAnswerExtension;

    /// <summary>What the court says of its clock is counted again with it.</summary>
    public override Aggregate CountAgain(Moment moment) =>
        (ReceivedOpinion)base.CountAgain(moment) with
        {
            Side = Side with { AnswerClock = Side.AnswerClock?.Recompute(moment.Calendar) },
        };

    [JsonIgnore]
    private bool HasOpenComplaint => Side.Complaints.Count > Procuratorate.ComplaintAnswers.Count;

    private bool IsOpen(string act) =>
        (act, State) switch
        {
            ("receipt", ReceivedOpinionState.Received) => Side.ReceivedOn is null,
            ("extension", _) => Side.Extension is null,
            ("object", _) => Side.Objection is null,
            ("complain", _) => !HasOpenComplaint,
            ("answer", ReceivedOpinionState.Answered) => Procuratorate.AnswerJudgedOn is null,
            _ => true,
        };

    private bool Allows(string act) => ReceivedOpinionActs.In(State).Contains(act) && IsOpen(act);

    private ReceivedOpinion WithClock(ClockRule rule, DateOnly on, Moment moment) =>
        this with
        {
            Clocks = [.. Stopped(on), StatutoryClock.Start(rule, on, CourtOffice, moment.Calendar)],
        };

    /// <summary>The answer's clock as it stands in the list, kept equal in what the court says.</summary>
    private ReceivedOpinion WithAnswerClock(StatutoryClock clock) =>
        this with
        {
            Clocks = [.. Clocks.Where(c => c != Side.AnswerClock), clock],
            Side = Side with { AnswerClock = clock },
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<ReceivedOpinionState>))]
internal enum ReceivedOpinionState
{
    /// <summary>待签收</summary>
    Issued,

    /// <summary>待回复</summary>
    Received,

    /// <summary>已回复</summary>
    Answered,

    /// <summary>待整改</summary>
    AwaitingCorrection,

    /// <summary>办结</summary>
    Closed,

    /// <summary>已撤回</summary>
    Withdrawn,
}

/// <summary>What the court may do next, as a table.</summary>
internal static class ReceivedOpinionActs
{
    public static IReadOnlyList<string> In(ReceivedOpinionState state) =>
        state switch
        {
            ReceivedOpinionState.Issued => ["receipt", "object", "complain"],
            ReceivedOpinionState.Received => ["receipt", "extension", "object", "complain", "answer"],
            ReceivedOpinionState.Answered => ["complain", "answer"],
            ReceivedOpinionState.AwaitingCorrection or ReceivedOpinionState.Closed => ["complain"],
            _ => [],
        };
}
