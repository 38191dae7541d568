using System.Threading.Channels;
using Exchange.Acts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>
/// Lays every stored notice over the calendar before anything else starts to count, takes notices that another instance was given,
/// and counts what is provisional again, page by page. How far it is stands in the notice, so any instance may go on after a crash.
/// </summary>
internal sealed class CalendarCounting(
    IEnumerable<ServiceName> services,
    IEnumerable<ICountAgain> kinds,
    IStores stores,
    CalendarInForce calendar,
    TimeProvider machine,
    ILogger<CalendarCounting> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services)
        {
            await StartWithStore.Until(() => Known(service, cancellationToken), machine, log, cancellationToken);
        }
        await base.StartAsync(cancellationToken);
    }

    /// <summary>A notice just stored: it counts from now on, and the counting begins.</summary>
    public void Take(string service, CalendarNotice notice)
    {
        calendar.Load($"{service}/{notice.Id}", notice.Days);
        looks.Writer.TryWrite(true);
    }

    /// <summary>Goes on with every notice that is not done.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        foreach (var service in services)
        {
            foreach (var notice in (await Known(service, cancellation)).Where(n => n.Value.State == CalendarNoticeState.Running))
            {
                await Count(service.Name, notice, cancellation);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Tick(stoppingToken), Work(stoppingToken));

    private async Task Tick(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, machine);
        do
        {
            looks.Writer.TryWrite(true);
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task Work(CancellationToken stopping)
    {
        await foreach (var _ in looks.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await Look(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                log.LogError(e, "Counting by a new calendar failed; it is tried again");
            }
        }
    }

    /// <summary>All notices of a service, now in force.</summary>
    private async Task<IReadOnlyList<Versioned<CalendarNotice>>> Known(ServiceName service, CancellationToken cancellation)
    {
        var all = await CalendarNotices.All(CalendarNotices.Of(stores, service.Name), cancellation);
        foreach (var notice in all)
        {
            calendar.Load($"{service.Name}/{notice.Value.Id}", notice.Value.Days);
        }
        return all;
    }

    private async Task Count(string service, Versioned<CalendarNotice> found, CancellationToken cancellation)
    {
        var notices = CalendarNotices.Of(stores, service);
        var (notice, version) = (found.Value, found.Version);
        foreach (var kind in kinds.Where(k => k.Service == service && !found.Value.Counted.Contains(k.Kind, StringComparer.Ordinal)))
        {
            while (notice.Counted.Count == 0 || notice.Counted[^1] != kind.Kind)
            {
                var after = notice.Position is { } at && at.Kind == kind.Kind ? at.LastId : null;
                var last = await kind.Page(notice, after, cancellation);
                notice = last is null
                    ? notice with
                    {
                        Counted = [.. notice.Counted, kind.Kind],
                        Position = null,
                    }
                    : notice with
                    {
                        Position = new CountingPosition(kind.Kind, last),
                    };
                if (!await notices.Write(notice, version++, [], cancellation))
                {
                    // Another instance counts as well; the next look goes on from what it has done.
                    return;
                }
            }
        }
        await notices.Write(notice with { State = CalendarNoticeState.Completed }, version, [], cancellation);
    }
}
