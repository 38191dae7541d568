using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>Cases of which a chunk of a file said that nothing is new: they stand as they are, as of its day (报送无变化).</summary>
internal sealed record Reaffirmation(string Id, DateOnly AsOf, IReadOnlyList<CaseNumber> Cases)
{
    public const string AsOfDay = "asOf";

    public static Collection<Reaffirmation> Collection { get; } =
        new(CourtFeedModule.Name, "reaffirmations", r => r.Id, new IndexField<Reaffirmation>(AsOfDay, r => DayOf(r.AsOf)));

    public static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd");
}

/// <summary>
/// Remembers what files said again. Nine rows of ten of a quarter say nothing new; a write for each would cost more than all the
/// rest, so a chunk's are one document, and only who comes with an older day looks for later ones.
/// </summary>
internal sealed class Reaffirmations(Documents<Reaffirmation> kept)
{
    private const int PageSize = 200;

    /// <param name="id">A repeat of it changes nothing.</param>
    public async Task Keep(string id, DateOnly asOf, IReadOnlyList<CaseNumber> cases, CancellationToken cancellation)
    {
        if (cases.Count > 0)
        {
            await kept.Write(new Reaffirmation(id, asOf, cases), 0, [], cancellation);
        }
    }

    /// <summary>The numbers of all cases that were said to be as they are as of a later day.</summary>
    public async Task<IReadOnlySet<string>> After(DateOnly asOf, CancellationToken cancellation)
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var query = new DocumentQuery
        {
            Where = [Condition.AtLeast(Reaffirmation.AsOfDay, Reaffirmation.DayOf(asOf.AddDays(1)))],
            Limit = PageSize,
        };
        while (await kept.Query(query, cancellation) is { Count: > 0 } page)
        {
            numbers.UnionWith(page.SelectMany(r => r.Value.Cases).Select(c => c.Value));
            query = query with { After = new QueryPosition(null, page[^1].Value.Id) };
        }
        return numbers;
    }
}
