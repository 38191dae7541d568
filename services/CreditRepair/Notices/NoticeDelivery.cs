using Exchange.Acts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.CreditRepair.Notices;

/// <summary>Posts what is due by the machine's clock, found by index; any instance may, and a bank may get a notice twice (same id).</summary>
internal sealed class NoticeDelivery(
    Documents<Notice> notices,
    Documents<Subscription> subscriptions,
    Acts<Notice> acts,
    NoticePost post,
    TimeProvider machine,
    ILogger<NoticeDelivery> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <returns>How many were posted.</returns>
    public async Task<int> Now(CancellationToken cancellation)
    {
        var query = new DocumentQuery
        {
            Where = [Condition.AtMost("nextAttemptAt", Notice.Sortable(machine.GetUtcNow()))],
            OrderBy = "nextAttemptAt",
            Limit = 100,
        };
        var due = await notices.Query(query, cancellation);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, Deliver);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine);
        try
        {
            do
            {
                try
                {
                    await Now(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    log.LogError(e, "Posting notices failed; it is tried again");
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogInformation("Posting notices stops");
        }
    }

    private async ValueTask Deliver(Versioned<Notice> due, CancellationToken cancellation)
    {
        var notice = due.Value;
        var subscription = (await subscriptions.Find(notice.SubscriptionId, cancellation))?.Value;
        var attempt = await post.Send(notice, subscription, cancellation);
        if (!attempt.Confirmed)
        {
            log.LogWarning("Notice {Id} was not confirmed: {Result}", notice.Id, attempt.Result);
        }
        await acts.Hear(notice.Id, "post", "clock", (now, moment) => now!.Posted(attempt, moment), cancellation);
    }
}
