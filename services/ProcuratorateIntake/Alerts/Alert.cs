using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Alerts;

/// <summary>A court's alert of false litigation (虚假诉讼通报): verified, answered, followed until the judgment is mended or stays.</summary>
/// <remarks>While a referral it made is open, its clocks are the referral's. 人民检察院民事诉讼监督规则(2021) arts 52, 69, 87, 120.</remarks>
internal sealed partial record Alert : Aggregate
{
    private static readonly FrozenDictionary<AlertState, string[]> Acts = new Dictionary<AlertState, string[]>
    {
        [AlertState.Received] = ["verify"],
        [AlertState.Verifying] = ["answer"],
        [AlertState.RetrialSuggested] = ["delivered", "close"],
        [AlertState.RetrialDelivered] = ["close"],
        [AlertState.Answered] = ["close"],
        [AlertState.Closed] = [],
    }.ToFrozenDictionary();

    public required AlertState State { get; init; }

    /// <summary>What the court said; it never changes.</summary>
    public required CourtCode Court { get; init; }

    public required string Number { get; init; }

    public required string Facts { get; init; }

    public required DateOnly ReportedOn { get; init; }

    public required IReadOnlyList<string> CaseNumbers { get; init; }

    public required IReadOnlyList<SuspectNamed> Suspects { get; init; }

    /// <summary>承办人, and the second of the two who verify (监督规则 art 69).</summary>
    public string? Handler { get; init; }

    public string? SecondProcurator { get; init; }

    public AlertAnswer? Answer { get; init; }

    /// <summary>再审检察建议书, as the court got it.</summary>
    public RetrialDelivery? Delivery { get; init; }

    /// <summary>The latest referral made from it.</summary>
    public AlertReferral? Referral { get; init; }

    public AlertOutcome? Outcome { get; init; }

