using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>One kind of thing that counts by the calendar, and counts again when a year's notice is loaded.</summary>
public interface ICountAgain
{
    /// <summary>The service whose notice it is that makes it count.</summary>
    string Service { get; }

    /// <summary>Unique within the service.</summary>
    string Kind { get; }

    /// <summary>Counts one page again; the same page again changes nothing.</summary>
    /// <param name="after">The last id of the page before.</param>
    /// <returns>The page's last id; null when there was none left.</returns>
    Task<string?> Page(CalendarNotice notice, string? after, CancellationToken cancellation);
}

/// <summary>The provisional clocks of one kind of aggregate, found by index.</summary>
public sealed class ClocksAgain<T>(Documents<T> documents, Acts<T> acts, CalendarInForce calendar, IStores stores) : ICountAgain
    where T : Aggregate
{
    private readonly Documents<MovedClock> moved = CalendarNotices.Moved(stores, documents.Database);

    public string Service => documents.Database;

    public string Kind => documents.Shape.Name;

    public async Task<string?> Page(CalendarNotice notice, string? after, CancellationToken cancellation)
    {
        var page = await documents.Query(
            new DocumentQuery
            {
                Where = [Condition.Equal(AggregateCollection.Provisional, AggregateCollection.IsProvisional)],
                After = after is null ? null : new QueryPosition(null, after),
                Limit = 200,
            },
            cancellation
        );
        foreach (var one in page)
        {
            await CountOne(notice, one.Value, cancellation);
        }
        return page.Count == 0 ? null : page[^1].Value.Id;
    }

    private async Task CountOne(CalendarNotice notice, T known, CancellationToken cancellation)
    {
        foreach (var move in MovesOf(notice, known))
        {
            await Keep(move, cancellation);
        }
        await acts.Hear(
            known.Id,
            "calendar",
            "clock",
            (now, moment) =>
            {
                var counted = (T)now!.CountAgain(moment);
                return counted.Clocks.SequenceEqual(now.Clocks)
                    ? Decision<T>.NothingNew
                    : new Accepted<T>(counted, [], NoteOf(notice, MovesOf(notice, now)));
            },
            cancellation
        );
    }

    private async Task Keep(MovedClock move, CancellationToken cancellation)
    {
        while (await moved.Find(move.Id, cancellation) is var known && known?.Value != move)
        {
            await moved.Write(move, known?.Version ?? 0, [], cancellation);
        }
    }

    private IReadOnlyList<MovedClock> MovesOf(CalendarNotice notice, T known) =>
        [
            .. known
                .Clocks.Select(clock => (Was: clock, Is: clock.Recompute(calendar.Now)))
                .Where(c => c.Was.EffectiveDueOn != c.Is.EffectiveDueOn)
                .Select(c => new MovedClock(
                    notice.Id,
                    Kind,
                    known.Id,
                    c.Was.Code,
                    c.Was.StartedOn,
                    c.Was.Owner,
                    c.Was.EffectiveDueOn,
                    c.Is.EffectiveDueOn
                )),
        ];

    private static string NoteOf(CalendarNotice notice, IReadOnlyList<MovedClock> moves) =>
        moves.Count == 0
            ? $"Notice {notice.Id}: no longer provisional."
            : $"Notice {notice.Id}: " + string.Join(", ", moves.Select(m => $"{m.Clock} {m.WasDueOn:yyyy-MM-dd} -> {m.DueOn:yyyy-MM-dd}"));
}
