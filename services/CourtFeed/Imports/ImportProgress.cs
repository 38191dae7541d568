using System.Collections.Concurrent;
using Exchange.Storage;

namespace Exchange.CourtFeed.Imports;

/// <summary>How far imports are. A chunk is done once and stays, so those in a row from the first on are added up once and remembered.</summary>
internal sealed class ImportProgress(Documents<ImportChunk> chunks)
{
    private const int AtOnce = 500;
    private const int MostRemembered = 100;

    private readonly ConcurrentDictionary<string, Row> known = new(StringComparer.Ordinal);

    public async Task<ImportCounts> Of(string import, CancellationToken cancellation)
    {
        var row = known.GetValueOrDefault(import, new Row(0, ImportCounts.None));
        var all = row.Sum;
        var query = new DocumentQuery
        {
            Where = [Condition.Equal("import", import)],
            Limit = AtOnce,
            After = row.Next == 0 ? null : new QueryPosition(null, ImportChunk.IdOf(import, row.Next - 1)),
        };
        while (await chunks.Query(query, cancellation) is { Count: > 0 } page)
        {
            foreach (var chunk in page.Select(found => found.Value))
            {
                all += chunk.Counts;
                row = chunk.Number == row.Next ? new Row(row.Next + 1, row.Sum + chunk.Counts) : row;
            }
            query = query with { After = new QueryPosition(null, ImportChunk.IdOf(import, page[^1].Value.Number)) };
        }
        if (known.Count >= MostRemembered)
        {
            known.Clear();
        }
        known[import] = row;
        return all;
    }

    /// <param name="Next">The first chunk that is not in the sum.</param>
    private sealed record Row(int Next, ImportCounts Sum);
}
