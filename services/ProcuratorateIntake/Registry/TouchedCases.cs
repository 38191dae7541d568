using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Judges the cases that new facts touch: found by who stands in them, never by looking through all.</summary>
/// <remarks>
/// The version of the facts rises with each judgment, under the guard of the case's version: who judged by fewer facts is the older. A crash before the leads
/// are written leaves the rows of the feed undone, and they are done again.
/// </remarks>
internal sealed class TouchedCases(
    Documents<RegisteredCase> cases,
    CaseLinks links,
    Circle circle,
    Contexts contexts,
    ScreenedLeads leads,
    DebtorLeads debtors,
    CourtTallies courts
)
{
    private const int AtOnce = 100;

    public async Task Judge(IReadOnlyList<Fact> facts, CancellationToken cancellation)
    {
        var keys = await circle.ReachedBy(facts, cancellation);
        // A key may be a case's own number: a fact that names it needs no link.
        var numbers = (await links.CasesOf(keys, cancellation)).Union(keys, StringComparer.Ordinal);
        await Judge([.. numbers], cancellation);
        var sued = keys.Union(await circle.AlongMoney(facts, cancellation), StringComparer.Ordinal);
        foreach (var some in sued.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            await debtors.Judge(some, cancellation);
        }
    }

    /// <summary>Judges these cases by what is known now; those that are not registered are passed over.</summary>
    /// <param name="which">Only such as these; null: all.</param>
    public async Task Judge(IReadOnlyCollection<string> numbers, CancellationToken cancellation, Func<CaseRecord, bool>? which = null)
    {
        foreach (var some in numbers.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            await JudgeSome(some, which, cancellation);
        }
    }

    private async Task JudgeSome(string[] open, Func<CaseRecord, bool>? which, CancellationToken cancellation)
    {
        while (open.Length > 0)
        {
            var found = (await cases.Find(open, cancellation)).Values.Where(f => which is null || which(f.Value.Record)).ToList();
            if (found.Count == 0)
            {
                return;
            }
            var context = await contexts.Of([.. found.Select(f => f.Value.Record)], cancellation);
            var judged = found
                .Select(f => JudgedCase.Judge(f.Value with { FactsVersion = f.Value.FactsVersion + 1 }, f.Version, context))
                .ToList();
            var written = await cases.Write([.. judged.Select(j => new Change<RegisteredCase>(j.Row, j.Version, []))], cancellation);
            await leads.Write([.. judged.Where((_, i) => written[i]).Select(j => j with { Version = j.Version + 1 })], cancellation);
            await courts.CasesChanged(judged.Where((_, i) => written[i]).Select(j => j.Row.Record), cancellation);
            open = [.. judged.Where((_, i) => !written[i]).Select(j => j.Row.Id)];
        }
    }
}