    public string? OutcomeText { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => Acts[State];

    /// <summary>The court reports; the procuratorate of its level has three working days to name a handler (param).</summary>
    public static Decision<Alert> Receive(Alert? known, FalseLitigationReported said, Moment moment)
    {
        if (known is not null)
        {
            return Decision<Alert>.NothingNew;
        }
        var division = Jurisdictions.Of(said.Court, moment.Today)?.Procuratorate ?? said.Division;
        var office = Offices.Procuratorate(division);
        return new Alert
        {
            Id = said.AlertId,
            Division = division,
            Office = office,
            Correlation = said.AlertId,
            State = AlertState.Received,
            Court = said.Court,
            Number = said.Number,
            Facts = said.Facts,
            ReportedOn = said.ReportedOn,
            CaseNumbers = said.CaseNumbers,
            Suspects = said.Suspects,
            Clocks = [StatutoryClock.Start(StatutoryClocks.AlertAssignment, moment.On, office, moment.Calendar)],
        };
    }

    /// <summary>The referral has ended. What the chief sent back (120) is verified further, in the time that is left.</summary>
    public Decision<Alert> HearEnded(LeadWorkEnded said, Moment moment)
    {
        if (Referral is not { } referral || referral.Id != said.WorkId || said.Sequence <= referral.Heard)
        {
            return Decision<Alert>.NothingNew;
        }
        var next = this with { Referral = referral with { Open = false, Outcome = said.Outcome, Heard = said.Sequence } };
        if (State is AlertState.Closed)
        {
            return new Accepted<Alert>(next, [], $"The referral ended after closing: {said.Outcome} (办结后移送有结果：{said.Outcome})");
        }
        if (said.Outcome == "returned")
        {
            return new Accepted<Alert>(
                next with
                {
                    State = AlertState.Verifying,
                    Clocks = GoesOn(moment),
                },
                [],
                "The chief procurator sent the referral back (检察长退回移送)"
            );
        }
        return new Accepted<Alert>(
            State is AlertState.Answered ? next.Awaiting(moment) : next,
            [],
            $"The referral ended: {said.Outcome} (移送有结果：{said.Outcome})"
        );
    }

    /// <summary>An ended referral is open again, as when the police file after all.</summary>
    public Decision<Alert> HearReopened(LeadWorkReopened said, Moment moment)
    {
        if (Referral is not { } referral || referral.Id != said.WorkId || said.Sequence <= referral.Heard)
        {
            return Decision<Alert>.NothingNew;
        }
        var next = this with { Referral = referral with { Open = true, Outcome = null, Heard = said.Sequence } };
        return new Accepted<Alert>(
            State is AlertState.Answered ? next.Awaiting(moment) : next,
            [],
            "The referral is open again (移送重新办理)"
        );
    }

    /// <summary>The clock of what is awaited now, all others stopped.</summary>
    private Alert Awaiting(Moment moment)
    {
        (ClockRule Rule, DateOnly On, string Owner)? awaited = State switch
        {
            AlertState.Verifying => (StatutoryClocks.AlertVerification, moment.On, Office),
            AlertState.RetrialSuggested => (StatutoryClocks.RetrialDelivery, Answer!.CommitteeDecidedOn!.Value, Office),
            AlertState.RetrialDelivered => (StatutoryClocks.RetrialAnswer, Delivery!.On, Offices.Court(Court)),
            AlertState.Answered when Referral is { Open: false } => (StatutoryClocks.AlertFollowUp, moment.On, Office),
            _ => null,
        };
        var stopped = Stopped(moment.On);
        return this with
        {
            Clocks = awaited is { } next ? [.. stopped, StatutoryClock.Start(next.Rule, next.On, next.Owner, moment.Calendar)] : stopped,
        };
    }

    /// <summary>The verification's clock as it was: an answer that did not hold gains no time.</summary>
    private IReadOnlyList<StatutoryClock> GoesOn(Moment moment) =>
        [
            .. Stopped(moment.On),
            .. Clocks.Where(c => c.Code == StatutoryClocks.AlertVerification.Code).TakeLast(1).Select(c => c with { StoppedOn = null }),
        ];

    private bool May(string act) => AllowedActs.Contains(act);
}

[JsonConverter(typeof(CamelCaseEnumConverter<AlertState>))]
internal enum AlertState
{
    /// <summary>已收到，待分办</summary>
    Received,

    /// <summary>核查中</summary>
    Verifying,

    /// <summary>已决定提出再审检察建议，待送达</summary>
    RetrialSuggested,

    /// <summary>再审检察建议已送达，法院审查中 (民诉解释 417)</summary>
    RetrialDelivered,

    /// <summary>已移送公安并答复法院</summary>
    Answered,

    /// <summary>办结</summary>
    Closed,
}

/// <summary>What became of the suspected judgment.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AlertOutcome>))]
internal enum AlertOutcome
{
    /// <summary>不构成虚假诉讼; only an answer says so.</summary>
    NotFalse,

    /// <summary>原裁判撤销</summary>
    JudgmentRevoked,

    /// <summary>裁定再审</summary>
    Retried,

    /// <summary>法院不予再审, or the police file no case.</summary>
    Refused,

    /// <summary>终结，不再跟进</summary>
    NotPursued,
}

/// <summary>答复: the result, and for a suggestion of retrial what the procuratorial committee decided (监督规则 art 87).</summary>
internal sealed record AlertAnswer(AlertResult Result, string Text, DateOnly On)
{
    /// <summary>检察委员会决定日期</summary>
    public DateOnly? CommitteeDecidedOn { get; init; }

    public string? CommitteeDecision { get; init; }
}

internal sealed record RetrialDelivery(string Number, DateOnly On);

/// <param name="Ordinal">The n-th of this alert; a new one follows when the chief sent the last back.</param>
/// <param name="Heard">The referral's latest word that was heard.</param>
internal sealed record AlertReferral(string Id, int Ordinal, bool Open, string? Outcome, long Heard);
