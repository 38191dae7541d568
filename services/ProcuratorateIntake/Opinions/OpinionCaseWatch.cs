using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <summary>Attaches to opinions what the records of their cases now show.</summary>
internal sealed class OpinionCaseWatch(Documents<Opinion> opinions, Acts<Opinion> acts) : IWatchCases
{
    private const int PageSize = 500;

    public async Task CasesChanged(IReadOnlyList<CaseRecord> cases, CancellationToken cancellation)
    {
        if (cases.Count == 0)
        {
            return;
        }
        var about = await About(cases, cancellation);
        if (about.Count == 0)
        {
            return;
        }
        foreach (var record in cases)
        {
            var concerned = about.Where(o => Concerns(o, record)).ToList();
            var counting = Counting(concerned, record);
            foreach (var opinion in concerned)
            {
                await acts.Hear(
                    opinion.Id,
                    "caseChanged",
                    "court",
                    (known, moment) => known!.SeeCase(record, counting is null || counting == known.Id, moment),
                    cancellation
                );
            }
        }
    }

    /// <summary>Of several opinions on one case the first that was issued and still accrues counts the money (O10).</summary>
    internal static string? Counting(IEnumerable<Opinion> concerned, CaseRecord record) =>
        concerned
            .Where(o => o.Side is { IssuedOn: not null, WithdrawnOn: null } && !o.Progress.Any(p => p.AccrualEnded && p.IsOf(record)))
            .OrderBy(o => o.Side.IssuedOn)
            .ThenBy(o => o.Id, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Id;

    private static bool Concerns(Opinion opinion, CaseRecord record) =>
        opinion.Side.Cases.Any(c => CaseProgress.Tells(record, c.CaseNumber));

    /// <summary>By the first case; the few opinions on several cases (类案) are all looked at.</summary>
    private async Task<List<Opinion>> About(IReadOnlyList<CaseRecord> cases, CancellationToken cancellation)
    {
        var numbers = cases
            .SelectMany(c => c.OriginCaseNumber.Has(out var origin) ? [c.CaseNumber.Value, origin.Value] : new[] { c.CaseNumber.Value })
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var query = new DocumentQuery
        {
            Where = [Condition.Any(Condition.In(OpinionIndex.CaseNumber, numbers), Condition.Equal(OpinionIndex.Class, "yes"))],
            Limit = PageSize,
        };
        var found = new List<Opinion>();
        while (true)
        {
            var page = await opinions.Query(query, cancellation);
            found.AddRange(page.Select(d => d.Value));
            if (page.Count < PageSize)
            {
                return found;
            }
            query = query with { After = new QueryPosition(null, page[^1].Value.Id) };
        }
    }
}
