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
internal sealed class SanctionMessages(Documents<KnownCase> cases, Documents<Repair> repairs, Acts<Repair> acts, SetAside setAside)
    : IHandle<SanctionsChanged>
{
    private static readonly SanctionKind[] Kinds = [SanctionKind.Listing, SanctionKind.Restriction];

    public async Task Handle(SanctionsChanged message, CancellationToken cancellation)
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

    /// <summary>Stores what is newer and returns what is then known.</summary>
    private async Task<List<KnownCase>> Keep(
        Dictionary<string, CaseSanctions> sent,
        SanctionsChanged message,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var known = await cases.Find(sent.Keys, cancellation);
            var news = new List<Change<KnownCase>>();
            foreach (var (number, record) in sent.ToList())
            {
                var old = known.GetValueOrDefault(number);
                var taken = await OrSetAside(
                    message,
                    record,
                    () =>
                    {
                        if (KnownCase.Take(old?.Value, record) is { } next)
                        {
                            news.Add(new Change<KnownCase>(next, old?.Version ?? 0, []));
                        }
                        return Task.CompletedTask;
                    },
                    cancellation
                );
                if (!taken)
                {
                    sent.Remove(number);
                    known.Remove(number);
                }
            }
            if (news.Count == 0 || (await cases.Write(news, cancellation)).All(written => written))
            {
                var stored = news.ToDictionary(n => n.Value.Record.CaseNumber.Value, n => n.Value, StringComparer.Ordinal);
                return [.. stored.Values, .. known.Where(k => !stored.ContainsKey(k.Key)).Select(k => k.Value.Value)];
            }
        }
    }

    /// <returns>Whether anything was changed.</returns>
    private async Task<bool> Judge(List<KnownCase> judged, SanctionsChanged message, CancellationToken cancellation)
    {
        var ids = judged.SelectMany(SubjectsOf).Select(s => s.Id).Distinct(StringComparer.Ordinal).ToList();
        var known = ids.Count == 0 ? [] : await repairs.Find(ids, cancellation);
        var changed = false;
        foreach (var one in judged)
        {
            await OrSetAside(message, one.Record, async () => changed |= await Judge(one, known, cancellation), cancellation);
        }
        return changed;
    }

    private async Task<bool> Judge(KnownCase one, Dictionary<string, Versioned<Repair>> known, CancellationToken cancellation)
    {
        var (record, changed) = (one.Record, false);
        foreach (var (id, respondent, kind) in SubjectsOf(one).DistinctBy(s => s.Id, StringComparer.Ordinal))
        {
            var sanction = Sanction.Of(record, respondent, kind);
            if (known.TryGetValue(id, out var repair) ? repair.Value.IsNews(record, sanction) : Repair.IsWatched(sanction))
            {
                await acts.Hear(
                    id,
                    nameof(SanctionsChanged),
                    "court",
                    (now, moment) => Repair.Hear(now, record, respondent, kind, moment),
                    cancellation
                );
                changed = true;
            }
        }
        return changed;
    }

    private static IEnumerable<(string Id, Respondent Respondent, SanctionKind Kind)> SubjectsOf(KnownCase one) =>
        from respondent in one.Subjects
        from kind in Kinds
        select (Repair.IdOf(one.Record.CaseNumber, respondent, kind), respondent, kind);

    /// <summary>Whatever is wrong with one case, it is kept and shown, and the others go in.</summary>
    /// <returns>False when it was set aside.</returns>
    private async Task<bool> OrSetAside(SanctionsChanged message, CaseSanctions one, Func<Task> take, CancellationToken cancellation)
    {
        try
        {
            await take();
            return true;
        }
#pragma warning disable CA1031 // A case of which nobody knows what is wrong with it is the very one to keep.
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException))
#pragma warning restore CA1031
        {
            await setAside.Record(RepairDoors.Service, message with { Cases = [one] }, one, e, cancellation);
            return false;
        }
    }

    private async Task<bool> HaveMoved(List<KnownCase> judged, CancellationToken cancellation)
    {
        var now = await cases.Find([.. judged.Select(j => j.Record.CaseNumber.Value)], cancellation);
        return judged.Any(j => now[j.Record.CaseNumber.Value].Value.Record.Revision > j.Record.Revision);
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
