using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.PoliceReferral.Referrals;

/// <content>立案监督 (刑诉规则 560-564): each step that the supervisor's side newly shows is followed in order.</content>
internal sealed partial record Referral
{
    private enum Step
    {
        DeclineAccepted,
        ReasonsRequested,
        ReasonsAccepted,
        FilingDirected,
        CorrectionNoticed,
        ReportedUpward,
        DropAccepted,
    }

    private Decision<Referral> Follow(ReferralSupervisionSide? before, List<string> notes, Moment moment)
    {
        if (Supervision is null)
        {
            return new Accepted<Referral>(Settled(), [], Join(notes));
        }
        var next = this;
        foreach (var step in News(before, Supervision))
        {
            next = next.Take(step, notes, moment);
        }
        if (Supervision.Payments.Count > (before?.Payments.Count ?? 0))
        {
            notes.Add("Money was paid after the referral (移送后又有履行，法释〔2024〕13号第11条)");
        }
        return new Accepted<Referral>(next.Settled(), [], Join(notes));
    }

    private static IEnumerable<Step> News(ReferralSupervisionSide? before, ReferralSupervisionSide now) =>
        new (Step Step, DateOnly? On, bool IsNew)[]
        {
            (Step.DeclineAccepted, now.DeclineAcceptedOn, now.DeclineAcceptedOn != before?.DeclineAcceptedOn),
            (Step.ReasonsRequested, now.ReasonsRequested?.On, now.ReasonsRequested != before?.ReasonsRequested),
            (Step.ReasonsAccepted, now.ReasonsAcceptedOn, now.ReasonsAcceptedOn != before?.ReasonsAcceptedOn),
            (Step.FilingDirected, now.FilingDirectedOn, now.FilingDirectedOn != before?.FilingDirectedOn),
            (Step.CorrectionNoticed, now.CorrectionNoticedOn, now.CorrectionNoticedOn != before?.CorrectionNoticedOn),
            (Step.ReportedUpward, now.ReportedUpwardOn, now.ReportedUpwardOn != before?.ReportedUpwardOn),
            (Step.DropAccepted, now.DropAcceptedOn, now.DropAcceptedOn != before?.DropAcceptedOn),
        }
            .Where(step => step.On is not null && step.IsNew)
            .OrderBy(step => step.On)
            .ThenBy(step => step.Step)
            .Select(step => step.Step);

    /// <summary>The table; what no longer fits is noted as a conflict and changes nothing. Periods run from receipt here.</summary>
    private Referral Take(Step step, List<string> notes, Moment moment)
    {
        switch (step, State)
        {
            case (Step.ReasonsRequested, ReferralState.Declined):
                return Go(ReferralState.ReasonsRequested, Stopped(moment.On), Start(StatutoryClocks.Reasons, Office, moment));
            // Asked for the delay: what is overdue stays so until something is decided (562).
            case (Step.ReasonsRequested, ReferralState.Transferred or ReferralState.Acknowledged):
                return Go(ReferralState.ReasonsRequested, Clocks, Start(StatutoryClocks.Reasons, Office, moment));
            case (Step.FilingDirected, ReferralState.ReasonsRequested or ReferralState.ReasonsGiven):
                return Go(ReferralState.FilingDirected, Stopped(moment.On), Start(StatutoryClocks.DirectedFiling, Office, moment));
            case (Step.CorrectionNoticed, ReferralState.FilingDirected or ReferralState.Dropped):
                return Go(
                    ReferralState.CorrectionNoticed,
                    Stopped(moment.On),
                    Start(StatutoryClocks.CorrectionNoticeAnswer, Office, moment)
                );
            case (Step.CorrectionNoticed, ReferralState.ReasonsRequested):
                notes.Add("A correction opinion for the silence, the reasons are still due (对不说明理由提出纠正意见，仍应说明理由)");
                return this;
            case (Step.ReportedUpward, ReferralState.CorrectionNoticed):
                return Go(
                    ReferralState.WithHigher,
                    Stopped(moment.On),
                    Start(StatutoryClocks.CorrectionNoticeAnswer, HigherOffice, moment)
                );
            case (Step.DeclineAccepted, ReferralState.Declined or ReferralState.WithHigher):
            case (Step.ReasonsAccepted, ReferralState.ReasonsGiven or ReferralState.WithHigher):
                return Go(ReferralState.Closed, Stopped(moment.On)) with { EndedAs = ReferralEnd.NotFiled };
            case (Step.DropAccepted, ReferralState.Dropped):
                return Go(ReferralState.Closed, Stopped(moment.On)) with { EndedAs = ReferralEnd.Dropped };
            default:
                notes.Add($"Conflict: {step} was heard in state {StateName} (与现状不符：{StateName}时收到{step})");
                return this;
        }
    }

    private Referral Go(ReferralState state, IReadOnlyList<StatutoryClock> clocks, params ReadOnlySpan<StatutoryClock> started) =>
        this with
        {
            State = state,
            Clocks = [.. clocks, .. started],
        };
}
