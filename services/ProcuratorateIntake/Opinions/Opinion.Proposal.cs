using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <content>From the proposal to the service on the court.</content>
internal sealed partial record Opinion
{
    /// <summary>Comes into being from a procurator's proposal (呈批); a proposal heard again changes nothing.</summary>
    /// <param name="parent">The opinion it repeats or takes up.</param>
    /// <param name="registered">Its cases as they stand: what a record shows later is held against this, so a record heard twice shows nothing.</param>
    public static Decision<Opinion> Propose(
        Opinion? known,
        OpinionProposed proposed,
        Opinion? parent,
        Moment moment,
        params IReadOnlyList<CaseRecord> registered
    ) =>
        known is not null
            ? Decision<Opinion>.NothingNew
            : new Opinion
            {
                Id = proposed.OpinionId,
                State = OpinionState.Proposed,
                Division = proposed.Procuratorate,
                // Whoever proposed it to a court above, or began it below, goes on reading it.
                AlsoReadBy = (parent?.Division ?? proposed.Division) is var began && began != proposed.Procuratorate ? began : null,
                Office = Offices.Procuratorate(proposed.Procuratorate),
                Correlation = CorrelationOf(proposed),
                ProposedBy = proposed.ProposedBy,
                ProposedOn = proposed.ProposedOn,
                RepairId = proposed.RepairId,
                LowerAnswer = proposed.TakenUp && parent?.Court.Answer is not null ? parent.Court : null,
                Side = new ProcuratorateOpinionSide
                {
                    Kind = proposed.Kind,
                    Procuratorate = proposed.Procuratorate,
                    Court = proposed.Court,
                    Cases = proposed.Cases,
                    Facts = proposed.Facts,
                    Request = proposed.Request,
                    Articles = proposed.Articles,
                    ParentOpinionId = proposed.ParentOpinionId,
                    TakenUp = proposed.TakenUp,
                },
                Clocks =
                [
                    Start(StatutoryClocks.OpinionDecision, proposed.ProposedOn, Offices.Procuratorate(proposed.Procuratorate), moment),
                ],
            }.BeginningWith([.. parent?.Progress.Select(p => p.AtStart()) ?? []], registered);

    private Opinion BeginningWith(IReadOnlyList<CaseProgress> before, IReadOnlyList<CaseRecord> registered) =>
        this with
        {
            Progress =
            [
                .. before.Where(p => !registered.Any(r => r.CaseNumber == p.CaseNumber)),
                .. registered.Select(r =>
                    (before.FirstOrDefault(p => p.CaseNumber == r.CaseNumber) ?? new CaseProgress { CaseNumber = r.CaseNumber }).See(
                        r,
                        Side,
                        counts: true
                    )
                ),
            ],
        };

    /// <summary>The chief procurator or the committee decides on it (监督规则 108).</summary>
    public Decision<Opinion> Decide(DecideBody body, Moment moment) =>
        !Allows("decide")
            ? NotNow("decide")
            : new Accepted<Opinion>(
                this with
                {
                    State = OpinionState.Decided,
                    Clocks = Instead(StatutoryClocks.OpinionDelivery, Speaker, moment),
                },
                [],
                body.Comment
            );

    /// <summary>退回: the lead goes on; for an opinion taken up, the lower procuratorate hears it as a withdrawal before issue.</summary>
    public Decision<Opinion> Return(ReturnBody body, Moment moment)
    {
        if (!Allows("return"))
        {
            return NotNow("return");
        }
        var side = Side with { WithdrawnOn = moment.On, WithdrawalReason = body.Reasons };
        return new Accepted<Opinion>(
            this with
            {
                State = OpinionState.Returned,
                Side = Side.TakenUp ? side : Side,
                Clocks = Stopped(moment.On),
            },
            Side.TakenUp ? [OpinionWords.Withdrawn(Id, side), .. WorkEnded("returned", moment.On)] : [.. WorkEnded("returned", moment.On)],
            body.Reasons
        );
    }

