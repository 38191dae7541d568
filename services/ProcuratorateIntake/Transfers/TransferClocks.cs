using System.Collections.Frozen;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>Whose turn it is until when: one clock for each state that is not final, beside the police's own for the filing decision.</summary>
internal static class TransferClocks
{
    private static readonly FrozenSet<string> FilingCodes = FrozenSet.Create(
        StatutoryClocks.FilingDecisionByProcuratorate.Code,
        StatutoryClocks.FilingDecisionByCourt.Code,
        StatutoryClocks.FilingDecisionEconomic.Code,
        StatutoryClocks.FilingDecisionAdministrative.Code
    );

    /// <summary>The clocks after a change: those of the state that was left stop, those of the new one start.</summary>
    public static IReadOnlyList<StatutoryClock> After(Transfer? before, Transfer after, Moment moment)
    {
        var own = (before?.Clocks ?? []).Where(c => !FilingCodes.Contains(c.Code));
        var next = HasMoved(before, after)
            ? [.. own.Select(c => c.IsRunning ? c.Stop(moment.On) : c), .. Started(after, moment)]
            : own.ToList();
        return Filing(after with { Clocks = [.. next, .. Heard(before)] }, moment) is { } filing ? [.. next, filing] : next;
    }

    /// <summary>
    /// The clock of the filing decision: as the police say; without a word of theirs it runs from the transfer, once the hours
    /// for the acknowledgement are over (R4: silence may not buy time).
    /// </summary>
    public static StatutoryClock? Filing(Transfer transfer, Moment moment)
    {
        var state = transfer.State;
        var clock = transfer.Police?.FilingClock ?? Heard(transfer).LastOrDefault();
        if (state is TransferState.Transferred && clock is not { StoppedOn: null })
        {
            var acknowledgement = transfer.Clock(StatutoryClocks.Acknowledgement);
            return acknowledgement is { StartedAt: { } since, DueAt: { } due } && moment.Now >= due
                ? FromSilence(transfer, ChinaTime.DayOf(since), moment)
                : clock;
        }
        return state switch
        {
            TransferState.Acknowledged when transfer.Sender?.Completions is [.., var last] => clock?.Resume(last.On, moment.Calendar),
            TransferState.Transferred or TransferState.Acknowledged or TransferState.Returned or TransferState.ReasonsRequested => clock,
            _ => clock?.Stop(moment.On),
        };
    }

    /// <summary>Time starts the filing clock of a silent organ (R4), and reminds of a filed case every three months (催办函, 刑诉规则 564 ¶3).</summary>
    public static Decision<Transfer> OnClock(Transfer transfer, Moment moment)
    {
        if (transfer.State is TransferState.Transferred && Heard(transfer).All(c => !c.IsRunning))
        {
            return Filing(transfer, moment) is { IsRunning: true }
                ? new Accepted<Transfer>(
                    transfer with
                    {
                        Clocks = After(transfer, transfer, moment),
                    },
                    [],
                    "No acknowledgement: the filing clock runs (未签收，立案审查期限起算)"
                )
                : Decision<Transfer>.NothingNew;
        }
        if (transfer.State is TransferState.Filed && transfer.Clock(Reminder(transfer)) is { } running && running.IsOverdue(moment.Today))
        {
            var clocks = transfer.Clocks.Select(c => ReferenceEquals(c, running) ? c.Stop(moment.Today) : c);
            return new Accepted<Transfer>(
                transfer with
                {
                    Clocks = [.. clocks, Following(running, moment)],
                },
                [],
                "Filed and not finished (立案后未办结，催办)"
            );
        }
        return Decision<Transfer>.NothingNew;
    }

    private static StatutoryClock Following(StatutoryClock reminder, Moment moment)
    {
        var rule = StatutoryClocks.Get(reminder.Code);
        while (reminder.IsOverdue(moment.Today))
        {
            reminder = StatutoryClock.Start(rule, reminder.EffectiveDueOn, reminder.Owner, moment.Calendar);
        }
        return reminder;
    }

