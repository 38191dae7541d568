using System.Diagnostics;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>
/// Writes chunks of case records, announce first: name the cases, write them guarded by version, publish what was written,
/// and only then take the announcement away. A crash anywhere leaves an announcement to find.
/// </summary>
internal sealed class CaseBook(
    Documents<CaseDocument> cases,
    Documents<Announcement> announcements,
    Reaffirmations reaffirmations,
    IMessageBus bus,
    LawTime time,
    TimeProvider machine
)
{
    /// <summary>Applies rows that were judged acceptable; no two of them speak of the same case.</summary>
    public async Task<IReadOnlyList<RowEffect>> Apply(CaseChunk chunk, CancellationToken cancellation)
    {
        var page = new ChunkPage(chunk, machine.GetUtcNow());
        await Compare(page, cancellation);
        await Reaffirm(page, cancellation);
        var touched = page.MustBeTold();
        List<Announcement> announced = touched.Count == 0 ? [] : [await Announce(chunk.Attempt, touched, chunk.History, cancellation)];
        while (page.Pending.Count > 0)
        {
            await WriteOnce(page, announced, cancellation);
        }
        foreach (var announcement in announced)
        {
            await PublishAndClose(announcement, page, cancellation);
        }
        return page.Effects;
    }

    /// <summary>Publishes the stored state of these cases and waits until it is safe without us.</summary>
    public async Task<IReadOnlyList<long>> Publish(
        string id,
        IReadOnlyList<CaseNumber> numbers,
        bool history,
        CancellationToken cancellation
    )
    {
        var stored = await cases.Find([.. numbers.Select(n => n.Value)], cancellation);
        await Publish(id, [.. stored.Values.Select(v => v.Value)], history, cancellation);
        return [.. numbers.Select(n => stored.TryGetValue(n.Value, out var found) ? found.Value.Revision : 0)];
    }

    /// <summary>Those of which nothing is on its way: no unsent message, no open announcement.</summary>
    public async Task<List<CaseDocument>> Settled(IReadOnlyCollection<Versioned<CaseDocument>> some, CancellationToken cancellation)
    {
        var named = some.Select(d => d.Value.AnnouncementId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var open = named.Length == 0 ? [] : await announcements.Find(named, cancellation);
        return
        [
            .. some.Where(d => d.Unsent.Count == 0 && !(d.Value.AnnouncementId is { } id && open.ContainsKey(id))).Select(d => d.Value),
        ];
    }

    /// <summary>
    /// Notes which cases stand as they are, and looks once more whether they still do. Whoever speaks as of an earlier day first touches the
    /// case and then looks for such notes: one of the two sees the other.
    /// </summary>
    private async Task Reaffirm(ChunkPage page, CancellationToken cancellation)
    {
        if (page.Reaffirmed.Count == 0)
        {
            return;
        }
        await reaffirmations.Keep(page.Chunk.Attempt, page.Chunk.AsOf, page.Reaffirmed, cancellation);
        var heads = await cases.FindHeads([.. page.Reaffirmed.Select(c => c.Value)], cancellation);
        await Decide(page, page.MovedSince(heads.ToDictionary(h => h.Id, h => h.Version, StringComparer.Ordinal)), cancellation);
    }

    /// <summary>Reads only the cases of which a row says something else than the last one did.</summary>
    private async Task Compare(ChunkPage page, CancellationToken cancellation)
    {
        IReadOnlyList<int> open = page.All;
        if (!page.Chunk.MayHaveBeenWritten)
        {
            var heads = await cases.FindHeads(page.NumbersOf(open), cancellation);
            open = page.DecideByHeads(heads.ToDictionary(h => h.Id, KnownPatch.Of, StringComparer.Ordinal));
        }
        await Decide(page, open, cancellation);
    }

    private async Task Decide(ChunkPage page, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        var known = rows.Count == 0 ? [] : await cases.Find(page.NumbersOf(rows), cancellation);
        foreach (var row in rows)
        {
            page.Decide(row, known.GetValueOrDefault(page.Chunk.Rows[row].CaseNumber.Value));
        }
    }

    /// <summary>One bulk write; what meets a conflict is merged again into what is known now.</summary>
    private async Task WriteOnce(ChunkPage page, List<Announcement> announced, CancellationToken cancellation)
    {
        var (rows, changes) = page.TakePending();
        var written = await cases.Write(changes, cancellation);
        var lost = rows.Where((_, i) => !written[i]).ToList();
        if (lost.Count == 0)
        {
            return;
        }
        var before = page.MustBeTold();
        await Decide(page, lost, cancellation);
        // What was unchanged at the first look is not announced yet.
        var news = page.MustBeTold().Except(before).ToList();
        if (news.Count > 0)
        {
            announced.Add(
                await Announce(
                    FormattableString.Invariant($"{page.Chunk.Attempt}.{announced.Count}"),
                    news,
                    page.Chunk.History,
                    cancellation
                )
            );
        }
    }

    private async Task<Announcement> Announce(string id, IReadOnlyList<CaseNumber> numbers, bool history, CancellationToken cancellation)
    {
        var announcement = new Announcement
        {
            Id = id,
            Cases = numbers,
            OpenedAt = machine.GetUtcNow(),
            History = history,
            TraceParent = Activity.Current?.Id,
        };
        await announcements.Write(announcement, 0, [], cancellation);
        return announcement;
    }

    /// <remarks>What we wrote is what we tell: whoever has written a higher revision since tells that himself.</remarks>
    private async Task PublishAndClose(Announcement announced, ChunkPage page, CancellationToken cancellation)
    {
        if (await announcements.FindHeads([announced.Id], cancellation) is not [{ Version: 1 }])
        {
            // A sweeper took us for dead while we were writing: name the cases again, so that a crash from here on is found.
            announced = await Announce(announced.Id + "+", announced.Cases, announced.History, cancellation);
        }
        await Publish(announced.Id, page.Told(announced.Cases), announced.History, cancellation);
        await announcements.Delete([announced.Id], cancellation);
    }

    private Task Publish(string id, IReadOnlyList<CaseDocument> documents, bool history, CancellationToken cancellation) =>
        Task.WhenAll(CaseMessages.Of(id, documents, history).Select(m => bus.Publish(m with { OccurredAt = time.Now }, cancellation)));
}
