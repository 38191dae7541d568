using Exchange.Acts;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>What prosecutors made of a model's leads (模型精准率): counted by the version that judged when they decided.</summary>
/// <param name="Confirmed">An opinion or a referral came of it.</param>
/// <param name="Dismissed">不支持监督、终结审查</param>
internal sealed record VersionPrecision(int Version, long Confirmed, long Dismissed)
{
    /// <summary>Of those decided, percent that were confirmed; null: none is decided.</summary>
    public decimal? Percent => Confirmed + Dismissed == 0 ? null : Math.Round(100m * Confirmed / (Confirmed + Dismissed), 1);
}

/// <summary>Precision of all models within a subtree.</summary>
internal sealed class Precision(ILookup<string, VersionPrecision> byRule)
{
    public static Precision None { get; } = new(Array.Empty<VersionPrecision>().ToLookup(_ => ""));

    public IEnumerable<VersionPrecision> OfRule(string rule) => byRule[rule].OrderBy(p => p.Version);

    public static async Task<Precision> Of(Documents<Lead> leads, string subtree, CancellationToken cancellation)
    {
        var totals = await leads.Totals(
            [LeadIndex.Rule, LeadIndex.Decision],
            [AggregateCollection.ReadableBy(subtree), Condition.Present(LeadIndex.Decision)],
            sum: null,
            cancellation
        );
        return new Precision(
            totals
                .Select(t => (Rule: (string)t.Key[0]!, Parts: ((string)t.Key[1]!).Split(':'), t.Count))
                .GroupBy(t => (t.Rule, Version: int.Parse(t.Parts[0])))
                .Select(of =>
                    (
                        of.Key.Rule,
                        Precision: new VersionPrecision(
                            of.Key.Version,
                            of.Where(t => t.Parts[1] == LeadIndex.Confirmed).Sum(t => t.Count),
                            of.Where(t => t.Parts[1] == LeadIndex.Dismissed).Sum(t => t.Count)
                        )
                    )
                )
                .ToLookup(p => p.Rule, p => p.Precision, StringComparer.Ordinal)
        );
    }
}
