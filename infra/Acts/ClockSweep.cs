using Exchange.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Acts;

/// <summary>What the passing of time does to one kind of aggregate.</summary>
public delegate Decision<T> OnClock<T>(T known, Moment moment)
    where T : Aggregate;

/// <summary>Something that looks at the clocks when asked.</summary>
public interface IWatchClocks
{
    /// <returns>How many things time has changed.</returns>
    Task<int> Sweep(CancellationToken cancellation);
}

/// <summary>Finds by index what is due by today and lets time act on it; any instance may, the write is guarded.</summary>
public sealed class ClockWatch<T>(Documents<T> documents, Acts<T> acts, LawTime time, OnClock<T> onClock) : IWatchClocks
    where T : Aggregate
{
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var changed = 0;
        var query = new DocumentQuery
        {
            Where = [Condition.AtMost(AggregateCollection.WakeOn, AggregateCollection.Day(time.Today)!)],
            OrderBy = AggregateCollection.WakeOn,
            Limit = 200,
        };
        while (await documents.Query(query, cancellation) is { Count: > 0 } due)
        {
            foreach (var one in due)
            {
                var result = await acts.Hear(one.Value.Id, "clock", "clock", (known, moment) => onClock(known!, moment), cancellation);
                changed += result.Changed ? 1 : 0;
            }
            var last = due[^1].Value;
            query = query with { After = new QueryPosition(AggregateCollection.Day(last.WakeOn), last.Id) };
        }
        return changed;
    }
}

/// <summary>
/// Asks all watches every few seconds of machine time, and at once when the law day has been moved; counts the clocks every minute.
/// </summary>
public sealed class ClockSweep(IEnumerable<IWatchClocks> watches, ClockFigures figures, TimeProvider machine, ILogger<ClockSweep> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    public async Task<int> Now(CancellationToken cancellation)
    {
        var changed = await Sweep(cancellation);
        await figures.Count(cancellation);
        return changed;
    }

    private async Task<int> Sweep(CancellationToken cancellation)
    {
        var changed = 0;
        foreach (var watch in watches)
        {
            changed += await watch.Sweep(cancellation);
        }
        return changed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine);
        var countAt = machine.GetUtcNow();
        do
        {
            try
            {
                await Sweep(stoppingToken);
                if (machine.GetUtcNow() >= countAt)
                {
                    await figures.Count(stoppingToken);
                    countAt = machine.GetUtcNow() + CountEvery;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Looking at the clocks failed; it is tried again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

public static class ActsRegistration
{
    /// <summary>An aggregate of this process: its collection and its <see cref="Acts{T}"/>; with what time does to it, if anything.</summary>
    public static IServiceCollection AddAggregate<T>(this IServiceCollection services, Collection<T> collection, OnClock<T>? onClock = null)
        where T : Aggregate
    {
        services.AddCollection(collection);
        services.AddSingleton<Acts<T>>();
        services.AddSingleton<ICountClocks, ClockCounter<T>>();
        services.AddSingleton<ICountAgain, ClocksAgain<T>>();
        services.AddSingleton<IReconcile, SaidAgain<T>>();
        services.AddSingleton<ISpeak, Speaker<T>>();
        if (onClock is not null)
        {
            services.AddSingleton<IWatchClocks>(p => ActivatorUtilities.CreateInstance<ClockWatch<T>>(p, onClock));
        }
        return services;
    }
}
