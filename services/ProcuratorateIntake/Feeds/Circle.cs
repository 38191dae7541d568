using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>
/// Follows facts from key to key, a few steps and a bounded number of them: from the cases to all that may bear on them, and from a fact to the cases
/// on which it may bear. Facts are found from either end, so both ways lead to the same.
/// </summary>
internal sealed class Circle(FactBook facts)
{
    private const int Steps = 3;
    private const int MostKeys = 4_000;
    private const int MostFacts = 40_000;

    public Task<Surroundings> Around(IEnumerable<CaseRecord> records, CancellationToken cancellation) =>
        AroundKeys(records.SelectMany(record => CaseLinks.KeysOf(record).Append(record.CaseNumber.Value)), cancellation);

    public async Task<Surroundings> AroundKeys(IEnumerable<string> keys, CancellationToken cancellation)
    {
        var delivered = await facts.Delivered(cancellation);
        if (delivered.Count == 0)
        {
            return Surroundings.None;
        }
        var (entries, _, isCut) = await Follow(keys, cancellation);
        return new Surroundings(delivered, entries, isCut);
    }

    /// <summary>Only what had been delivered by that day.</summary>
    public async Task<Surroundings> AroundBy(DateOnly day, IEnumerable<string> keys, CancellationToken cancellation)
    {
        var (entries, _, isCut) = await Follow(keys, cancellation);
        return new Surroundings(await facts.Delivered(cancellation), [.. entries.Where(entry => entry.Fact.ReceivedOn <= day)], isCut);
    }

    /// <summary>The facts themselves, each once, in an order of their own.</summary>
    public async Task<(IReadOnlyList<Fact> Facts, bool IsCut)> FactsAround(IEnumerable<string> keys, CancellationToken cancellation)
    {
        var (entries, _, isCut) = await Follow(keys, cancellation);
        return (
            [.. entries.Select(entry => entry.Fact).DistinctBy(fact => fact.Id).OrderBy(fact => fact.Id, StringComparer.Ordinal)],
            isCut
        );
    }

    /// <summary>What is said of these themselves, one step and no further.</summary>
    public async Task<Surroundings> At(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var delivered = await facts.Delivered(cancellation);
        return delivered.Count == 0 ? Surroundings.None : new Surroundings(delivered, await facts.About(keys, cancellation));
    }

    /// <summary>All keys from which these facts can be reached.</summary>
    public async Task<IReadOnlyCollection<string>> ReachedBy(IEnumerable<Fact> some, CancellationToken cancellation) =>
        (await Follow(some.SelectMany(Onward), cancellation)).Keys;

    private async Task<(IReadOnlyCollection<FactEntry> Entries, IReadOnlyCollection<string> Keys, bool IsCut)> Follow(
        IEnumerable<string> from,
        CancellationToken cancellation
    )
    {
        var seen = new HashSet<string>(from, StringComparer.Ordinal);
        var entries = new List<FactEntry>();
        var next = seen.ToList();
        for (var step = 0; step < Steps && next.Count > 0; step++)
        {
            var found = await facts.About(next, cancellation);
            entries.AddRange(found);
            next = [.. found.SelectMany(entry => Onward(entry.Fact)).Where(seen.Add)];
            if (seen.Count > MostKeys || entries.Count > MostFacts)
            {
                return (entries, seen, true);
            }
        }
        return (entries, seen, false);
    }

    /// <summary>Whom a fact leads to: money alone leads nowhere, a bank would connect everybody.</summary>
    private static IEnumerable<string> Onward(Fact fact) =>
        fact switch
        {
            CivilCase civil => civil.Keys.OfType<string>().Append(civil.Number.Value),
            _ => fact.Keys.OfType<string>(),
        };
}