    public static DateOnly? WakeOn(Transfer transfer) =>
        transfer.State switch
        {
            TransferState.Transferred when Heard(transfer).All(c => !c.IsRunning) => transfer
                .Clock(StatutoryClocks.Acknowledgement)
                ?.EffectiveDueOn,
            TransferState.Filed => transfer.Clock(Reminder(transfer))?.EffectiveDueOn.AddDays(1),
            _ => null,
        };

    private static IEnumerable<StatutoryClock> Heard(Transfer? transfer) =>
        (transfer?.Clocks ?? []).Where(c => FilingCodes.Contains(c.Code));

    private static StatutoryClock FromSilence(Transfer transfer, DateOnly since, Moment moment) =>
        StatutoryClock.Start(
            StatutoryClocks.FilingDecision(transfer.Sender?.Channel ?? ReferralChannel.Procuratorate, since),
            since,
            PoliceOf(transfer),
            moment.Calendar
        );

    private static bool HasMoved(Transfer? before, Transfer after) =>
        before is null || before.State != after.State || before.Police?.HandOvers.Count < after.Police?.HandOvers.Count;

    private static IEnumerable<StatutoryClock> Started(Transfer transfer, Moment moment)
    {
        var ours = Offices.Procuratorate(transfer.Division);
        var police = PoliceOf(transfer);
        return transfer.State switch
        {
            TransferState.Proposed => [Start(StatutoryClocks.ReferralDecision, moment.On, ours)],
            TransferState.Transferred => [Acknowledgement()],
            TransferState.Returned => [Start(StatutoryClocks.Completion, transfer.Police!.Returns[^1].On, SenderOf(transfer))],
            TransferState.Declined => [Start(StatutoryClocks.DeclinedReview, moment.On, ours)],
            TransferState.ReasonsRequested => [Start(StatutoryClocks.Reasons, transfer.Supervision.ReasonsRequested!.On, police)],
            TransferState.ReasonsGiven => [Start(StatutoryClocks.ReasonsReview, moment.On, ours)],
            TransferState.FilingDirected => [Start(StatutoryClocks.DirectedFiling, transfer.Supervision.FilingDirectedOn!.Value, police)],
            TransferState.CorrectionNoticed =>
            [
                Start(StatutoryClocks.CorrectionNoticeAnswer, transfer.Supervision.CorrectionNoticedOn!.Value, police),
            ],
            TransferState.WithHigher =>
            [
                Start(
                    StatutoryClocks.CorrectionNoticeAnswer,
                    transfer.Supervision.ReportedUpwardOn!.Value,
                    Offices.Procuratorate(Jurisdictions.HigherProcuratorate(transfer.Division)!)
                ),
            ],
            TransferState.Filed => [Start(Reminder(transfer), transfer.Police!.Filing!.On, police)],
            TransferState.Dropped => [Start(StatutoryClocks.DroppedReview, moment.On, ours)],
            _ => [],
        };

        StatutoryClock Start(ClockRule rule, DateOnly on, string owner) => StatutoryClock.Start(rule, on, owner, moment.Calendar);

        StatutoryClock Acknowledgement()
        {
            var at = transfer is { Police.HandOvers.Count: > 0 } or { Sender: null } ? moment.Now : transfer.Sender.TransferredAt;
            return StatutoryClock.Start(StatutoryClocks.Acknowledgement, ChinaTime.DayOf(at), police, moment.Calendar, at);
        }
    }

    /// <summary>The law knows the reminder only for filings that were directed; for others it is our own.</summary>
    private static ClockRule Reminder(Transfer transfer) =>
        transfer.Police?.Filing?.Directed == true ? StatutoryClocks.SupervisedFilingReminder : StatutoryClocks.FilingReminder;

    private static string PoliceOf(Transfer transfer) =>
        Offices.Police(transfer.Police?.Organ ?? transfer.Sender?.PoliceOrgan ?? transfer.Division);

    private static string SenderOf(Transfer transfer) =>
        transfer.Sender switch
        {
            { Sender: Agency.Court } side => $"court:{side.SenderOffice}",
            { } side => Offices.Procuratorate(side.SenderDivision),
            null => Offices.Procuratorate(transfer.Division),
        };
}
