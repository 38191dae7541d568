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
/// <remarks>
/// Under load what waits is read together and taken out together; each document's messages go out by themselves, in their order. What its
/// writer says was just written goes out without being read again.
/// </remarks>
public sealed class Relay(IEnumerable<KnownCollection> collections, IMessageBus bus, TimeProvider machine, ILogger<Relay> log)
    : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(3);
    private const int ReadAtOnce = 100;

    /// <summary>Nobody waits for what was sent to be taken out: so long it waits for more, and one write takes out all.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private const int MostWaiting = 2_000;
    private const int SentAtOnce = 64;

    private readonly Channel<Nudged> nudges = Channel.CreateUnbounded<Nudged>();
    private readonly Channel<Sent> sent = Channel.CreateUnbounded<Sent>();
    private readonly Dictionary<(string, string), KnownCollection> known = collections.ToDictionary(c => (c.Database, c.Shape.Name));

    /// <summary>Documents that somebody is sending from, and whether they were nudged meanwhile.</summary>
    private readonly ConcurrentDictionary<Place, bool> inFlight = new();
    private readonly SemaphoreSlim sending = new(SentAtOnce);
    private readonly Meter meter = new(MessagingMetrics.Name);
    private long unsent;

    /// <summary>Unsent documents at the last sweep.</summary>
    public long Unsent => Interlocked.Read(ref unsent);

    /// <summary>More waits than will be sent in a few seconds: who can come again later should.</summary>
    public bool IsBehind => nudges.Reader.Count >= MostWaiting;

    /// <summary>This was just written, and waits to be sent.</summary>
    /// <param name="version">At which the document is stored now.</param>
    public void Nudge(string database, CollectionShape shape, string id, long version, IReadOnlyList<UnsentMessage> unsent) =>
        // What waits long is read when its turn comes, so that memory holds no queue.
        nudges.Writer.TryWrite(new Nudged(new Place(database, shape.Name, id), IsBehind ? null : new Waiting(version, unsent)));

    public override void Dispose()
    {
        // Not what is waited for at the end: a host whose start failed is disposed without being stopped.
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge("exchange.messages.unsent", () => Unsent);
        await bus.Ready(stoppingToken);
        try
        {
            await Work(stoppingToken);
        }
        finally
        {
            // Nobody is left in the middle of it when this returns.
            for (var i = 0; i < SentAtOnce; i++)
            {
                await sending.WaitAsync(CancellationToken.None);
            }
        }
    }

    private Task Work(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Together(nudges.Reader, n => (n.Place.Database, n.Place.Collection), Send, TimeSpan.Zero, stoppingToken),
            Together(sent.Reader, s => (s.From.Database, s.From.Collection), Clear, Gathering, stoppingToken),
            Sweep(stoppingToken)
        );

    /// <summary>What waits, at most so many at once, by collection.</summary>
    /// <param name="gather">How long to wait for more when something has come.</param>
    private async Task Together<T>(
        ChannelReader<T> waiting,
        Func<T, (string, string)> of,
        Func<KnownCollection, IReadOnlyList<T>, CancellationToken, Task> act,
        TimeSpan gather,
        CancellationToken stopping
    )
    {
        while (await waiting.WaitToReadAsync(stopping))
        {
            if (gather > TimeSpan.Zero && waiting.Count < ReadAtOnce)
            {
                await Task.Delay(gather, machine, stopping);
            }
            var some = new List<T>();
            while (some.Count < ReadAtOnce && waiting.TryRead(out var one))
            {
                some.Add(one);
            }
            foreach (var together in some.GroupBy(of))
            {
                await act(known[together.Key], [.. together], stopping);
            }
        }
    }

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
                        if (!IsBehind)
                        {
                            Look(new Place(collection.Database, collection.Shape.Name, document.Id));
                        }
                    }
                }
                catch (StoreUnavailableException e)
                {
                    // The next collection would not answer either.
                    log.LogWarning("The sweep for unsent messages waits for the store: {Reason}", e.Message);
                    break;
                }
                catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
                {
                    log.LogError(e, "Sweep of {Collection} failed; it is tried again", collection.Shape.Name);
                }
            }
            Interlocked.Exchange(ref unsent, left);
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task Send(KnownCollection collection, IReadOnlyList<Nudged> nudged, CancellationToken cancellation)
    {
        var unread = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var of in nudged.GroupBy(n => n.Place).Where(of => Take(of.Key)))
        {
            // Of two that changed it, nobody says here who was the later.
            if (of.ToList() is [{ Waiting: { } written }])
            {
                await Begin(of.Key, written, cancellation);
            }
            else
            {
                unread.Add(of.Key.Id, of.Key);
            }
        }
        if (unread.Count == 0)
        {
            return;
        }
        IReadOnlyList<StoredDocument> found = [];
        try
        {
            found = await collection.Store.Find(collection.Shape, unread.Keys, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Sending from {Collection} failed; it is tried again", collection.Shape.Name);
        }
        foreach (var document in found.Where(d => d.Unsent.Count > 0))
        {
            unread.Remove(document.Id, out var place);
            await Begin(place, new Waiting(document.Version, document.Unsent), cancellation);
        }
        foreach (var nothing in unread.Values)
        {
            LetGo(nothing);
        }
    }

    private async Task Begin(Place from, Waiting waiting, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation);
        _ = Task.Run(() => Send(from, waiting, cancellation), CancellationToken.None);
    }

    private async Task Send(Place from, Waiting waiting, CancellationToken cancellation)
    {
        try
        {
            foreach (var message in waiting.Unsent)
            {
                var parent = ActivityContext.TryParse(message.TraceParent, null, out var caused) ? caused : default;
                using var activity = MessagingMetrics.Source.StartActivity("relay " + message.Type, ActivityKind.Producer, parent);
                var said = MessageBody.Unpack(message.Type, message.Body);
                LoopTrace.Mark(activity, said.Correlation);
                await bus.Publish(said, cancellation);
            }
            sent.Writer.TryWrite(new Sent(from, waiting));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Going down: what is unsent is found at the next start.
        }
#pragma warning disable CA1031 // Nobody awaits this; whatever it was, the sweep comes by again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Sending from {Collection} failed; it is tried again", from.Collection);
            LetGo(from);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Takes out what was sent; where something was added meanwhile, that stays and is sent next.</summary>
    private async Task Clear(KnownCollection collection, IReadOnlyList<Sent> all, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<Sent> open = all;
            var left = open.Select(s => new UnsentLeft(s.From.Id, s.Said.Version, [])).ToList();
            while (left.Count > 0)
            {
                var cleared = await collection.Store.ReplaceUnsent(collection.Shape, left, cancellation);
                open = [.. open.Where(s => left.FindIndex(l => l.Id == s.From.Id) is var at && at >= 0 && !cleared[at])];
                var now =
                    open.Count == 0 ? [] : await collection.Store.Find(collection.Shape, [.. open.Select(s => s.From.Id)], cancellation);
                left = [.. now.Select(n => n.Without(open.First(s => s.From.Id == n.Id).Said.Unsent)).OfType<UnsentLeft>()];
                foreach (var moved in open)
                {
                    Look(moved.From);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "What was sent from {Collection} could not be taken out; it is sent again", collection.Shape.Name);
        }
        foreach (var one in all)
        {
            LetGo(one.From);
        }
    }

    private bool Take(Place place)
    {
        while (!inFlight.TryAdd(place, false))
        {
            if (inFlight.TryUpdate(place, true, false) || (inFlight.TryGetValue(place, out var nudged) && nudged))
            {
                return false;
            }
        }
        return true;
    }

    private void LetGo(Place place)
    {
        if (inFlight.TryRemove(place, out var nudged) && nudged)
        {
            Look(place);
        }
    }

    private void Look(Place place) => nudges.Writer.TryWrite(new Nudged(place, null));

    private readonly record struct Place(string Database, string Collection, string Id);

    /// <summary>What a document holds unsent, at one version of it.</summary>
    private sealed record Waiting(long Version, IReadOnlyList<UnsentMessage> Unsent);

    /// <param name="Waiting">Null: to be read.</param>
    private readonly record struct Nudged(Place Place, Waiting? Waiting);

    private sealed record Sent(Place From, Waiting Said);
}
