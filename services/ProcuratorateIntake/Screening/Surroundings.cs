using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>What feeds say of the people, companies, cars and cases around the cases that are judged together.</summary>
/// <param name="delivered">The kinds of feed that have ever delivered.</param>
/// <param name="isCut">There was more than may be followed.</param>
internal sealed class Surroundings(IReadOnlyCollection<string> delivered, IReadOnlyCollection<FactEntry> facts, bool isCut = false)
{
    private readonly ILookup<string, Fact> byKey = facts.ToLookup(entry => entry.Key, entry => entry.Fact, StringComparer.Ordinal);

    public static Surroundings None { get; } = new([], []);

    public bool IsCut => isCut;

    /// <summary>Each once, in an order of their own.</summary>
    public IReadOnlyList<Fact> All =>
        [.. facts.Select(entry => entry.Fact).DistinctBy(fact => fact.Id).OrderBy(fact => fact.Id, StringComparer.Ordinal)];

    /// <summary>Facts are only ever added: around the same cases an equal size is the same content.</summary>
    public (int Kinds, int Facts) Size => (delivered.Count, facts.Count);

    public bool HasDelivered(string kind) => delivered.Contains(kind);

    /// <summary>The facts of one kind about a person, a company, a car or a case, in an order of their own.</summary>
    public IEnumerable<T> About<T>(string? key)
        where T : Fact =>
        key is null || !byKey.Contains(key) ? [] : byKey[key].OfType<T>().OrderBy(fact => fact.Id, StringComparer.Ordinal);
}
