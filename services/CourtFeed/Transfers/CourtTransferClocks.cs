using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.CourtFeed.Transfers;

/// <summary>What the court waits for, and the one thing that others wait for from it: the completion.</summary>
internal static class CourtTransferClocks
{
    /// <summary>The clocks of the state that was left stop, those of the new one start; the notice of a refusal runs until it is there.</summary>
    public static IReadOnlyList<StatutoryClock> After(CourtTransfer? before, CourtTransfer after, Moment moment)
    {
        var clocks = (before?.Clocks ?? []).ToList();
        if (before is null || before.State != after.State || before.Police?.HandOvers.Count < after.Police?.HandOvers.Count)
        {
            clocks = [.. clocks.Select(c => c.IsRunning && c.Code != StatutoryClocks.DeclineNoticeToCourt.Code ? c.Stop(moment.On) : c)];
            clocks.AddRange(OfState(after, moment));
        }
        if (after.State is CourtTransferState.Acknowledged)
        {
            var filing = Filing(after, moment);
            clocks.RemoveAll(c => c.Code == filing.Code);
            clocks.Add(filing);
        }
        if (after.Police?.Declined is { } declined)
        {
            Answered(
                clocks,
                StatutoryClocks.DeclineNoticeToCourt,
                declined.On,
                after,
                moment,
                declined.NoticeNumber is not null || after.Police.Filing is not null
            );
        }
        if (after.Police?.Dropped is { } dropped)
        {
            Answered(clocks, StatutoryClocks.DroppedNoticeToCourt, dropped.On, after, moment, isThere: true);
        }
        return clocks;
    }

    private static IEnumerable<StatutoryClock> OfState(CourtTransfer transfer, Moment moment) =>
        transfer.State switch
        {
            CourtTransferState.Transferred => [Acknowledgement(transfer, moment)],
            CourtTransferState.Returned =>
            [
                StatutoryClock.Start(StatutoryClocks.Completion, transfer.Police!.Returns[^1].On, transfer.Office, moment.Calendar),
            ],
            _ => [],
        };

    private static StatutoryClock Acknowledgement(CourtTransfer transfer, Moment moment)
    {
        var at = transfer.Police?.HandOvers.Count > 0 ? moment.Now : transfer.Sender.TransferredAt;
        return StatutoryClock.Start(StatutoryClocks.Acknowledgement, ChinaTime.DayOf(at), PoliceOf(transfer), moment.Calendar, at);
    }

    /// <summary>As the police say, going on with what was left after a completion: seven days, thirty when complex (8号 art 5).</summary>
    private static StatutoryClock Filing(CourtTransfer transfer, Moment moment) =>
        transfer.Police!.FilingClock is not { StoppedOn: null } said
            ? StatutoryClock.Start(
                StatutoryClocks.FilingDecision(ReferralChannel.CourtRefusal, transfer.Police.Receipt!.On),
                transfer.Police.Receipt.On,
                PoliceOf(transfer),
                moment.Calendar
            )
        : transfer.Sender.Completions is [.., var last] ? said.Resume(last.On, moment.Calendar)
        : said;

    /// <summary>One clock per refusal or drop; it stops when the answer with reasons is there.</summary>
    private static void Answered(
        List<StatutoryClock> clocks,
        ClockRule rule,
        DateOnly since,
        CourtTransfer transfer,
        Moment moment,
        bool isThere
    )
    {
        var at = clocks.FindLastIndex(c => c.Code == rule.Code && c.StartedOn == since);
        if (at < 0)
        {
            clocks.Add(StatutoryClock.Start(rule, since, PoliceOf(transfer), moment.Calendar));
            at = clocks.Count - 1;
        }
        if (isThere)
        {
            clocks[at] = clocks[at].Stop(moment.On);
        }
    }

    private static string PoliceOf(CourtTransfer transfer) => Offices.Police(transfer.Police?.Organ ?? transfer.Sender.PoliceOrgan);
}
