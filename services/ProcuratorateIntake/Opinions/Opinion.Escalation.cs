using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <content>After a wrong answer or none: once more, or one level up (跟进监督, 监督规则 124; 法发〔2016〕30号 14).</content>
internal sealed partial record Opinion
{
    /// <summary>再次监督: this one ends superseded, a linked one is proposed; to the new court when the case has moved (O14).</summary>
    public Decision<Opinion> IssueAgain(IssueAgainBody body, Moment moment)
    {
        if (!Allows("issue-again"))
        {
            return NotNow("issue-again", "Only after a wrong answer, an answer overdue, or when the case has moved to another court.");
        }
        var id = NextFollower("r");
        var court = MovedTo ?? Side.Court;
        var proposed = Proposed(id, ProcuratorateFor(court, moment), court, moment) with
        {
            Facts = body.Facts ?? Side.Facts,
            Request = body.Request ?? Side.Request,
            ParentOpinionId = Side.TakenUp ? Side.ParentOpinionId : Id,
            TakenUp = Side.TakenUp,
        };
        return (this with { Followers = [.. Followers, id] }).End(OpinionOutcome.Superseded, moment, body.Reason, Side, proposed);
    }

    /// <summary>提请上级: the higher procuratorate's chief acts on it from now on. There is none above the country's (O16).</summary>
    public Decision<Opinion> Escalate(EscalateBody body, Moment moment)
    {
        if (!Allows("escalate"))
        {
            return NotNow("escalate", State == OpinionState.Received ? "The answer is not overdue." : null);
        }
        if (Jurisdictions.HigherProcuratorate(Side.Procuratorate) is not { } higher)
        {
            return NotNow("escalate", "There is no higher procuratorate; it may be issued again.");
        }
        var office = Offices.Procuratorate(higher);
        return Say(
            OpinionWords.Escalated,
            this with
            {
                State = OpinionState.Escalated,
                Office = office,
                AnswerOverdue = false,
                Clocks = Instead(StatutoryClocks.HigherReview, office, moment),
            },
            Side with
            {
                EscalatedOn = moment.On,
                ChildOpinionId = null,
            },
            body.Reasons
        );
    }

    /// <summary>The higher procuratorate's own opinion to the court of its level starts as a proposal there.</summary>
    public Decision<Opinion> TakeUp(TakeUpBody body, Moment moment)
    {
        if (!Allows("take-up"))
        {
            return NotNow("take-up");
        }
        var higher = Jurisdictions.HigherProcuratorate(Side.Procuratorate)!;
        if (Jurisdictions.CourtOfProcuratorate(higher) is not { } court)
        {
            return NotNow("take-up", $"No court of the level of {higher} is known.");
        }
        var id = NextFollower("h");
        var proposed = Proposed(id, higher, court, moment) with { ParentOpinionId = Id, TakenUp = true };
        return Say(
            OpinionWords.Escalated,
            this with
            {
                Followers = [.. Followers, id],
                Clocks = Stopped(moment.On),
            },
            Side with
            {
                ChildOpinionId = id,
            },
            body.Comment,
            proposed
        );
    }

    /// <summary>The higher procuratorate does not take it up: back to the lower with the reasons.</summary>
    public Decision<Opinion> Decline(DeclineBody body, Moment moment) =>
        !Allows("decline") ? NotNow("decline") : new Accepted<Opinion>(BackToLower(moment), [], body.Reasons);

    /// <summary>The higher opinion has ended: closed, it closes this one with the same outcome; withdrawn, it gives it back.</summary>
    public Decision<Opinion> HearHigher(ProcuratorateOpinionEvent word, Moment moment)
    {
        var higher = word.Side;
        if (State != OpinionState.Escalated || !higher.TakenUp || EndedFollowers.Contains(word.OpinionId))
        {
            return Decision<Opinion>.NothingNew;
        }
        var heard = this with { EndedFollowers = [.. EndedFollowers, word.OpinionId] };
        return word is OpinionWithdrawn ? new Accepted<Opinion>(heard.BackToLower(moment), [], higher.WithdrawalReason)
            : higher.Outcome is { } outcome and not OpinionOutcome.Superseded
                ? heard.End(
                    outcome,
                    moment,
                    $"Closed like {word.OpinionId} (随上级检察院的建议{word.OpinionId}办结)",
                    Side with
                    {
                        ChildOpinionId = word.OpinionId,
                    }
                )
            : new Accepted<Opinion>(heard, [], $"Repeated by {word.OpinionId} (上级检察院再次提出{word.OpinionId})");
    }

    /// <summary>The lower court has answered after the escalation: shown to the higher procuratorate, stops nothing (O3).</summary>
    public Decision<Opinion> HearLowerAnswer(Opinion lower) =>
        LowerAnswer is { } known && known.Answers.Count >= lower.Court.Answers.Count || lower.Court.Answer is null
            ? Decision<Opinion>.NothingNew
            : new Accepted<Opinion>(
                this with
                {
                    LowerAnswer = lower.Court,
                },
                [],
                "The lower court has answered after the escalation (跟进监督后，下级法院已回复)"
            );

    /// <summary>Back with the lower procuratorate: an answer that nobody judged is examined, else the next step is due.</summary>
    private Opinion BackToLower(Moment moment)
    {
        var unjudged = Court.Answer is not null && Side.AnswerJudgedOn is null;
        return this with
        {
            State = unjudged ? OpinionState.Answered : OpinionState.Wrong,
            Office = Speaker,
            Side = Side with { EscalatedOn = null, ChildOpinionId = null },
            Clocks = Instead(unjudged ? StatutoryClocks.OpinionResultExamination : StatutoryClocks.OpinionNextStep, Speaker, moment),
        };
    }

    /// <summary>r: repeated, h: higher; numbered in the opinion's own chain, so that a click makes the same id again.</summary>
    private string NextFollower(string kind) => FormattableString.Invariant($"{Id}-{kind}{Followers.Count + 1}");

    private DivisionCode ProcuratorateFor(CourtCode court, Moment moment) =>
        court == Side.Court ? Side.Procuratorate : Jurisdictions.Of(court, moment.On)?.Procuratorate ?? Side.Procuratorate;

    private OpinionProposed Proposed(string id, DivisionCode procuratorate, CourtCode court, Moment moment) =>
        new()
        {
            OpinionId = id,
            Kind = Side.Kind,
            Procuratorate = procuratorate,
            Court = court,
            Cases = [.. Side.Cases.Select(c => c with { RecoveredAtIssue = RecoveredNow(c), Outcome = null })],
            Facts = Side.Facts,
            Request = Side.Request,
            Articles = Side.Articles,
            ProposedBy = moment.By,
            ProposedOn = moment.On,
            RepairId = RepairId,
        };
}
