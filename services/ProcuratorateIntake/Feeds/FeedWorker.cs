using System.Threading.Channels;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Sheets;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>The feeds' files until they are in.</summary>
internal sealed class FeedSpool(IStores stores) : Spool(stores, ProcuratorateIntakeModule.Service);

/// <summary>Finishes uploads: those just made, and those that a dead instance left, found by their lease.</summary>
/// <remarks>
/// A chunk of rows is stored, then the cases that its facts touch are judged, then it is noted as done. Each step may be done again: facts are the
/// same by their content, and a judgment of the same facts is the same.
/// </remarks>
internal sealed class FeedWorker(
    Documents<FeedUpload> uploads,
    Documents<FeedChunk> chunks,
    Documents<FeedReject> rejects,
    FactBook facts,
    TouchedCases touched,
    FeedSpool spool,
    TimeProvider machine,
    ILogger<FeedWorker> log
) : BackgroundService
{
    private const int RowsPerChunk = 200;

    /// <summary>Half an hour of leases.</summary>
    private const int MostFailures = 60;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> nudges = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>An upload waits.</summary>
    public void Nudge() => nudges.Writer.TryWrite(true);

    public static async Task<FeedCounts> Counts(Documents<FeedChunk> chunks, string upload, CancellationToken cancellation)
    {
        var sum = FeedCounts.None;
        var query = new DocumentQuery { Where = [Condition.Equal("upload", upload)], Limit = 500 };
        while (await chunks.Query(query, cancellation) is { Count: > 0 } page)
        {
            sum = page.Aggregate(sum, (s, c) => s + c.Value.Counts);
            query = query with { After = new QueryPosition(null, FeedChunk.IdOf(upload, page[^1].Value.Number)) };
        }
        return sum;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await TakeOne(stoppingToken) is { } taken)
                {
                    await Finish(taken, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "A feed stopped; it is taken up again");
            }
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var nudge = nudges.Reader.WaitToReadAsync(waiting.Token).AsTask();
            await Task.WhenAny(nudge, Task.Delay(Every, machine, waiting.Token));
            await waiting.CancelAsync();
            nudges.Reader.TryRead(out _);
        }
    }

    private async Task<FeedUpload?> TakeOne(CancellationToken cancellation)
    {
        var running = new DocumentQuery { Where = [Condition.Equal("state", nameof(FeedState.Running))], Limit = 50 };
        foreach (var found in await uploads.Query(running, cancellation))
        {
            if (found.Value.LeaseUntil >= machine.GetUtcNow())
            {
                continue;
            }
            var taken = found.Value with { LeaseUntil = machine.GetUtcNow() + Lease, Fence = found.Value.Fence + 1 };
            if (await uploads.Write(taken, found.Version, [], cancellation))
            {
                return taken;
            }
        }
        return null;
    }

    private async Task Finish(FeedUpload upload, CancellationToken cancellation)
    {
        try
        {
            var kind = FeedKinds.Find(upload.Kind)!;
            await facts.Begin(kind.Name, cancellation);
            await using var file = await spool.Open(upload.Id, upload.Pieces, cancellation);
            switch (await SheetReader.Open(file, upload.Format, kind.Form, cancellation))
            {
                case FileRefused refused:
                    await End(upload, FeedState.Failed, $"{refused.Code}: {refused.Message}", cancellation);
                    break;
                case FileReady ready:
                    await using (ready.Reader)
                    {
                        await Read(upload, kind, ready.Reader, cancellation);
                    }
                    await End(upload, FeedState.Completed, null, cancellation);
                    break;
            }
        }
        catch (LeaseLost)
        {
            log.LogWarning("Feed {Feed} is another instance's now", upload.Id);
        }
        catch (StoreUnavailableException)
        {
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Feed {Feed} failed", upload.Id);
            await Fail(upload, e, cancellation);
        }
    }

    private async Task Read(FeedUpload upload, FeedKind kind, SheetReader reader, CancellationToken cancellation)
    {
        var number = 0;
        var rows = new List<RawRow>(RowsPerChunk);
        await foreach (var row in reader.Rows(cancellation))
        {
            rows.Add(row);
            if (rows.Count == RowsPerChunk)
            {
                await Take(upload, kind, number++, rows, cancellation);
                rows.Clear();
            }
        }
        if (rows.Count > 0)
        {
            await Take(upload, kind, number, rows, cancellation);
        }
    }

    private async Task Take(FeedUpload upload, FeedKind kind, int number, List<RawRow> rows, CancellationToken cancellation)
    {
        if (await chunks.Find(FeedChunk.IdOf(upload.Id, number), cancellation) is not null)
        {
            return;
        }
        var (sound, bad) = (new List<Fact>(rows.Count), new List<FeedReject>());
        foreach (var raw in rows)
        {
            var row = new FeedRow(raw, kind.Form, upload.ReceivedOn);
            var fact = kind.Read(row);
            if (row.Problems.HasErrors)
            {
                bad.Add(new FeedReject(upload.Id, raw.Number, row.Problems.Errors));
            }
            else
            {
                sound.Add(
                    FactBook.Identified(
                        fact with
                        {
                            Trust = kind.Trust,
                            ReceivedOn = upload.ReceivedOn,
                        },
                        kind.Name,
                        FormattableString.Invariant($"{upload.Id}#{raw.Number}")
                    )
                );
            }
        }
        var isNew = await facts.Add(sound, cancellation);
        await touched.Judge(sound, cancellation);
        if (bad.Count > 0)
        {
            await rejects.Write([.. bad.Select(r => new Change<FeedReject>(r, 0, []))], cancellation);
        }
        var accepted = isNew.Count(yes => yes);
        var counts = new FeedCounts(rows.Count, accepted, sound.Count - accepted, bad.Count);
        await chunks.Write(new FeedChunk(upload.Id, number, counts), 0, [], cancellation);
        await KeepLease(upload, cancellation);
    }

    private async Task KeepLease(FeedUpload upload, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await uploads.Find(upload.Id, cancellation);
            if (found is null || found.Value.Fence != upload.Fence)
            {
                throw new LeaseLost();
            }
            var now = machine.GetUtcNow();
            if (
                found.Value.LeaseUntil - now > Lease / 2
                || await uploads.Write(found.Value with { LeaseUntil = now + Lease }, found.Version, [], cancellation)
            )
            {
                return;
            }
        }
    }

    private async Task Fail(FeedUpload upload, Exception reason, CancellationToken cancellation)
    {
        var failures = upload.Failures + 1;
        if (failures >= MostFailures)
        {
            await End(upload, FeedState.Failed, $"failed in {failures} attempts: {reason.GetType().Name}", cancellation);
        }
        else if (await uploads.Find(upload.Id, cancellation) is { } found && found.Value.Fence == upload.Fence)
        {
            await uploads.Write(found.Value with { Failures = failures }, found.Version, [], cancellation);
        }
    }

    private async Task End(FeedUpload upload, FeedState state, string? reason, CancellationToken cancellation)
    {
        var counts = await Counts(chunks, upload.Id, cancellation);
        var found = await uploads.Find(upload.Id, cancellation);
        if (found is null || found.Value.Fence != upload.Fence)
        {
            return;
        }
        var ended = found.Value with { State = state, FailureReason = reason, Final = counts };
        if (await uploads.Write(ended, found.Version, [], cancellation))
        {
            await spool.Remove(upload.Id, upload.Pieces, cancellation);
        }
    }

    private sealed class LeaseLost : Exception;
}
