using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <content>How it ends, and how it is opened again.</content>
internal sealed partial record Opinion
{
    /// <summary>Outcomes with which the chief may let any open opinion rest; the others are verified.</summary>
    private static readonly OpinionOutcome[] Ends = [OpinionOutcome.Moot, OpinionOutcome.Settled, OpinionOutcome.Superseded];

    /// <summary>撤回 (监督规则 121): in any open state; after an answer only when the facts were wrong (O8).</summary>
    public Decision<Opinion> Withdraw(WithdrawBody body, Moment moment)
    {
        if (!Allows("withdraw"))
        {
            return NotNow("withdraw", State == OpinionState.Escalated ? "The higher opinion is withdrawn first." : null);
        }
        if (Court.Answer is not null && body.FactsWrong != true)
        {
            return NotNow("withdraw", "After an answer only when the facts were wrong (factsWrong).");
        }
        return Say(
            OpinionWords.Withdrawn,
            this with
            {
                State = OpinionState.Withdrawn,
                Office = Speaker,
                AnswerOverdue = false,
                Clocks = Stopped(moment.On),
            },
            Side with
            {
                WithdrawnOn = moment.On,
                WithdrawalReason = body.Reason,
                ObjectionAnswer = HasOpenObjection ? body.Reason : Side.ObjectionAnswer,
            },
            body.Reason,
            WorkEnded("withdrawn", moment.On)
        );
    }

    /// <summary>The chief lets it rest, or its object is gone (O12): never by itself.</summary>
    public Decision<Opinion> Close(CloseBody body, Moment moment)
    {
        if (!Allows("close"))
        {
            return NotNow("close");
        }
        var outcome = body.Outcome!.Value;
        if (outcome == OpinionOutcome.NotPursued && State != OpinionState.Wrong && !AnswerOverdue)
        {
            return NotNow("close", "It may be let rest only after a wrong answer or an answer overdue.");
        }
        return outcome == OpinionOutcome.NotPursued || Ends.Contains(outcome)
            ? End(outcome, moment, body.Reason, Side)
            : Refusal.Invalid(
                "outcome",
                "What the court has corrected is verified, not closed.",
                new Flaw("outcome", "range", "notPursued, moot, settled or superseded")
            );
    }

    /// <summary>New facts after the end: the correction is looked at again. What was withdrawn stays so.</summary>
    public Decision<Opinion> Reopen(ReopenBody body, Moment moment)
    {
        if (!Allows("reopen"))
        {
            return NotNow("reopen");
        }
        return Say(
            OpinionWords.Judged,
            this with
            {
                State = OpinionState.AwaitingCorrection,
                Clocks = Instead(StatutoryClocks.OpinionCorrection, Addressee, moment),
                Progress = [.. Progress.Select(p => p with { AccrualEnded = false })],
            },
            Side with
            {
                ClosedOn = null,
                Outcome = null,
            },
            $"{body.Reason}: {body.NewFacts}",
            LeadIds.Select(lead => new LeadWorkReopened { LeadId = lead, WorkId = Id })
        );
    }

    /// <summary>Closed with this outcome: told to the court and to every lead.</summary>
    /// <remarks>Words of one act bear the same sequence and only the first is heard: the judgment of an answer says the end as well.</remarks>
    private Accepted<Opinion> End(
        OpinionOutcome outcome,
        Moment moment,
        string? note,
        ProcuratorateOpinionSide side,
        params IReadOnlyList<ExchangeEvent> more
    )
    {
        var closed = side with
        {
            ClosedOn = moment.On,
            Outcome = outcome,
            Cases = [.. side.Cases.Select(c => c with { Outcome = c.Outcome ?? outcome })],
        };
        var next = this with
        {
            State = OpinionState.Closed,
            Office = Speaker,
            AnswerOverdue = false,
            Clocks = Stopped(moment.On),
            Side = closed,
        };
        return new Accepted<Opinion>(
            next with
            {
                Progress = [.. Progress.Select(p => p.WhenClosed(closed))],
            },
            [
                .. more.OfType<AnswerJudged>().Select(word => word with { Side = closed }),
                OpinionWords.Closed(Id, closed),
                .. more.Where(m => m is not AnswerJudged),
                .. WorkEnded(Camel(outcome), moment.On),
            ],
            note is null ? Camel(outcome) : $"{Camel(outcome)}: {note}"
        );
    }
}
