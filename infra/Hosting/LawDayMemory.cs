using Exchange.Acts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>
/// In development: keeps the law day in the service's own store, so that a process that was killed, or a further instance, starts on
/// the right day, and every instance follows within half a second when one was moved.
/// </summary>
/// <remarks>Where several services share a process they share its day, and the first one's store keeps it.</remarks>
internal sealed class LawDayMemory(
    IEnumerable<ServiceName> services,
    IStores stores,
    LawTime time,
    ClockSweep clocks,
    TimeProvider machine,
    ILogger<LawDayMemory> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Documents<RememberedLawDay> days = RememberedLawDay.Of(stores, services.First().Name);
    private readonly Lock gate = new();
    private long seen;

    /// <summary>Nothing else of the process may act before it knows what day it is.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await StartWithStore.Until(
            async () =>
            {
                await days.Store.Prepare(days.Shape, cancellationToken);
                await Look(cancellationToken);
            },
            machine,
            log,
            cancellationToken
        );
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Makes it that day for this service: here at once, in its other instances soon.</summary>
    public async Task MoveTo(DateOnly day, CancellationToken cancellation)
    {
        var moved = new RememberedLawDay(time.DaysAheadOn(day));
        while (true)
        {
            var known = await days.Find(RememberedLawDay.Id, cancellation);
            var version = known?.Version ?? 0;
            if (known?.Value == moved)
            {
                Take(moved, version);
                return;
            }
            if (await days.Write(moved, version, [], cancellation))
            {
                Take(moved, version + 1);
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await Look(stoppingToken))
                {
                    await clocks.Now(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The law day could not be looked up ({Reason}); it is tried again", e.Message);
            }
        }
    }

    /// <returns>Whether another instance has moved the day.</returns>
    private async Task<bool> Look(CancellationToken cancellation) =>
        await days.Find(RememberedLawDay.Id, cancellation) is { } known && Take(known.Value, known.Version);

    /// <summary>Follows what is stored, unless something later was taken already: a slow look must not turn the day back.</summary>
    private bool Take(RememberedLawDay stored, long version)
    {
        lock (gate)
        {
            if (version <= seen)
            {
                return false;
            }
            seen = version;
            var moves = time.DaysAhead != stored.DaysAhead;
            time.DaysAhead = stored.DaysAhead;
            return moves;
        }
    }
}

/// <summary>The law day as kept: its distance from the machine's day, so that it goes on with the machine's midnights.</summary>
internal sealed record RememberedLawDay(int DaysAhead)
{
    public const string Id = "law-day";

    public static Documents<RememberedLawDay> Of(IStores stores, string service) =>
        new(new Collection<RememberedLawDay>(service, "lawDay", _ => Id), stores.Of(service));
}
