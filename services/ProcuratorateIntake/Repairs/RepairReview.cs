using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Repairs;

/// <summary>The procuratorate's review of a repair proposal (信用修复审查): the court is asked, an opinion is proposed, or it is declined.</summary>
/// <remarks>It hangs on the lead RestrictionNotLifted of the same case, whichever of the two came first; there is one opinion (C1).</remarks>
internal sealed partial record RepairReview : Aggregate
{
    private static readonly Dictionary<RepairReviewState, string[]> Possible = new()
    {
        [RepairReviewState.Proposed] = ["ask-court", "opinion", "decline"],
        [RepairReviewState.CourtAsked] = ["opinion", "decline"],
        [RepairReviewState.UnderOpinion] = [],
        [RepairReviewState.Refused] = [],
        [RepairReviewState.Declined] = [],
        [RepairReviewState.Closed] = [],
    };

    public required RepairReviewState State { get; init; }

    /// <summary>The desk's whole side as last heard.</summary>
    public required RepairCreditSide Credit { get; init; }

    public long HeardCredit { get; init; }

    /// <summary>The same for rule and desk.</summary>
    public required string LeadId { get; init; }

    public DateOnly? CourtAskedOn { get; init; }

    /// <summary>What the court was told informally.</summary>
    public string? CourtAskedText { get; init; }

    public string? OpinionId { get; init; }

    /// <summary>How many opinions this review itself has proposed.</summary>
    public int OpinionCount { get; init; }

    /// <summary>When it was issued.</summary>
    public DateOnly? OpinionOn { get; init; }

    public DateOnly? DeclinedOn { get; init; }

    public string? DeclineReasons { get; init; }

    public DateOnly? RefusedOn { get; init; }

    public DateOnly? RefusalAcceptedOn { get; init; }

    /// <summary>The day of the lift, as the court's record shows it.</summary>
    public DateOnly? LiftedOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => Possible[State];

    /// <summary>The day after the court's days to act on the informal notice.</summary>
    public override DateOnly? WakeOn =>
        State is RepairReviewState.CourtAsked && Clock(StatutoryClocks.CreditCourtAsked) is { } clock
            ? clock.EffectiveDueOn.AddDays(1)
            : null;

    public bool IsOpen => State is not (RepairReviewState.Declined or RepairReviewState.Closed);

    public static string LeadOf(CaseNumber number) => LoopIds.Lead("RestrictionNotLifted", number.Value);

    public RepairReviewSide Side() =>
        new()
        {
            LeadId = LeadId,
            Generation = Credit.Generation,
            CourtAskedOn = CourtAskedOn,
            OpinionId = OpinionId,
            OpinionOn = OpinionOn,
            DeclinedOn = DeclinedOn,
            DeclineReasons = DeclineReasons,
            RefusedOn = RefusedOn,
            RefusalAcceptedOn = RefusalAcceptedOn,
        };

    /// <summary>提示法院解除: an informal notice, without an opinion.</summary>
    public Decision<RepairReview> AskCourt(AskCourtBody body, Moment moment) =>
        MayAct("ask-court")
            ? (this with { CourtAskedOn = moment.On, CourtAskedText = body.Text })
                .At(RepairReviewState.CourtAsked, StatutoryClocks.CreditCourtAsked, Offices.Court(Credit.Court), moment)
                .Supported()
            : NotNow("ask-court");

    /// <summary>An opinion (检察建议) is proposed to the chief on the lead that rule and desk share.</summary>
    public Decision<RepairReview> Opinion(OpinionBody body, Moment moment)
    {
        if (!MayAct("opinion"))
        {
            return NotNow("opinion");
        }
        var next = (this with { OpinionCount = OpinionCount + 1 }).Under(LoopIds.Opinion(Id, OpinionCount + 1), null, moment);
        var proposed = new OpinionProposed
        {
            OpinionId = next.OpinionId!,
            Kind = OpinionKind.Enforcement,
            Procuratorate = Division,
            Court = Credit.Court,
            Cases = [new OpinionCase { CaseNumber = Credit.CaseNumber, LeadIds = [LeadId] }],
            Facts = body.Facts!,
            Request = body.Request!,
            Articles = body.Articles is { Count: > 0 } articles ? articles : [ArticleOf(Credit)],
            ProposedBy = moment.By,
            ProposedOn = moment.On,
            RepairId = Id,
        };
        var supported = next.Supported();
        return supported with { Says = [proposed, .. supported.Says] };
    }

