using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;

namespace Exchange.PoliceReferral.Referrals;

/// <content>What comes of a filed case: steps against each suspect, money, or its end without any (撤销案件).</content>
internal sealed partial record Referral
{
    /// <summary>One step against one suspect; the referral closes when each has a final one.</summary>
    public Decision<Referral> Report(OutcomeBody body, Moment moment)
    {
        if (!ActsOfState.Contains("outcome"))
        {
            return NotNow("outcome");
        }
        var outcome = new SuspectOutcome(body.SuspectId!, body.Kind!.Value, body.On!.Value, body.Text, body.Paid);
        if (Wrong(outcome, moment) is { } flaw)
        {
            return Refusal.Invalid("outcome", "The outcome does not fit the case.", flaw);
        }
        if (Police.Outcomes.Contains(outcome))
        {
            return Decision<Referral>.NothingNew;
        }
        var next = this with { Police = Police with { Outcomes = [.. Police.Outcomes, outcome] } };
        if (Sender!.Suspects.All(suspect => next.IsFinal(suspect.SuspectId)))
        {
            next = next with { State = ReferralState.Closed, EndedAs = ReferralEnd.Concluded, Clocks = Stopped(moment.On) };
        }
        return Say(next, moment, (id, side) => new CriminalOutcomeReported { ReferralId = id, Side = side });
    }

    /// <summary>撤销案件: the procuratorate looks at it, the court is told with reasons (法发〔2025〕8号).</summary>
    public Decision<Referral> Drop(DropBody body, Moment moment)
    {
        if (Barred("drop", moment) is { } refusal)
        {
            return refusal;
        }
        var review = Start(StatutoryClocks.DroppedReview, ProcuratorateOffice, moment);
        var next = this with
        {
            State = ReferralState.Dropped,
            Police = Police with { Dropped = new CaseDropped(moment.On, body.Reasons!) },
            Clocks =
                Sender!.Sender is Agency.Court
                    ? [.. Stopped(moment.On), Told(StatutoryClocks.DroppedNoticeToCourt, moment), review]
                    : [.. Stopped(moment.On), review],
        };
        return Say(next, moment, (id, side) => new CriminalCaseDropped { ReferralId = id, Side = side });
    }

    private Flaw? Wrong(SuspectOutcome outcome, Moment moment) =>
        !Sender!.Suspects.Any(s => s.SuspectId == outcome.SuspectId)
            ? new Flaw("suspectId", "unknown-suspect", $"one of {string.Join(", ", Sender.Suspects.Select(s => s.SuspectId))}")
        : outcome.On > moment.Today ? new Flaw("on", "future-date", $"later than today, {moment.Today:yyyy-MM-dd}")
        : outcome.Kind is not OutcomeKind.MoneyPaid && outcome.On < Police.Filing!.On
            ? new Flaw("on", "too-early", $"before the filing on {Police.Filing.On:yyyy-MM-dd}")
        : null;

    /// <summary>By the latest day, however late it was entered; money alone ends nothing.</summary>
    private bool IsFinal(string suspect) =>
        Police.Outcomes.Where(o => o.SuspectId == suspect && o.Kind is not OutcomeKind.MoneyPaid).OrderBy(o => o.On).LastOrDefault()?.Kind
            is OutcomeKind.NotProsecuted
                or OutcomeKind.Verdict
                or OutcomeKind.Dropped;
}
