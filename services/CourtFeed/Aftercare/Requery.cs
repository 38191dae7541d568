using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.CourtFeed.Cases;

namespace Exchange.CourtFeed.Aftercare;

/// <summary>One network query after the ending (终本后查询), as the court entered it.</summary>
/// <param name="Found">Whether property turned up that can be disposed of.</param>
internal sealed record Requery(DateOnly On, bool Found, string? Note, string By);

/// <summary>How a half year after the ending stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SlotState>))]
internal enum SlotState
{
    /// <summary>A query was made in it.</summary>
    Done,

    /// <summary>Over, and nobody has looked (未按期查控).</summary>
    Missed,

    /// <summary>Now.</summary>
    Due,

    Ahead,
}

/// <summary>One of the ten half years after an ending for now, in each of which the court looks again (法〔2016〕373号 art 9).</summary>
/// <param name="After">Its open start; the day itself does not count.</param>
/// <param name="Until">Its last day.</param>
internal sealed record RequerySlot(int Number, DateOnly After, DateOnly Until, SlotState State, IReadOnlyList<Requery> Queries)
{
    private const int Slots = 10;
    private const int MonthsEach = 6;

    /// <summary>None for a case that is not ended for now, or is resumed.</summary>
    public static IReadOnlyList<RequerySlot> Of(CaseDocument known, DateOnly today)
    {
        if (!known.RestsAfterEnding(out var endedOn))
        {
            return [];
        }
        var told = known.Record.LatestRequeryOn.Has(out var latest) ? latest : (DateOnly?)null;
        return
        [
            .. Enumerable
                .Range(1, Slots)
                .Select(number =>
                {
                    var (after, until) = (endedOn.PlusMonths((number - 1) * MonthsEach), endedOn.PlusMonths(number * MonthsEach));
                    IReadOnlyList<Requery> queries = [.. known.Requeries.Where(query => query.On > after && query.On <= until)];
                    var isDone = queries.Count > 0 || told > after && told <= until;
                    var state =
                        isDone ? SlotState.Done
                        : until < today ? SlotState.Missed
                        : after < today ? SlotState.Due
                        : SlotState.Ahead;
                    return new RequerySlot(number, after, until, state, queries);
                }),
        ];
    }
}
