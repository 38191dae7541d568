using System.Security.Cryptography;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>A fact under one of the keys that it is found by.</summary>
internal sealed record FactEntry(string Key, Fact Fact)
{
    public const string KeyField = "key";

    public static Collection<FactEntry> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "facts",
            entry => $"{entry.Fact.Id}@{entry.Key}",
            new IndexField<FactEntry>(KeyField, entry => entry.Key)
        );
}

/// <summary>Which kinds of feed have ever delivered: a rule that rests on one that has not cannot judge.</summary>
internal sealed record FeedsDelivered(IReadOnlyList<string> Kinds)
{
    public const string TheOne = "delivered";

    public static Collection<FeedsDelivered> Collection { get; } = new(ProcuratorateIntakeModule.Service, "feedsDelivered", _ => TheOne);
}

/// <summary>All facts, found by whom or what they are about (事实库).</summary>
internal sealed class FactBook(Documents<FactEntry> facts, Documents<FeedsDelivered> delivered)
{
    private const int AtOnce = 500;

    private IReadOnlyList<string>? lastSeen;

    /// <summary>A kind has begun to deliver. Said before its first fact is stored, so that who judged without looking is told.</summary>
    public async Task Begin(string kind, CancellationToken cancellation)
    {
        while (true)
        {
            var known = await delivered.Find(FeedsDelivered.TheOne, cancellation);
            var kinds = known?.Value.Kinds ?? [];
            if (
                kinds.Contains(kind, StringComparer.Ordinal)
                || await delivered.Write(new FeedsDelivered([.. kinds, kind]), known?.Version ?? 0, [], cancellation)
            )
            {
                return;
            }
        }
    }

    public async Task<IReadOnlyList<string>> Delivered(CancellationToken cancellation) =>
        lastSeen = (await delivered.Find(FeedsDelivered.TheOne, cancellation))?.Value.Kinds ?? [];

    /// <summary>The same as somebody here last saw it, for who looks again afterwards.</summary>
    public async Task<IReadOnlyList<string>> DeliveredWhenLastSeen(CancellationToken cancellation) =>
        lastSeen ?? await Delivered(cancellation);

    /// <summary>Stores facts for ever; the same again is nothing new.</summary>
    /// <returns>For each whether it is new.</returns>
    public async Task<IReadOnlyList<bool>> Add(IReadOnlyList<Fact> some, CancellationToken cancellation)
    {
        var entries = new List<Change<FactEntry>>();
        var of = new List<int>();
        for (var i = 0; i < some.Count; i++)
        {
            // Nothing can be matched to it: it is kept under its own name.
            var keys = some[i].Keys.OfType<string>().Distinct(StringComparer.Ordinal).DefaultIfEmpty(some[i].Id);
            foreach (var key in keys)
            {
                entries.Add(new Change<FactEntry>(new FactEntry(key, some[i]), 0, []));
                of.Add(i);
            }
        }
        var written = await facts.Write(entries, cancellation);
        var isNew = new bool[some.Count];
        for (var i = 0; i < written.Count; i++)
        {
            isNew[of[i]] |= written[i];
        }
        return isNew;
    }

    /// <summary>What is known about these keys, in one read of each page.</summary>
    public async Task<IReadOnlyList<FactEntry>> About(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
        {
            return [];
        }
        var all = new List<FactEntry>();
        var query = new DocumentQuery { Where = [Condition.In(FactEntry.KeyField, keys)], Limit = AtOnce };
        while (await facts.Query(query, cancellation) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(found => found.Value));
            if (page.Count < AtOnce)
            {
                break;
            }
            var last = page[^1].Value;
            query = query with { After = new QueryPosition(null, $"{last.Fact.Id}@{last.Key}") };
        }
        return all;
    }

    /// <summary>The fact's kind and a hash of its content: the same row in another file is the same fact.</summary>
    public static T Identified<T>(T fact, string kind, string source)
        where T : Fact
    {
        var content = JsonSerializer.SerializeToUtf8Bytes<Fact>(
            fact with
            {
                Id = "",
                Source = "",
                ReceivedOn = default,
            },
            ExchangeJson.Options
        );
        return fact with { Id = $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}", Source = source };
    }
}
