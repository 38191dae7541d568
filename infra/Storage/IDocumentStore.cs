namespace Exchange.Storage;

/// <summary>
/// The port to a document store: one database of one service. Every write is one atomic write of one document, guarded by
/// its version; no transaction over several documents is ever needed, so a sharded store will do.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Creates the collection and its indexes when they are missing.</summary>
    Task Prepare(CollectionShape shape, CancellationToken cancellation);

    Task<IReadOnlyList<StoredDocument>> Find(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>The documents without their bodies, for a comparison that needs no more.</summary>
    Task<IReadOnlyList<DocumentHead>> FindHeads(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>
    /// Writes each document whose stored version equals <see cref="DocumentWrite.ExpectedVersion"/> (0: it must not exist yet).
    /// Unordered: one conflict does not stop the others. Durable when it returns.
    /// </summary>
    /// <returns>Per write, in order: true when written, false when the version had moved.</returns>
    Task<IReadOnlyList<bool>> Write(CollectionShape shape, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellation);

    /// <summary>Replaces the unsent messages of documents, each guarded by its version; body and index stay, only the version rises.</summary>
    /// <returns>Per document, in order: false when the version had moved.</returns>
    Task<IReadOnlyList<bool>> ReplaceUnsent(CollectionShape shape, IReadOnlyList<UnsentLeft> left, CancellationToken cancellation);

    /// <summary>Removes documents; what is not there is no error.</summary>
    Task Delete(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    Task<IReadOnlyList<StoredDocument>> Query(CollectionShape shape, DocumentQuery query, CancellationToken cancellation);

    /// <summary>The same without the bodies.</summary>
    Task<IReadOnlyList<DocumentHead>> QueryHeads(CollectionShape shape, DocumentQuery query, CancellationToken cancellation);

    /// <summary>Counts, and sums one numeric index field, per distinct combination of the grouping fields.</summary>
    Task<IReadOnlyList<GroupTotal>> Totals(
        CollectionShape shape,
        IReadOnlyList<string> groupBy,
        IReadOnlyList<Condition> where,
        string? sum,
        CancellationToken cancellation
    );

    /// <summary>Documents that still hold unsent messages, oldest id first.</summary>
    Task<IReadOnlyList<StoredDocument>> WithUnsent(CollectionShape shape, int limit, CancellationToken cancellation);
}

/// <summary>A collection's name and the fields that queries may use; nothing else of a document is looked into.</summary>
/// <param name="Name">Unique within the database.</param>
/// <param name="Fields">
/// Index fields; a field whose name ends in "#" holds a whole number, one that ends in "[]" any number of texts (only <see cref="Condition.In"/> asks for it),
/// the others one text.
/// </param>
public sealed record CollectionShape(string Name, IReadOnlyList<string> Fields)
{
    public BodyForm Body { get; init; } = BodyForm.Json;

    /// <summary>Fields that stand in the heads and are not searched: they have no index.</summary>
    public IReadOnlyList<string> Unsearched { get; init; } = [];

    /// <summary>Fields with an index.</summary>
    public IEnumerable<string> Searched => Fields.Except(Unsearched, StringComparer.Ordinal);

    /// <summary>A field's name without the mark of its kind.</summary>
    internal static string NameOf(string field) => field.TrimEnd('#', '[', ']');

    /// <summary>The same as comparing with <see cref="NameOf"/>, without a new text for each field of each head that is read.</summary>
    internal static bool IsNamed(string field, string name) => field.AsSpan().TrimEnd("#[]").SequenceEqual(name);

    internal static bool IsList(string field) => field.EndsWith("[]", StringComparison.Ordinal);
}

/// <summary>What the bodies of a collection are.</summary>
public enum BodyForm
{
    /// <summary>One JSON value; a store may keep it in a form of its own as long as the same value comes back.</summary>
    Json,

    /// <summary>Bytes that nobody looks into.</summary>
    Bytes,
}

/// <summary>One document as stored.</summary>
/// <param name="Version">Guards storage: +1 with every write, compared for equality.</param>
public sealed record StoredDocument(string Id, long Version, ReadOnlyMemory<byte> Body, IReadOnlyList<UnsentMessage> Unsent)
{
    /// <summary>What is left when these are sent; null when none of them is there any more.</summary>
    public UnsentLeft? Without(IReadOnlyList<UnsentMessage> sent)
    {
        var left = Unsent.Where(m => !sent.Any(s => s.Id == m.Id)).ToList();
        return left.Count == Unsent.Count ? null : new UnsentLeft(Id, Version, left);
    }
}

/// <summary>What is known of a document without its body.</summary>
/// <param name="Index">Values of the shape's fields, in order: string, long, list of strings or null.</param>
public sealed record DocumentHead(string Id, long Version, IReadOnlyList<object?> Index);

/// <param name="Index">Values of the shape's fields, in order: string, long, list of strings or null.</param>
public sealed record DocumentWrite(
    string Id,
    long ExpectedVersion,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<UnsentMessage> Unsent,
    IReadOnlyList<object?> Index
);

/// <summary>The messages of a document that are still to be sent.</summary>
public sealed record UnsentLeft(string Id, long ExpectedVersion, IReadOnlyList<UnsentMessage> Unsent);

/// <summary>A message saved together with the change that caused it, not yet handed to the broker.</summary>
/// <param name="Type">Full name of the contract.</param>
/// <param name="TraceParent">W3C trace context of the act, so that one trace follows the loop.</param>
public sealed record UnsentMessage(string Id, string Type, string Body, string? TraceParent);

/// <summary>A page of a collection, ordered by one index field and then by id.</summary>
public sealed record DocumentQuery
{
    public IReadOnlyList<Condition> Where { get; init; } = [];

    /// <summary>Index field to order by; null: by id.</summary>
    public string? OrderBy { get; init; }

    public bool Descending { get; init; }

    /// <summary>Continue after this position.</summary>
    public QueryPosition? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>Where a page ended: the order field's value and the id.</summary>
public sealed record QueryPosition(object? Value, string Id);

/// <summary>A condition on an index field ("id" is one too).</summary>
public sealed record Condition(string Field, Comparison Is, object? Value)
{
    /// <summary>Behind every text that begins with what it is appended to.</summary>
    internal const string LastCharacter = "\U0010FFFF";

    public static Condition Equal(string field, object? value) => new(field, Comparison.Equal, value);

    public static Condition In(string field, IReadOnlyCollection<string> values) => new(field, Comparison.In, values);

    public static Condition AtMost(string field, object value) => new(field, Comparison.AtMost, value);

    public static Condition AtLeast(string field, object value) => new(field, Comparison.AtLeast, value);

    public static Condition StartsWith(string field, string prefix) => new(field, Comparison.StartsWith, prefix);

    public static Condition Present(string field) => new(field, Comparison.Present, null);

    /// <summary>Any of these may hold.</summary>
    public static Condition Any(params IReadOnlyList<Condition> conditions) => new("", Comparison.Any, conditions);
}

public enum Comparison
{
    Equal,
    In,
    AtMost,
    AtLeast,
    StartsWith,
    Present,
    Any,
}

public sealed record GroupTotal(IReadOnlyList<object?> Key, long Count, long Sum);
