using System.Text.Json;
using Exchange.Contracts;

namespace Exchange.Storage;

/// <summary>What a collection of one kind of document is called and how its documents are found again.</summary>
/// <param name="Database">The service whose own database it lies in.</param>
public sealed record Collection<T>(string Database, string Name, Func<T, string> Id, params IReadOnlyList<IndexField<T>> Indexes)
{
    public CollectionShape Shape { get; } =
        new(Name, [.. Indexes.Select(i => i.Name)]) { Unsearched = [.. Indexes.Where(i => !i.IsSearched).Select(i => i.Name)] };
}

/// <summary>A field that queries may use. Values: string, long, list of strings or null; a name that ends in "#" holds numbers, one that ends in "[]" lists.</summary>
public sealed record IndexField<T>(string Name, Func<T, object?> Of)
{
    /// <summary>Whether queries are so many that it is worth an index; otherwise it is for looking at heads, and for a rare look through all.</summary>
    public bool IsSearched { get; init; } = true;
}

/// <summary>A document with the version it was read at and its unsent messages.</summary>
public sealed record Versioned<T>(T Value, long Version, IReadOnlyList<UnsentMessage> Unsent);

/// <summary>What is to be written: the new value, the version it was made from (0: new), and all messages then unsent.</summary>
public sealed record Change<T>(T Value, long ExpectedVersion, IReadOnlyList<UnsentMessage> Unsent);

public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A typed collection in one service's database.</summary>
public sealed class Documents<T>(Collection<T> collection, IDocumentStore store)
    where T : class
{
    public CollectionShape Shape => collection.Shape;

    public string Database => collection.Database;

    public IDocumentStore Store => store;

    public async Task<Versioned<T>?> Find(string id, CancellationToken cancellation = default)
    {
        var found = await store.Find(Shape, [id], cancellation);
        return found.Count == 0 ? null : Read(found[0]);
    }

    public async Task<Dictionary<string, Versioned<T>>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        var found = await store.Find(Shape, ids, cancellation);
        return found.ToDictionary(d => d.Id, Read, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<DocumentHead>> FindHeads(IReadOnlyCollection<string> ids, CancellationToken cancellation = default) =>
        store.FindHeads(Shape, ids, cancellation);

    /// <summary>False when somebody else has written in between.</summary>
    public async Task<bool> Write(
        T value,
        long expectedVersion,
        IReadOnlyList<UnsentMessage> unsent,
        CancellationToken cancellation = default
    )
    {
        var written = await store.Write(Shape, [Pack(new Change<T>(value, expectedVersion, unsent))], cancellation);
        return written[0];
    }

    public Task<IReadOnlyList<bool>> Write(IReadOnlyList<Change<T>> changes, CancellationToken cancellation = default) =>
        store.Write(Shape, [.. changes.Select(Pack)], cancellation);

    public Task Delete(IReadOnlyCollection<string> ids, CancellationToken cancellation = default) => store.Delete(Shape, ids, cancellation);

    public async Task<IReadOnlyList<Versioned<T>>> Query(DocumentQuery query, CancellationToken cancellation = default)
    {
        var found = await store.Query(Shape, query, cancellation);
        return [.. found.Select(Read)];
    }

    public Task<IReadOnlyList<DocumentHead>> QueryHeads(DocumentQuery query, CancellationToken cancellation = default) =>
        store.QueryHeads(Shape, query, cancellation);

    /// <summary>One page and the cursor that continues it. A cursor that cannot be read begins at the start.</summary>
    public async Task<Page<T>> List(DocumentQuery query, string? cursor, CancellationToken cancellation = default)
    {
        var limit = Math.Clamp(query.Limit, 1, 500);
        var found = await Query(query with { Limit = limit + 1, After = Cursor.Read(cursor) }, cancellation);
        var items = found.Take(limit).Select(d => d.Value).ToList();
        return new Page<T>(items, found.Count > limit ? Cursor.Write(PositionOf(items[^1], query.OrderBy)) : null);
    }

    public Task<IReadOnlyList<GroupTotal>> Totals(
        IReadOnlyList<string> groupBy,
        IReadOnlyList<Condition> where,
        string? sum = null,
        CancellationToken cancellation = default
    ) => store.Totals(Shape, groupBy, where, sum, cancellation);

    private IReadOnlyList<object?> IndexOf(T value) => [.. collection.Indexes.Select(i => i.Of(value))];

    private QueryPosition PositionOf(T value, string? orderBy) =>
        new(orderBy is null ? null : collection.Indexes.Single(i => i.Name == orderBy).Of(value), collection.Id(value));

    private static Versioned<T> Read(StoredDocument document) =>
        new(JsonSerializer.Deserialize<T>(document.Body.Span, ExchangeJson.InBulk)!, document.Version, document.Unsent);

    private DocumentWrite Pack(Change<T> change) =>
        new(
            collection.Id(change.Value),
            change.ExpectedVersion,
            JsonSerializer.SerializeToUtf8Bytes(change.Value, ExchangeJson.InBulk),
            change.Unsent,
            IndexOf(change.Value)
        );
}

/// <summary>Where a page ended, as the reader hands it back.</summary>
public static class Cursor
{
    /// <summary>Whether a page can continue from it; none begins at the start.</summary>
    public static bool IsReadable(string? cursor) => string.IsNullOrEmpty(cursor) || Read(cursor) is not null;

    internal static string Write(QueryPosition position) =>
        Convert
            .ToBase64String(
                JsonSerializer.SerializeToUtf8Bytes(new[] { position.Value?.ToString(), position.Value is long ? "n" : "t", position.Id })
            )
            .Replace('+', '-')
            .Replace('/', '_');

    internal static QueryPosition? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }
        try
        {
            var parts = JsonSerializer.Deserialize<string?[]>(Convert.FromBase64String(cursor.Replace('-', '+').Replace('_', '/')));
            return parts is [var value, var kind, { } id]
                ? new QueryPosition(kind == "n" && long.TryParse(value, out var number) ? number : value, id)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
