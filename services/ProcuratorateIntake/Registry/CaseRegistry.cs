using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>
/// Takes in what courts say of their cases and judges it, in an order that no crash and no second instance can turn into a lost
/// or a stale lead: (1) store, (2) hold what is stored, (3) judge as of the law day, (4) write the leads, (5) look whether
/// anything moved and go on from 2, (6) return, which acknowledges the message.
/// </summary>
/// <remarks>A lower or equal revision skips the storing and never the judging: the message may come a second time because the first died between 1 and 4.</remarks>
internal sealed class CaseRegistry(
    Documents<RegisteredCase> cases,
    Contexts contexts,
    Siblings siblings,
    TouchedCases touched,
    ScreenedLeads leads,
    DebtorLeads debtors,
    CourtTallies courts,
    Documents<EarlierRevision> earlier,
    IEnumerable<IWatchCases> watches,
    LawTime time,
    SetAside setAside
) : IHandle<CaseRecordsChanged>
{
    /// <summary>Once its lead is there nobody waits for a record, so what is left to do waits for others.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);

    private Gathering<CaseRecordsChanged, IReadOnlyList<JudgedCase>>? taking;
    private Gathering<IReadOnlyList<JudgedCase>, IReadOnlySet<string>>? settling;

    /// <summary>A chunk is taken by itself; what was pushed alone is taken together when several come at a time.</summary>
    public async Task Handle(CaseRecordsChanged message, CancellationToken cancellation)
    {
        var isAlone = message.Cases.Count == 1;
        while (message.Cases.Count > 0)
        {
            var judged = isAlone ? await Taking.Ask(message, cancellation) : await Take(message, cancellation);
            var moved = isAlone ? await Settling.Ask(judged, cancellation) : (await Settle([judged], cancellation))[0];
            message = message with { Cases = [.. message.Cases.Where(c => moved.Contains(c.CaseNumber.Value))] };
        }
    }

    private Gathering<CaseRecordsChanged, IReadOnlyList<JudgedCase>> Taking =>
        LazyInitializer.EnsureInitialized(
            ref taking,
            () => new(message => (message.Court, message.Division, message.History), TakeTogether)
        );

    private Gathering<IReadOnlyList<JudgedCase>, IReadOnlySet<string>> Settling =>
        LazyInitializer.EnsureInitialized(ref settling, () => new(_ => true, Settle, Linger));

    private async Task<IReadOnlyList<IReadOnlyList<JudgedCase>>> TakeTogether(
        IReadOnlyList<CaseRecordsChanged> some,
        CancellationToken cancellation
    )
    {
        if (some is [var one])
        {
            return [await Take(one, cancellation)];
        }
        var all = some[0] with { Id = SetAside.Together, Cases = [.. some.SelectMany(message => message.Cases)] };
        var judged = (await Take(all, cancellation)).ToLookup(j => j.Row.Id, StringComparer.Ordinal);
        return [.. some.Select(message => judged[message.Cases[0].CaseNumber.Value].ToList())];
    }

    /// <summary>Steps 1 to 4.</summary>
    private async Task<IReadOnlyList<JudgedCase>> Take(CaseRecordsChanged message, CancellationToken cancellation)
    {
        var judged = await StoreAndJudge(message, await Sound(message, cancellation), cancellation);
        await leads.Write(judged, cancellation);
        return judged;
    }

    /// <summary>Step 5, and whoever else is to know of those that have not moved: other cases, leads about a debtor, opinions and referrals.</summary>
    /// <returns>Of each list the cases that have.</returns>
    private async Task<IReadOnlyList<IReadOnlySet<string>>> Settle(
        IReadOnlyList<IReadOnlyList<JudgedCase>> some,
        CancellationToken cancellation
    )
    {
        var moved = await Moved([.. some.SelectMany(judged => judged)], cancellation);
        var settled = some.SelectMany(judged => judged).Where(j => !moved.Contains(j)).ToList();
        var stored = settled.GroupBy(j => j.Row.Id, StringComparer.Ordinal).Select(of => of.MaxBy(j => j.Version)!.Row.Record).ToList();
        await touched.Judge(settled.SelectMany(j => j.Tells).ToHashSet(StringComparer.Ordinal), cancellation, Siblings.IsCompared);
        await courts.CasesChanged(stored, cancellation);
        await debtors.Judge([.. stored.SelectMany(CaseLinks.KeysOf).Distinct(StringComparer.Ordinal)], cancellation);
        foreach (var watch in watches)
        {
            await watch.CasesChanged(stored, cancellation);
        }
        return [.. some.Select(judged => judged.Where(moved.Contains).Select(j => j.Row.Id).ToHashSet(StringComparer.Ordinal))];
    }

    /// <summary>Judges cases because a day has come (T). The day moves on only when the leads are stored.</summary>
    /// <returns>How many were judged.</returns>
    public async Task<int> JudgeAgain(IReadOnlyList<Versioned<RegisteredCase>> due, CancellationToken cancellation)
    {
        var count = 0;
        while (due.Count > 0)
        {
            var context = await contexts.Of([.. due.Select(d => d.Value.Record)], cancellation);
            var judged = due.Select(d => JudgedCase.Judge(d.Value, d.Version, context)).ToList();
            // Which leads may exist is stored before they are, with the day still due.
            var known = due.ToDictionary(d => d.Value.Id, d => d.Value, StringComparer.Ordinal);
            var marked = await Save(
                judged,
                j => known[j.Row.Id] with { Raised = j.Row.Raised },
                j => j.Row.Raised.Count > known[j.Row.Id].Raised.Count,
                cancellation
            );
            await leads.Write(marked, cancellation, byClock: true);
            var done = await Save(marked, j => j.Row, j => !ReferenceEquals(j.Row, known[j.Row.Id]), cancellation);
            ScreeningMetrics.CountMissing(done);
            await courts.CasesChanged(done.Select(j => j.Row.Record), cancellation);
            count += done.Count;
            // A record that came in between was judged by who stored it, perhaps before our leads were there.
            var moved = marked.Select(j => j.Row.Id).Except(done.Select(j => j.Row.Id), StringComparer.Ordinal);
            var later = (await Moved(done, cancellation)).Select(j => j.Row.Id);
            due = [.. (await cases.Find([.. moved, .. later], cancellation)).Values];
        }
        return count;
    }

    /// <summary>Steps 1 to 3. A record that was just written under its guard is what is stored: only those that somebody else moved are read again.</summary>
    /// <remarks>
    /// Whoever stores a fact looks for its cases afterwards. So a case that was not stored by then looks for the fact: feeds and other cases are asked once
    /// more when it is, and when they have spoken in between, it is judged again.
    /// </remarks>
    private async Task<List<JudgedCase>> StoreAndJudge(
        CaseRecordsChanged message,
        Dictionary<string, CaseRecordChanged> arrived,
        CancellationToken cancellation
    )
    {
        List<string> ids = [.. arrived.Keys];
        var stored = new List<JudgedCase>(ids.Count);
        // Who is spoken of for the first time is not there yet, unless the message comes again: then the write says so.
        List<string> asked = [.. ids.Where(id => arrived[id].Revision > 1)];
        while (ids.Count > 0)
        {
            var known = asked.Count == 0 ? [] : await cases.Find(asked, cancellation);
            var rows = new Dictionary<string, RegisteredCase>(ids.Count, StringComparer.Ordinal);
            await Each(message, arrived, ids, Take, cancellation);
            IReadOnlyCollection<CaseRecord> records = [.. rows.Values.Select(row => row.Record)];
            var (changed, same) = (new List<JudgedCase>(), new List<JudgedCase>());
            var context = await contexts.Of(records, cancellation, isLookedAtAgain: true);
            await Each(message, arrived, rows.Keys, Judge, cancellation);
            await KeepEarlier(changed.Select(j => known.GetValueOrDefault(j.Row.Id)?.Value), arrived, cancellation);
            var saved = await Save(changed, j => j.Row, _ => true, cancellation);
            ScreeningMetrics.CountMissing(saved);
            ScreeningMetrics.CountConflicts(saved, known);
            var (told, areStale) = await siblings.After(context.Siblings, [.. same, .. saved], cancellation);
            if (areStale || await contexts.FeedsSaidMore(context, records, cancellation))
            {
                ids = asked = [.. changed.Concat(same).Select(j => j.Row.Id)];
                continue;
            }
            stored.AddRange(told);
            ids = asked = [.. changed.Select(j => j.Row.Id).Except(saved.Select(j => j.Row.Id), StringComparer.Ordinal)];

            void Take(string id)
            {
                var row = RegisteredCase.Take(known.GetValueOrDefault(id)?.Value, arrived[id], message.History, time.Today);
                // What nobody can be found by spoils the chunk if it is not noticed here.
                _ = CaseLinks.KeysOf(row.Record).Count();
                rows[id] = row;
            }

            void Judge(string id)
            {
                var found = known.GetValueOrDefault(id);
                var isRepeat = found?.Value.Revision >= arrived[id].Revision;
                var judged = JudgedCase.Judge(rows[id], found?.Version ?? 0, context) with
                {
                    IsNew = found is null,
                    IsRepeat = isRepeat,
                    Before = isRepeat ? null : found?.Value.Record,
                };
                (ReferenceEquals(judged.Row, found?.Value) ? same : changed).Add(judged);
            }
        }
        return stored;
    }

    /// <summary>What leads were raised on is kept before another revision takes its place.</summary>
    private async Task KeepEarlier(
        IEnumerable<RegisteredCase?> replaced,
        Dictionary<string, CaseRecordChanged> arrived,
        CancellationToken cancellation
    )
    {
        var kept = replaced
            .OfType<RegisteredCase>()
            .Where(row => row.Raised.Count > 0 && arrived[row.Id].Revision > row.Revision)
            .Select(row => new Change<EarlierRevision>(new EarlierRevision(row.Revision, row.Record), 0, []))
            .ToList();
        if (kept.Count > 0)
        {
            await earlier.Write(kept, cancellation);
        }
    }

    /// <summary>Whatever is wrong with one record, it is kept and shown, and the others go in.</summary>
    private async Task Each(
        CaseRecordsChanged message,
        Dictionary<string, CaseRecordChanged> arrived,
        IEnumerable<string> ids,
        Action<string> act,
        CancellationToken cancellation
    )
    {
        foreach (var id in ids)
        {
            try
            {
                act(id);
            }
#pragma warning disable CA1031 // A record of which nobody knows what is wrong with it is the very one to keep.
            catch (Exception e)
#pragma warning restore CA1031
            {
                await Keep(message, arrived[id], e, cancellation);
            }
        }
    }

    /// <summary>One bulk write of those that changed.</summary>
    /// <returns>Those that are now stored as given, at their new version; who moved in between is left out.</returns>
    private async Task<List<JudgedCase>> Save(
        IReadOnlyList<JudgedCase> judged,
        Func<JudgedCase, RegisteredCase> row,
        Func<JudgedCase, bool> changed,
        CancellationToken cancellation
    )
    {
        var (writes, same) = (judged.Where(changed).ToList(), judged.Where(j => !changed(j)));
        if (writes.Count == 0)
        {
            return [.. same];
        }
        var written = await cases.Write([.. writes.Select(j => new Change<RegisteredCase>(row(j), j.Version, []))], cancellation);
        return [.. same, .. writes.Where((_, i) => written[i]).Select(j => j with { Version = j.Version + 1 })];
    }

    /// <summary>Cases whose stored version is no longer the one their leads were written from. Where no lead can be, there is nothing to go stale.</summary>
    private async Task<HashSet<JudgedCase>> Moved(IReadOnlyList<JudgedCase> judged, CancellationToken cancellation)
    {
        var withLeads = judged.Where(j => j.Row.Raised.Count > 0).ToList();
        if (withLeads.Count == 0)
        {
            return new HashSet<JudgedCase>(ReferenceEqualityComparer.Instance);
        }
        var heads = await cases.FindHeads([.. withLeads.Select(j => j.Row.Id).Distinct(StringComparer.Ordinal)], cancellation);
        var now = heads.ToDictionary(head => head.Id, head => head.Version, StringComparer.Ordinal);
        return withLeads
            .Where(j => now.TryGetValue(j.Row.Id, out var version) && version != j.Version)
            .ToHashSet<JudgedCase>(ReferenceEqualityComparer.Instance);
    }

    /// <summary>The records that can be registered, by case; the others are kept as failures.</summary>
    private async Task<Dictionary<string, CaseRecordChanged>> Sound(CaseRecordsChanged message, CancellationToken cancellation)
    {
        var sound = new Dictionary<string, CaseRecordChanged>(message.Cases.Count, StringComparer.Ordinal);
        foreach (var one in message.Cases)
        {
            if (RegisteredCase.Flaw(one) is { } flaw)
            {
                await Keep(message, one, new InvalidOperationException($"The record cannot be registered: {flaw}."), cancellation);
            }
            else if (!sound.TryGetValue(one.CaseNumber.Value, out var other) || other.Revision < one.Revision)
            {
                sound[one.CaseNumber.Value] = one;
            }
        }
        return sound;
    }

    private Task Keep(CaseRecordsChanged message, CaseRecordChanged one, Exception reason, CancellationToken cancellation) =>
        setAside.Record(ProcuratorateIntakeModule.Service, message with { Cases = [one] }, one, reason, cancellation);
}