    /// <summary>不予支持: the desk has it again.</summary>
    public Decision<RepairReview> Decline(DeclineBody body, Moment moment)
    {
        if (!MayAct("decline"))
        {
            return NotNow("decline");
        }
        var declined = (this with { DeclinedOn = moment.On, DeclineReasons = body.Reasons }).At(
            RepairReviewState.Declined,
            null,
            Office,
            moment
        );
        return new Accepted<RepairReview>(declined, [new RepairDeclined { RepairId = Id, Side = declined.Side() }]);
    }

    /// <summary>The court did not act on the informal notice: it is the procurator's again.</summary>
    public Decision<RepairReview> OnClock(Moment moment) =>
        State is RepairReviewState.CourtAsked && Clock(StatutoryClocks.CreditCourtAsked)?.IsOverdue(moment.Today) is true
            ? ProposedAgain(moment, "The court has not lifted.")
            : Decision<RepairReview>.NothingNew;

    private bool MayAct(string act) => AllowedActs.Contains(act, StringComparer.Ordinal);

    private static string ArticleOf(RepairCreditSide side) =>
        (side.Kind, side.Basis) switch
        {
            (SanctionKind.Restriction, _) => "法释〔2015〕17号第9条",
            (_, RepairBasis.WronglyListed) => "法释〔2017〕7号第9条",
            (_, RepairBasis.EarlyDeletion) => "法发〔2019〕35号第19条",
            _ => "法释〔2017〕7号第10条",
        };

    private RepairReview Under(string opinionId, DateOnly? issuedOn, Moment moment) =>
        (this with { OpinionId = opinionId, OpinionOn = issuedOn }).At(RepairReviewState.UnderOpinion, null, Office, moment);

    private Accepted<RepairReview> ProposedAgain(Moment moment, string note) =>
        (this with { CourtAskedOn = null, OpinionId = null, OpinionOn = null, RefusedOn = null })
            .At(RepairReviewState.Proposed, StatutoryClocks.CreditReview, Office, moment)
            .Supported(note);

    private Accepted<RepairReview> Supported(string? note = null) =>
        new(this, [new RepairSupported { RepairId = Id, Side = Side() }], note);

    private RepairReview At(RepairReviewState state, ClockRule? rule, string owner, Moment moment)
    {
        var clocks = Stopped(moment.On);
        return this with
        {
            State = state,
            ClosedOn = state is RepairReviewState.Closed ? moment.On : null,
            Clocks = rule is null ? clocks : [.. clocks, StatutoryClock.Start(rule, moment.On, owner, moment.Calendar)],
        };
    }
}

[JsonConverter(typeof(CamelCaseEnumConverter<RepairReviewState>))]
internal enum RepairReviewState
{
    Proposed,

    /// <summary>Told informally.</summary>
    CourtAsked,

    /// <summary>The clock is the opinion's.</summary>
    UnderOpinion,

    /// <summary>The court refused the opinion; what follows is decided there.</summary>
    Refused,

    Declined,

    /// <summary>Lifted, or the refusal was accepted.</summary>
    Closed,
}

internal sealed record AskCourtBody : ActBody
{
    public string? Text { get; init; }
}

internal sealed record OpinionBody : ActBody
{
    public string? Facts { get; init; }

    /// <summary>建议内容</summary>
    public string? Request { get; init; }

    /// <summary>Default: the article that ends the sanction.</summary>
    public IReadOnlyList<string>? Articles { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Facts, "facts", "事实").Need(Request, "request", "建议内容").List;
}

internal sealed record DeclineBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "不予支持理由").List;
}
