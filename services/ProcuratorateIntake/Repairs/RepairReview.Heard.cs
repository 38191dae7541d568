using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Repairs;

/// <content>What the desk, the court's record and the opinion say.</content>
internal sealed partial record RepairReview
{
    /// <summary>A proposal of the desk: a new review, or the same one again after a decline or in a new generation.</summary>
    /// <param name="opinion">The open opinion on the shared lead, if there is one: the proposal joins it (C1).</param>
    public static Decision<RepairReview> Hear(RepairReview? known, RepairProposed word, LeadOpinion? opinion, Moment moment)
    {
        if (known is not null && word.Sequence <= known.HeardCredit)
        {
            return Decision<RepairReview>.NothingNew;
        }
        if (known is { IsOpen: true } && known.Credit.Generation == word.Side.Generation)
        {
            return new Accepted<RepairReview>(
                known with
                {
                    HeardCredit = word.Sequence,
                    Credit = word.Side,
                },
                [],
                "Proposed again while under review; filed (审查期间再次提请，存档)"
            );
        }
        var begun = Begin(word, known, moment);
        return opinion is { IsOpen: true }
            ? begun.Under(opinion.OpinionId, opinion.IssuedOn, moment).Supported("Joins the opinion that is open on the lead.")
            : begun;
    }

    /// <summary>A later word of the desk: restored is lifted.</summary>
    public Decision<RepairReview> Hear(CreditEvent word, Moment moment)
    {
        if (word.Sequence <= HeardCredit)
        {
            return Decision<RepairReview>.NothingNew;
        }
        var heard = this with { HeardCredit = word.Sequence };
        return word.Side.Generation != Credit.Generation
                ? new Accepted<RepairReview>(heard, [], "Of another generation; filed (属于另一次惩戒，存档)")
            : IsOpen && word.Side.LiftedOn is { } lifted ? (heard with { Credit = word.Side }).Close(lifted, moment)
            : new Accepted<RepairReview>(heard with { Credit = word.Side }, []);
    }

    /// <summary>The court's record of the case: a lift closes the review, whatever was on the way; the desk sees the same record.</summary>
    public Decision<RepairReview> Hear(CaseRecord record, Moment moment) =>
        IsOpen && LiftIn(record) is { } lifted ? Close(lifted, moment) : Decision<RepairReview>.NothingNew;

    /// <summary>How the opinion on the shared lead stands.</summary>
    public Decision<RepairReview> Hear(string opinionId, ProcuratorateOpinionSide opinion, CourtOpinionSide? court, Moment moment)
    {
        if (!IsOpen || OpinionId is { } mine && mine != opinionId && !Repeats(opinion, mine))
        {
            return Decision<RepairReview>.NothingNew;
        }
        var isMine = OpinionId == opinionId;
        if (opinion.WithdrawnOn is not null)
        {
            return isMine ? ProposedAgain(moment, "The opinion was withdrawn.") : Decision<RepairReview>.NothingNew;
        }
        if (opinion.ClosedOn is { } closedOn)
        {
            return isMine
                ? Closed(opinion.Cases.FirstOrDefault(IsOfCase)?.Outcome ?? opinion.Outcome, closedOn, moment)
                : Decision<RepairReview>.NothingNew;
        }
        var refusedOn = RefusalIn(court);
        var state = refusedOn is null ? RepairReviewState.UnderOpinion : RepairReviewState.Refused;
        return isMine && (State, OpinionOn, RefusedOn) == (state, opinion.IssuedOn, refusedOn)
            ? Decision<RepairReview>.NothingNew
            : (this with { OpinionId = opinionId, OpinionOn = opinion.IssuedOn, RefusedOn = refusedOn })
                .At(state, null, Office, moment)
                .Supported();
    }

    /// <summary>An opinion on the lead came up while the proposal was being stored.</summary>
    public Decision<RepairReview> Join(LeadOpinion opinion, Moment moment) =>
        State is RepairReviewState.Proposed or RepairReviewState.CourtAsked && opinion.IsOpen
            ? Under(opinion.OpinionId, opinion.IssuedOn, moment).Supported("Joins the opinion that is open on the lead.")
            : Decision<RepairReview>.NothingNew;

