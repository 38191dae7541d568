using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>
/// Publishes what documents hold unsent and only then takes it out. A change nudges it; a sweep at start and every few
/// seconds finds what a crash left behind.
/// </summary>
public sealed class Relay(IEnumerable<KnownCollection> collections, IMessageBus bus, TimeProvider machine, ILogger<Relay> log)
    : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(3);

    private readonly Channel<(string Database, CollectionShape Shape, string Id)> nudges = Channel.CreateUnbounded<(
        string,
        CollectionShape,
        string
    )>();
    private readonly Dictionary<(string, string), KnownCollection> known = collections.ToDictionary(c => (c.Database, c.Shape.Name));
    private readonly ConcurrentDictionary<(string, string, string), bool> inFlight = new();
    private readonly Meter meter = new(MessagingMetrics.Name);
    private long unsent;

    /// <summary>Unsent documents at the last sweep.</summary>
    public long Unsent => Interlocked.Read(ref unsent);

    /// <summary>Something in this document waits to be sent.</summary>
    public void Nudge(string database, CollectionShape shape, string id) => nudges.Writer.TryWrite((database, shape, id));

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge("exchange.messages.unsent", () => Unsent);
        await bus.Ready(stoppingToken);
        await Task.WhenAll(Listen(stoppingToken), Sweep(stoppingToken));
    }

    private Task Listen(CancellationToken stopping) =>
        Parallel.ForEachAsync(
            nudges.Reader.ReadAllAsync(stopping),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stopping },
            async (nudge, cancellation) => await Send(known[(nudge.Database, nudge.Shape.Name)], nudge.Id, cancellation)
        );

    private async Task Sweep(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepEvery, machine);
        do
        {
            long left = 0;
            foreach (var collection in known.Values)
            {
                try
                {
                    foreach (var document in await collection.Store.WithUnsent(collection.Shape, 200, stopping))
                    {
                        left++;
                        Nudge(collection.Database, collection.Shape, document.Id);
                    }
                }
                catch (StoreUnavailableException e)
                {
                    // The next collection would not answer either.
                    log.LogWarning("The sweep for unsent messages waits for the store: {Reason}", e.Message);
                    break;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "Sweep of {Collection} failed; it is tried again", collection.Shape.Name);
                }
            }
            Interlocked.Exchange(ref unsent, left);
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task Send(KnownCollection collection, string id, CancellationToken cancellation)
    {
        var key = (collection.Database, collection.Shape.Name, id);
        if (!inFlight.TryAdd(key, true))
        {
            // Somebody is sending this document; the sweep finds whatever it misses.
            return;
        }
        try
        {
            while (await SendOnce(collection, id, cancellation)) { }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Sending from {Collection} failed; it is tried again", collection.Shape.Name);
        }
        finally
        {
            inFlight.TryRemove(key, out _);
        }
    }

    private async Task<bool> SendOnce(KnownCollection collection, string id, CancellationToken cancellation)
    {
        var found = await collection.Store.Find(collection.Shape, [id], cancellation);
        var waiting = found.Count == 0 ? [] : found[0].Unsent;
        if (waiting.Count == 0)
        {
            return false;
        }
        foreach (var message in waiting)
        {
            var parent = ActivityContext.TryParse(message.TraceParent, null, out var caused) ? caused : default;
            using var activity = MessagingMetrics.Source.StartActivity("relay " + message.Type, ActivityKind.Producer, parent);
            var said = MessageBody.Unpack(message.Type, message.Body);
            LoopTrace.Mark(activity, said.Correlation);
            await bus.Publish(said, cancellation);
        }
        await Clear(collection, id, waiting.Select(m => m.Id).ToHashSet(StringComparer.Ordinal), cancellation);
        return true;
    }

    /// <summary>Pulls delivered messages by id; what was appended meanwhile stays.</summary>
    private static async Task Clear(KnownCollection collection, string id, HashSet<string> delivered, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await collection.Store.Find(collection.Shape, [id], cancellation);
            if (found.Count == 0 || !found[0].Unsent.Any(m => delivered.Contains(m.Id)))
            {
                return;
            }
            var left = found[0].Unsent.Where(m => !delivered.Contains(m.Id)).ToList();
            if (await collection.Store.ReplaceUnsent(collection.Shape, id, found[0].Version, left, cancellation))
            {
                return;
            }
        }
    }
}
