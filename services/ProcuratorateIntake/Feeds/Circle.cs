using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>
/// Follows facts from key to key, a few steps and a bounded number of them: from the cases to all that may bear on them, and from a fact to the cases
/// on which it may bear. Facts are found from either end, so both ways lead to the same.
/// </summary>
/// <remarks>
/// Money leads on only where a rule follows it, in the circle around a debtor: a bank would connect everybody. Elsewhere a payment bears on those who paid
/// and were paid, and on whoever is related to them.
/// </remarks>
internal sealed class Circle(FactBook facts)
{
    /// <summary>From a company to its head, the head's spouse, who is related to the spouse, and what is said of that one.</summary>
    private const int Steps = 4;

    /// <summary>A circle of payments has at most two others in it.</summary>
    private const int StepsOfMoney = 2;

    private const int MostKeys = 4_000;
    private const int MostFacts = 40_000;

    /// <param name="isLookedAtAgain">Which kinds have delivered need not be known for sure.</param>
    public async Task<Surroundings> Around(IEnumerable<CaseRecord> records, CancellationToken cancellation, bool isLookedAtAgain = false)
    {
        var delivered = isLookedAtAgain ? await facts.DeliveredWhenLastSeen(cancellation) : await facts.Delivered(cancellation);
        if (delivered.Count == 0)
        {
            return Surroundings.None;
        }
        var keys = records.SelectMany(record => CaseLinks.KeysOf(record).Append(record.CaseNumber.Value));
        var (entries, _, isCut) = await Follow(keys, 0, cancellation);
        return new Surroundings(delivered, entries, isCut);
    }

    /// <summary>Around a respondent who is sued: also where the money went.</summary>
    public async Task<Surroundings> AroundDebtor(string key, CancellationToken cancellation)
    {
        var (entries, _, isCut) = await Follow([key], StepsOfMoney, cancellation);
        return new Surroundings(await facts.Delivered(cancellation), entries, isCut);
    }

    /// <summary>Only what had been delivered by that day.</summary>
    public async Task<Surroundings> AroundBy(DateOnly day, IEnumerable<string> keys, CancellationToken cancellation)
    {
        var (entries, _, isCut) = await Follow(keys, StepsOfMoney, cancellation);
        return new Surroundings(await facts.Delivered(cancellation), [.. entries.Where(entry => entry.Fact.ReceivedOn <= day)], isCut);
    }

    /// <summary>The facts themselves, each once, in an order of their own.</summary>
    public async Task<(IReadOnlyList<Fact> Facts, bool IsCut)> FactsAround(IEnumerable<string> keys, CancellationToken cancellation)
    {
        var (entries, _, isCut) = await Follow(keys, StepsOfMoney, cancellation);
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
        (await Follow(some.SelectMany(fact => fact.Keys.OfType<string>()), 0, cancellation)).Keys;

    /// <summary>Who may be the debtor in a circle of money to which one of these payments belongs: they paid the payer, or the payee paid them.</summary>
    public async Task<IReadOnlyCollection<string>> AlongMoney(IEnumerable<Fact> some, CancellationToken cancellation)
    {
        var payments = some.OfType<Payment>().Where(payment => !payment.PayerId.IsMasked && !payment.PayeeId.IsMasked).ToList();
        var payers = payments.Select(payment => payment.PayerId.Value).ToHashSet(StringComparer.Ordinal);
        var payees = payments.Select(payment => payment.PayeeId.Value).ToHashSet(StringComparer.Ordinal);
        var around = await facts.About([.. payers.Union(payees, StringComparer.Ordinal)], cancellation);
        return
        [
            .. around
                .Select(entry => entry.Fact)
                .OfType<Payment>()
                .SelectMany(payment =>
                    (IEnumerable<string?>)
                        [
                            payers.Contains(payment.PayeeId.Value) && !payment.PayerId.IsMasked ? payment.PayerId.Value : null,
                            payees.Contains(payment.PayerId.Value) && !payment.PayeeId.IsMasked ? payment.PayeeId.Value : null,
                        ]
                )
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Take(MostKeys),
        ];
    }

    /// <param name="stepsOfMoney">So many steps from the start payments lead on.</param>
    private async Task<(IReadOnlyCollection<FactEntry> Entries, IReadOnlyCollection<string> Keys, bool IsCut)> Follow(
        IEnumerable<string> from,
        int stepsOfMoney,
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
            var leading = found.Where(entry => entry.Fact is not Payment || step < stepsOfMoney);
            next = [.. leading.SelectMany(entry => entry.Fact.Keys.OfType<string>()).Where(seen.Add)];
            if (seen.Count > MostKeys || entries.Count > MostFacts)
            {
                return (entries, seen, true);
            }
        }
        return (entries, seen, false);
    }
}