    /// <summary>The chief sent the proposed opinion back.</summary>
    public Decision<RepairReview> OpinionReturned(string opinionId, Moment moment) =>
        State is RepairReviewState.UnderOpinion && OpinionId == opinionId
            ? ProposedAgain(moment, "The proposed opinion was returned.")
            : Decision<RepairReview>.NothingNew;

    private static RepairReview Begin(RepairProposed word, RepairReview? known, Moment moment)
    {
        var procuratorate = Jurisdictions.Of(word.Side.Court, moment.Today)?.Procuratorate ?? word.Division;
        var review = new RepairReview
        {
            Id = word.RepairId,
            Revision = known?.Revision ?? 0,
            Dossier = known?.Dossier ?? [],
            Clocks = known?.Clocks ?? [],
            OpinionCount = known?.OpinionCount ?? 0,
            State = RepairReviewState.Proposed,
            Credit = word.Side,
            HeardCredit = word.Sequence,
            LeadId = LeadOf(word.Side.CaseNumber),
            Division = procuratorate,
            Office = Offices.Procuratorate(procuratorate),
            Correlation = word.Correlation,
        };
        return review.At(RepairReviewState.Proposed, StatutoryClocks.CreditReview, review.Office, moment);
    }

    /// <summary>
    /// The opinion has ended before the record showed a lift: its reasons were accepted, the court still has to show the lift it promised,
    /// or another opinion must follow.
    /// </summary>
    private Decision<RepairReview> Closed(OpinionOutcome? outcome, DateOnly on, Moment moment)
    {
        switch (outcome)
        {
            case OpinionOutcome.ReasonsAccepted or OpinionOutcome.NotPursued or OpinionOutcome.Moot:
                var accepted = (this with { RefusalAcceptedOn = on }).At(RepairReviewState.Closed, null, Office, moment);
                return new Accepted<RepairReview>(accepted, [new RepairDeclined { RepairId = Id, Side = accepted.Side() }]);
            case OpinionOutcome.Superseded or null:
                return ProposedAgain(moment, "The opinion was superseded.");
            default:
                return (this with { OpinionId = null, OpinionOn = null, RefusedOn = null, CourtAskedOn = on })
                    .At(RepairReviewState.CourtAsked, StatutoryClocks.CreditCourtAsked, Offices.Court(Credit.Court), moment)
                    .Supported("The opinion is closed; the record does not show the lift yet.");
        }
    }

    private RepairReview Close(DateOnly lifted, Moment moment) =>
        (this with { LiftedOn = lifted }).At(RepairReviewState.Closed, null, Office, moment);

    private DateOnly? LiftIn(CaseRecord record)
    {
        var respondent =
            record.Respondents.FirstOrDefault(r => Credit.RespondentId is { } number && r.Id.Has(out var id) && number.Matches(id))
            ?? record.Respondents.FirstOrDefault(r => r.Name == Credit.RespondentName);
        if (record.CaseNumber != Credit.CaseNumber || respondent is null)
        {
            return null;
        }
        var (ordered, lifted) =
            Credit.Kind is SanctionKind.Listing
                ? (respondent.ListedOn, respondent.DelistedOn)
                : (respondent.RestrictedOn, respondent.RestrictionLiftedOn);
        return ordered.Has(out var on) && lifted.Has(out var off) && off >= on ? off : null;
    }

    private DateOnly? RefusalIn(CourtOpinionSide? court)
    {
        if (court?.Answer is not { } answer)
        {
            return null;
        }
        var verdict = answer.Cases?.FirstOrDefault(c => c.CaseNumber == Credit.CaseNumber)?.Verdict ?? answer.Verdict;
        return verdict is AnswerVerdict.Refused ? answer.AnsweredOn : null;
    }

    /// <summary>The same opinion issued again (监督规则 art 124); one that a higher procuratorate took up ends through the lower one.</summary>
    private static bool Repeats(ProcuratorateOpinionSide opinion, string earlier) =>
        opinion is { TakenUp: false, ClosedOn: null } && opinion.ParentOpinionId == earlier;

    private bool IsOfCase(OpinionCase one) => one.CaseNumber == Credit.CaseNumber;
}
