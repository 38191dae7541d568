using System.Diagnostics;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>
/// Writes chunks of case records, announce first: name the cases, write them guarded by version, publish what is now stored,
/// and only then take the announcement away. A crash anywhere leaves an announcement to find.
/// </summary>
internal sealed class CaseBook(
    Documents<CaseDocument> cases,
    Documents<Announcement> announcements,
    IMessageBus bus,
    LawTime time,
    TimeProvider machine
)
{
    /// <summary>Applies rows that were judged acceptable; no two of them speak of the same case.</summary>
    /// <param name="attempt">Unique to this attempt at this chunk: an importer closes only its own announcements.</param>
    public async Task<IReadOnlyList<RowEffect>> Apply(
        IReadOnlyList<CaseEntry> rows,
        string attempt,
        DateOnly asOf,
        bool history,
        CancellationToken cancellation
    )
    {
        var effects = new RowEffect[rows.Count];
        var known = await cases.Find([.. rows.Select(r => r.CaseNumber.Value)], cancellation);
        var pending = new List<(int Index, Change<CaseDocument> Change)>();
        for (var i = 0; i < rows.Count; i++)
        {
            effects[i] = Decide(rows[i], known.GetValueOrDefault(rows[i].CaseNumber.Value), asOf, history, attempt, out var change);
            if (change is not null)
            {
                pending.Add((i, change));
            }
        }
        var touched = effects.Index().Where(e => MustBeTold(e.Item)).Select(e => rows[e.Index].CaseNumber).ToList();
        List<Announcement> announced = touched.Count == 0 ? [] : [await Announce(attempt, touched, history, cancellation)];
        while (pending.Count > 0)
        {
            pending = await WriteOnce(rows, pending, effects, announced, asOf, history, attempt, cancellation);
        }
        foreach (var announcement in announced)
        {
            await PublishAndClose(announcement, cancellation);
        }
        return effects;
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
        foreach (var message in CaseMessages.Of(id, [.. stored.Values.Select(v => v.Value)], history))
        {
            await bus.Publish(message with { OccurredAt = time.Now }, cancellation);
        }
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
    /// What an earlier attempt wrote is told once more: it may have been taken for dead, slept until its announcement was
    /// closed, written under it, and died before it told anybody.
    /// </summary>
    private static bool MustBeTold(RowEffect effect) => effect is RowEffect.Accepted or RowEffect.AcceptedBefore;

    private RowEffect Decide(
        CaseEntry row,
        Versioned<CaseDocument>? known,
        DateOnly asOf,
        bool history,
        string attempt,
        out Change<CaseDocument>? change
    )
    {
        change = null;
        if (known is not null && known.Value.WasChangedBy(row.Source))
        {
            // An earlier attempt wrote this row; what others have said since stays.
            return RowEffect.AcceptedBefore;
        }
        if (known is not null && asOf < known.Value.AsOf)
        {
            return RowEffect.OlderThanKnown;
        }
        var record = known?.Value.LastPatchHash == row.Patch.Hash ? known.Value.Record : CaseMerge.Merge(known?.Value.Record, row.Patch);
        if (known is not null && (known.Value.LastPatchHash == row.Patch.Hash || RecordHash.Of(record) == known.Value.Hash))
        {
            // Nothing to tell, but the court has spoken again: an older file must not undo it later.
            if (asOf > known.Value.AsOf || known.Value.LastPatchHash != row.Patch.Hash)
            {
                change = new Change<CaseDocument>(
                    known.Value with
                    {
                        AsOf = asOf,
                        LastPatchHash = row.Patch.Hash,
                    },
                    known.Version,
                    known.Unsent
                );
            }
            return RowEffect.Unchanged;
        }
        var next = CaseDocument.Next(known?.Value, record, row.Patch.Hash, asOf, machine.GetUtcNow(), row.Source, attempt, history);
        change = new Change<CaseDocument>(next, known?.Version ?? 0, known?.Unsent ?? []);
        return RowEffect.Accepted;
    }

    /// <returns>What met a conflict, merged again into what is known now.</returns>
    private async Task<List<(int Index, Change<CaseDocument> Change)>> WriteOnce(
        IReadOnlyList<CaseEntry> rows,
        List<(int Index, Change<CaseDocument> Change)> pending,
        RowEffect[] effects,
        List<Announcement> announced,
        DateOnly asOf,
        bool history,
        string attempt,
        CancellationToken cancellation
    )
    {
        var written = await cases.Write([.. pending.Select(p => p.Change)], cancellation);
        var lost = pending.Where((_, i) => !written[i]).Select(p => p.Index).ToList();
        if (lost.Count == 0)
        {
            return [];
        }
        var known = await cases.Find([.. lost.Select(i => rows[i].CaseNumber.Value)], cancellation);
        var again = new List<(int, Change<CaseDocument>)>();
        foreach (var i in lost)
        {
            var effect = Decide(rows[i], known.GetValueOrDefault(rows[i].CaseNumber.Value), asOf, history, attempt, out var change);
            // What was unchanged at the first look is not announced yet.
            if (MustBeTold(effect) && !MustBeTold(effects[i]))
            {
                announced.Add(await Announce($"{attempt}.{i}", [rows[i].CaseNumber], history, cancellation));
            }
            effects[i] = effect;
            if (change is not null)
            {
                again.Add((i, change));
            }
        }
        return again;
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

    private async Task PublishAndClose(Announcement announced, CancellationToken cancellation)
    {
        var still = await announcements.Find(announced.Id, cancellation);
        if (still is null || still.Value.SweptAt is not null)
        {
            // A sweeper took us for dead while we were writing: name the cases again, so that a crash from here on is found.
            announced = await Announce(announced.Id + "+", announced.Cases, announced.History, cancellation);
        }
        await Publish(announced.Id, announced.Cases, announced.History, cancellation);
        await announcements.Delete([announced.Id], cancellation);
    }
}

/// <param name="Source">"import#row".</param>
internal sealed record CaseEntry(CaseNumber CaseNumber, CasePatch Patch, string Source);

internal enum RowEffect
{
    Accepted,

    /// <summary>Written by an earlier attempt at the same row.</summary>
    AcceptedBefore,
    Unchanged,
    OlderThanKnown,
}
