using System.Diagnostics;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.CourtFeed.Cases;

/// <summary>
/// Publishes what crashed importers left announced. An announcement is looked at twice: once when it is old, and once more
/// later, because an importer that only paused may have written under it after the first look.
/// </summary>
internal sealed class AnnouncementSweep(
    Documents<Announcement> announcements,
    Documents<CaseDocument> cases,
    CaseBook book,
    TimeProvider machine,
    ILogger<AnnouncementSweep> log
) : BackgroundService
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Publishes announcements older than <paramref name="patience"/>, or those of one import at once.</summary>
    /// <param name="prefix">Ids of a dead attempt begin with it.</param>
    public async Task Sweep(TimeSpan patience, string? prefix, CancellationToken cancellation)
    {
        var query = new DocumentQuery
        {
            Where = prefix is null
                ? [Condition.AtMost("openedAt#", machine.GetUtcNow().Subtract(patience).UtcTicks)]
                : [Condition.StartsWith("id", prefix)],
            Limit = 100,
        };
        while (await announcements.Query(query, cancellation) is { Count: > 0 } old)
        {
            foreach (var announcement in old)
            {
                await SweepOne(announcement, final: prefix is not null, cancellation);
            }
            query = query with { After = new QueryPosition(null, old[^1].Value.Id) };
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(Patience, null, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Sweeping announcements failed; it is tried again");
            }
        }
    }

    /// <param name="final">The writer is known to be dead: one look is enough.</param>
    private async Task SweepOne(Versioned<Announcement> found, bool final, CancellationToken cancellation)
    {
        var announcement = found.Value;
        using var activity = CourtFeedTelemetry.Source.StartActivity(
            "sweep announcement",
            ActivityKind.Internal,
            ActivityContext.TryParse(announcement.TraceParent, null, out var parent) ? parent : default
        );
        if (announcement.SweptAt is null && !final)
        {
            var marked = announcement with { SweptAt = machine.GetUtcNow() };
            if (!await announcements.Write(marked, found.Version, [], cancellation))
            {
                return;
            }
            var revisions = await book.Publish(announcement.Id, announcement.Cases, announcement.History, cancellation);
            await announcements.Write(marked with { SweptRevisions = revisions }, found.Version + 1, [], cancellation);
            log.LogWarning("Published {Count} cases that an importer left announced", announcement.Cases.Count);
        }
        else if (final || machine.GetUtcNow() - announcement.SweptAt > Patience)
        {
            if (final || await MovedSince(announcement, cancellation))
            {
                await book.Publish(announcement.Id, announcement.Cases, announcement.History, cancellation);
            }
            await announcements.Delete([announcement.Id], cancellation);
        }
    }

    private async Task<bool> MovedSince(Announcement announcement, CancellationToken cancellation)
    {
        var now = await cases.Find([.. announcement.Cases.Select(c => c.Value)], cancellation);
        return announcement.SweptRevisions.Count != announcement.Cases.Count
            || announcement
                .Cases.Where((c, i) => now.TryGetValue(c.Value, out var d) && d.Value.Revision != announcement.SweptRevisions[i])
                .Any();
    }
}