    /// <summary>Sent to the court with the file (监督规则 108); the superior sees it from now on (规定 21).</summary>
    public Decision<Opinion> Issue(IssueBody body, Moment moment)
    {
        if (!Allows("issue"))
        {
            return NotNow("issue");
        }
        var side = Side with
        {
            Number = body.Number,
            IssuedOn = moment.On,
            Cases = [.. Side.Cases.Select(c => c with { RecoveredAtIssue = RecoveredBefore(c) })],
        };
        return Say(
            OpinionWords.Issued,
            this with
            {
                State = OpinionState.Issued,
                Text = body.Text,
                Clocks = Instead(StatutoryClocks.OpinionReceipt, Addressee, moment),
            },
            side
        );
    }

    /// <summary>Served on paper because the court did not sign: its period runs from the service.</summary>
    public Decision<Opinion> RecordService(RecordServiceBody body, Moment moment)
    {
        var on = body.ServedOn ?? moment.On;
        return !Allows("record-service") ? NotNow("record-service")
            : on > moment.Today || on < Side.IssuedOn
                ? Refusal.Invalid(
                    "service-day",
                    "The day of service lies before the issue or in the future.",
                    new Flaw("servedOn", "range", "between the issue and today")
                )
            : Say(
                OpinionWords.Issued,
                this with
                {
                    State = OpinionState.Received,
                    Clocks = [.. Stopped(on, StatutoryClocks.OpinionReceipt), Start(AnswerRule, on, Addressee, moment)],
                },
                Side with
                {
                    ServedOn = on,
                },
                body.How
            );
    }

    /// <summary>变更: a clerical change keeps the clock, a new version is served again and its clock starts with the new receipt (O9).</summary>
    public Decision<Opinion> Amend(AmendBody body, Moment moment)
    {
        if (!Allows("amend"))
        {
            return NotNow("amend");
        }
        var side = Side with
        {
            Facts = body.Facts ?? Side.Facts,
            Request = body.Request ?? Side.Request,
            Articles = body.Articles ?? Side.Articles,
            AmendmentReason = body.Reason,
        };
        if (HasOpenObjection)
        {
            side = side with { ObjectionAnswer = body.Reason };
        }
        return body.Kind == AmendmentKind.Clerical
            ? Say(OpinionWords.Amended, this with { Clocks = Stopped(moment.On, StatutoryClocks.ObjectionReview) }, side, body.Reason)
            : Say(
                OpinionWords.Amended,
                this with
                {
                    State = OpinionState.Issued,
                    AnswerOverdue = false,
                    Clocks = Instead(StatutoryClocks.OpinionReceipt, Addressee, moment),
                },
                side with
                {
                    Version = Side.Version + 1,
                    ServedOn = null,
                    SupplementAskedOn = null,
                    SupplementText = null,
                },
                body.Reason
            );
    }

    /// <summary>This state with this side, said to the court.</summary>
    private static Accepted<Opinion> Say(
        Func<string, ProcuratorateOpinionSide, ProcuratorateOpinionEvent> word,
        Opinion next,
        ProcuratorateOpinionSide side,
        string? note = null,
        params IEnumerable<ExchangeEvent> more
    ) => new(next with { Side = side }, [word(next.Id, side), .. more], note);

    private static string CorrelationOf(OpinionProposed proposed) =>
        proposed.Correlation.Length > 0
            ? proposed.Correlation
            : proposed.Cases.SelectMany(c => c.LeadIds).FirstOrDefault() ?? proposed.OpinionId;
}

/// <summary>The words of the procuratorate, each with its whole side.</summary>
internal static class OpinionWords
{
    public static ProcuratorateOpinionEvent Issued(string id, ProcuratorateOpinionSide side) =>
        new OpinionIssued { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent Amended(string id, ProcuratorateOpinionSide side) =>
        new OpinionAmended { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent Withdrawn(string id, ProcuratorateOpinionSide side) =>
        new OpinionWithdrawn { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent Supplement(string id, ProcuratorateOpinionSide side) =>
        new SupplementAsked { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent Judged(string id, ProcuratorateOpinionSide side) =>
        new AnswerJudged { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent ComplaintAnswered(string id, ProcuratorateOpinionSide side) =>
        new ComplaintAnswered { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent Escalated(string id, ProcuratorateOpinionSide side) =>
        new OpinionEscalated { OpinionId = id, Side = side };

    public static ProcuratorateOpinionEvent Closed(string id, ProcuratorateOpinionSide side) =>
        new OpinionClosed { OpinionId = id, Side = side };
}
