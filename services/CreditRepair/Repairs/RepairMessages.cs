using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CreditRepair.Repairs;

/// <summary>A chunk of cases whose sanctions or performance changed: one read and one bulk write, then only the repairs that it changes.</summary>
/// <remarks>
/// A higher revision wins and is stored first; what is judged is what is then stored, also when nothing was new, and once more when the
/// store has moved meanwhile. So order, repetition and a crash in between do no harm.
/// </remarks>
internal sealed class SanctionMessages(Documents<KnownCase> cases, Acts<Repair> acts, SetAside setAside) : IHandle<SanctionsChanged>
{
    private static readonly SanctionKind[] Kinds = [SanctionKind.Listing, SanctionKind.Restriction];

    private Gathering<SanctionsChanged, bool>? gathering;

    /// <summary>A chunk is taken by itself; what was pushed alone is taken together when several come at a time.</summary>
    public Task Handle(SanctionsChanged message, CancellationToken cancellation) =>
        message.Cases.Count == 1 ? Alone().Ask(message, cancellation) : Take(message, cancellation);

    private Gathering<SanctionsChanged, bool> Alone() =>
        LazyInitializer.EnsureInitialized(ref gathering, () => new(message => (message.Court, message.Division), TakeTogether));

    private async Task<IReadOnlyList<bool>> TakeTogether(IReadOnlyList<SanctionsChanged> some, CancellationToken cancellation)
    {
        await Take(
            some is [var one]
                ? one
                : some[0] with
                {
                    Id = Messaging.SetAside.Together,
                    Cases = [.. some.SelectMany(message => message.Cases)],
                },
            cancellation
        );
        return [.. some.Select(_ => true)];
    }

    private async Task Take(SanctionsChanged message, CancellationToken cancellation)
    {
        var sent = message
            .Cases.GroupBy(c => c.CaseNumber.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(c => c.Revision)!, StringComparer.Ordinal);
        while (true)
        {
            var known = await Keep(sent, message, cancellation);
            if (!await Judge(known, message, cancellation) || !await HaveMoved(known, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Stores what is newer and returns what is then known, with the version it is stored at.</summary>
    private async Task<Dictionary<KnownCase, long>> Keep(
        Dictionary<string, CaseSanctions> sent,
        SanctionsChanged message,
        CancellationToken cancellation
    )
    {
        // Of whom the court speaks for the first time nothing is known, unless the message comes again: then the write says so.
        List<string> asked = [.. sent.Values.Where(c => c.Revision > 1).Select(c => c.CaseNumber.Value)];
        while (true)
        {
            var found = asked.Count == 0 ? [] : await cases.Find(asked, cancellation);
            var known = new Dictionary<KnownCase, long>(ReferenceEqualityComparer.Instance);
            var news = new List<Change<KnownCase>>();
            foreach (var (number, record) in sent.ToList())
            {
                var old = found.GetValueOrDefault(number);
                try
                {
                    if (KnownCase.Take(old?.Value, record) is { } next)
                    {
                        news.Add(new Change<KnownCase>(next, old?.Version ?? 0, []));
                    }
                    else if (old is not null)
                    {
                        known[old.Value] = old.Version;
                    }
                }
#pragma warning disable CA1031 // A case of which nobody knows what is wrong with it is the very one to keep.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    sent.Remove(number);
                    await SetAside(message, record, e, cancellation);
                }
            }
            if (news.Count == 0 || (await cases.Write(news, cancellation)).All(written => written))
            {
                news.ForEach(n => known[n.Value] = n.ExpectedVersion + 1);
                return known;
            }
            asked = [.. sent.Keys];
        }
    }

    /// <summary>One read and one bulk write of all repairs that these cases may be about. Whatever is wrong with one case, the others go in.</summary>
    /// <returns>Whether anything was changed.</returns>
    private async Task<bool> Judge(Dictionary<KnownCase, long> judged, SanctionsChanged message, CancellationToken cancellation)
    {
        var hear = new Dictionary<string, Func<Repair?, Moment, Decision<Repair>>>(StringComparer.Ordinal);
        var broken = new Dictionary<CaseSanctions, Exception>(ReferenceEqualityComparer.Instance);
        foreach (var (one, version) in judged)
        {
            foreach (var (id, respondent, kind) in SubjectsOf(one, isFirst: version == 1))
            {
                hear.TryAdd(id, (now, moment) => Hear(now, one.Record, respondent, kind, moment, broken));
            }
        }
        var changed = hear.Count == 0 ? [] : await acts.HearAll(nameof(SanctionsChanged), "court", hear, cancellation);
        foreach (var (record, reason) in broken)
        {
            await SetAside(message, record, reason, cancellation);
        }
        return changed.Count > 0;
    }

    private static Decision<Repair> Hear(
        Repair? now,
        CaseSanctions record,
        Respondent respondent,
        SanctionKind kind,
        Moment moment,
        Dictionary<CaseSanctions, Exception> broken
    )
    {
        try
        {
            return Repair.Hear(now, record, respondent, kind, moment);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            broken[record] = e;
            return Decision<Repair>.NothingNew;
        }
    }

    /// <param name="isFirst">Nothing else was ever heard of the case: there can be no repair yet but those that begin now.</param>
    private static IEnumerable<(string Id, Respondent Respondent, SanctionKind Kind)> SubjectsOf(KnownCase one, bool isFirst) =>
        from respondent in one.Subjects
        from kind in Kinds
        where !isFirst || Repair.IsWatched(Sanction.Of(one.Record, respondent, kind))
        select (Repair.IdOf(one.Record.CaseNumber, respondent, kind), respondent, kind);

    private Task SetAside(SanctionsChanged message, CaseSanctions one, Exception reason, CancellationToken cancellation) =>
        setAside.Record(RepairDoors.Service, message with { Cases = [one] }, one, reason, cancellation);

    private async Task<bool> HaveMoved(Dictionary<KnownCase, long> judged, CancellationToken cancellation)
    {
        var versions = judged.ToDictionary(j => j.Key.Record.CaseNumber.Value, j => j.Value, StringComparer.Ordinal);
        return (await cases.FindHeads(versions.Keys, cancellation)).Any(now => now.Version != versions[now.Id]);
    }
}

/// <summary>The procuratorate's word on a proposal.</summary>
internal sealed class ReviewMessages(Acts<Repair> acts) : IHandle<RepairSupported>, IHandle<RepairDeclined>
{
    public Task Handle(RepairSupported message, CancellationToken cancellation) => Hear(message, cancellation);

    public Task Handle(RepairDeclined message, CancellationToken cancellation) => Hear(message, cancellation);

    /// <summary>A repair is never created from a review: the desk spoke first, and its word is stored here.</summary>
    private Task<ActResult<Repair>> Hear(RepairReviewEvent word, CancellationToken cancellation) =>
        acts.Hear(
            word.RepairId,
            word.GetType().Name,
            "procuratorate",
            (known, moment) => known?.Hear(word, moment) ?? Decision<Repair>.NothingNew,
            cancellation
        );
}

/// <summary>A notice of this repair was answered or written off.</summary>
internal sealed class SettledMessages(Acts<Repair> acts) : IHandle<NoticeSettled>
{
    public Task Handle(NoticeSettled message, CancellationToken cancellation) =>
        acts.Hear(
            message.RepairId,
            nameof(NoticeSettled),
            "bank",
            (known, moment) => known?.Settle(message, moment) ?? Decision<Repair>.NothingNew,
            cancellation
        );
}
