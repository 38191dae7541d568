using System.Diagnostics;
using System.Threading.Channels;
using Exchange.Contracts;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Reading;
using Exchange.Messaging;
using Exchange.Sheets;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.CourtFeed.Imports;

/// <summary>Finishes imports: those just uploaded, and those that a dead instance left, found by their lease.</summary>
internal sealed class ImportWorker(
    Documents<CaseImport> imports,
    Documents<ImportChunk> chunks,
    Documents<ImportRemark> remarks,
    CaseBook book,
    CasePush pushes,
    Reaffirmations reaffirmations,
    AnnouncementSweep announcements,
    ImportSpool spool,
    IMessageBus bus,
    TimeProvider machine,
    ILogger<ImportWorker> log
) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Half an hour of leases.</summary>
    private const int MostFailures = 60;

    private readonly Channel<bool> nudges = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>The attempt of ours that an outage ended: nobody works on it, whatever its lease says.</summary>
    private (string Import, int Fence)? interrupted;

    /// <summary>An import waits.</summary>
    public void Nudge() => nudges.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.Ready(stoppingToken);
        using var timer = new PeriodicTimer(Every, machine);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var nudge = nudges.Reader.ReadAsync(stoppingToken).AsTask();
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
                log.LogError(e, "An import stopped; it is taken up again");
            }
            await Task.WhenAny(tick, nudge);
            if (tick.IsCompleted)
            {
                await tick;
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            }
            if (nudge.IsCompleted)
            {
                await nudge;
                nudge = nudges.Reader.ReadAsync(stoppingToken).AsTask();
            }
        }
    }

    /// <summary>Takes the lease of an import that nobody works on.</summary>
    /// <remarks>
    /// Of two files of one court that speak as of different days the second waits: what the newer one finds unchanged it only notes down at
    /// the end of each chunk, and the older one must know of it when it begins.
    /// </remarks>
    private async Task<CaseImport?> TakeOne(CancellationToken cancellation)
    {
        var running = await Running(cancellation);
        foreach (var found in running.Where(i => !IsLeased(i.Value)))
        {
            if (running.Any(other => StandsInTheWay(other.Value, found.Value)))
            {
                continue;
            }
            var taken = found.Value with { LeaseUntil = machine.GetUtcNow() + Lease, Fence = found.Value.Fence + 1 };
            if (!await imports.Write(taken, found.Version, [], cancellation))
            {
                continue;
            }
            if (!(await Running(cancellation)).Any(other => StandsInTheWay(other.Value, taken)))
            {
                return taken;
            }
            // Another instance took the other one at the same moment: both let go, and whoever looks first the next time has it.
            await imports.Write(taken with { LeaseUntil = DateTimeOffset.MinValue }, found.Version + 1, [], cancellation);
        }
        return null;
    }

    private Task<IReadOnlyList<Versioned<CaseImport>>> Running(CancellationToken cancellation) =>
        imports.Query(new DocumentQuery { Where = [Condition.Equal("state", nameof(ImportState.Running))], Limit = 50 }, cancellation);

    private bool IsLeased(CaseImport import) => import.LeaseUntil >= machine.GetUtcNow() && (import.Id, import.Fence) != interrupted;

    private bool StandsInTheWay(CaseImport other, CaseImport import) =>
        other.Id != import.Id && IsLeased(other) && other.AsOf != import.AsOf && Overlap(other.Division, import.Division);

    private static bool Overlap(DivisionCode one, DivisionCode other) => Divisions.IsWithin(one, other) || Divisions.IsWithin(other, one);

    private async Task Finish(CaseImport import, CancellationToken cancellation)
    {
        using var activity = CourtFeedTelemetry.Source.StartActivity(
            "import",
            ActivityKind.Internal,
            ActivityContext.TryParse(import.TraceParent, null, out var parent) ? parent : default
        );
        try
        {
            // Whatever earlier attempts announced is published first: their rows will look unchanged to this one.
            await announcements.Sweep(TimeSpan.Zero, import.Id + "/", cancellation);
            await using var file = await spool.Open(import.Id, import.Pieces, cancellation);
            switch (await SheetReader.Open(file, import.Format, CaseColumns.Form, cancellation))
            {
                case FileRefused refused:
                    await End(import, ImportState.Failed, $"{refused.Code}: {refused.Message}", cancellation);
                    break;
                case FileReady opened:
                    await using (opened.Reader)
                    {
                        var saidLater = await reaffirmations.After(import.AsOf, cancellation);
                        await new ImportRun(import, book, chunks, remarks, saidLater, pushes, token => KeepLease(import, token)).Run(
                            opened.Reader,
                            cancellation
                        );
                    }
                    await End(import, ImportState.Completed, null, cancellation);
                    break;
            }
        }
        catch (LeaseLost)
        {
            log.LogWarning("Import {Import} went to another instance", import.Id);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            await End(import, ImportState.Failed, "unreadable: " + e.Message, cancellation);
        }
        catch (Exception e) when (e is StoreUnavailableException or BrokerUnavailableException)
        {
            interrupted = (import.Id, import.Fence);
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Import {Import} failed", import.Id);
            await Fail(import, e, cancellation);
        }
    }

    /// <summary>What fails every time is told to the uploader instead of being tried for ever.</summary>
    private async Task Fail(CaseImport import, Exception reason, CancellationToken cancellation)
    {
        var failures = import.Failures + 1;
        if (failures >= MostFailures)
        {
            await End(import, ImportState.Failed, $"failed in {failures} attempts: {reason.GetType().Name}", cancellation);
        }
        else if (await imports.Find(import.Id, cancellation) is { } found && found.Value.Fence == import.Fence)
        {
            // Who writes in between is another instance, and then this attempt is no longer its business.
            await imports.Write(found.Value with { Failures = failures }, found.Version, [], cancellation);
        }
    }

    private async Task End(CaseImport import, ImportState state, string? reason, CancellationToken cancellation)
    {
        var counts = await new ImportProgress(chunks).Of(import.Id, cancellation);
        var found = await imports.Find(import.Id, cancellation);
        if (found is null || found.Value.Fence != import.Fence)
        {
            return;
        }
        var ended = found.Value with { State = state, FailureReason = reason, Final = counts };
        if (await imports.Write(ended, found.Version, [], cancellation))
        {
            CourtFeedTelemetry.CountRecords(counts.Accepted, "accepted");
            CourtFeedTelemetry.CountRecords(counts.Unchanged, "unchanged");
            CourtFeedTelemetry.CountRecords(counts.Rejected, "rejected");
            await spool.Remove(import.Id, import.Pieces, cancellation);
        }
    }

    private long leaseKeptAt;

    /// <summary>Called by every lane and by the parser; one of them renews, and only another instance's fence means that the lease is lost.</summary>
    private async Task KeepLease(CaseImport import, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        var before = Interlocked.Read(ref leaseKeptAt);
        if (now.UtcTicks - before < Lease.Ticks / 3 || Interlocked.CompareExchange(ref leaseKeptAt, now.UtcTicks, before) != before)
        {
            return;
        }
        while (true)
        {
            var found = await imports.Find(import.Id, cancellation);
            if (found is null || found.Value.Fence != import.Fence)
            {
                throw new LeaseLost();
            }
            if (await imports.Write(found.Value with { LeaseUntil = now + Lease }, found.Version, [], cancellation))
            {
                return;
            }
        }
    }

    private sealed class LeaseLost : Exception;
}
