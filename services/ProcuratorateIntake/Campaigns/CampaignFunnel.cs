using Exchange.ProcuratorateIntake.Leads;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Campaigns;

/// <summary>What has come of a campaign's leads so far.</summary>
/// <param name="Leads">All that it has come upon.</param>
/// <param name="Opinions">Leads with an opinion (检察建议), and those with a referral to the police (移送线索).</param>
/// <param name="Outcomes">How the opinions and referrals that have ended did, by name.</param>
internal sealed record CampaignFunnel(
    long Leads,
    IReadOnlyDictionary<string, long> ByRule,
    IReadOnlyDictionary<string, long> ByState,
    long Dismissed,
    long Opinions,
    long Referrals,
    IReadOnlyDictionary<string, long> Outcomes
)
{
    private const int AtOnce = 500;

    /// <summary>Reads the leads themselves: a campaign is looked at now and then, and they move.</summary>
    public static async Task<CampaignFunnel> Of(
        string campaign,
        Documents<CampaignFinding> findings,
        Documents<Lead> leads,
        CancellationToken cancellation
    )
    {
        var (byRule, byState, outcomes) = (Tally(), Tally(), Tally());
        var (all, dismissed, opinions, referrals) = (0L, 0L, 0L, 0L);
        var query = new DocumentQuery { Where = [Condition.Equal(CampaignFinding.CampaignField, campaign)], Limit = AtOnce };
        while (await findings.Query(query, cancellation) is { Count: > 0 } page)
        {
            foreach (var lead in (await leads.Find([.. page.Select(f => f.Value.LeadId)], cancellation)).Values.Select(l => l.Value))
            {
                all++;
                Count(byRule, lead.Rule);
                Count(byState, lead.StateName);
                dismissed += lead.State == LeadState.Dismissed ? 1 : 0;
                opinions += lead.Children.Any(work => work.Kind == WorkKind.Opinion) ? 1 : 0;
                referrals += lead.Children.Any(work => work.Kind == WorkKind.Referral) ? 1 : 0;
                foreach (var outcome in lead.Children.Select(work => work.Outcome).OfType<string>())
                {
                    Count(outcomes, outcome);
                }
            }
            var last = page[^1].Value;
            query = query with { After = new QueryPosition(null, $"{last.Campaign}|{last.LeadId}") };
        }
        return new CampaignFunnel(all, byRule, byState, dismissed, opinions, referrals, outcomes);
    }

    private static SortedDictionary<string, long> Tally() => new(StringComparer.Ordinal);

    private static void Count(SortedDictionary<string, long> tally, string key) => tally[key] = tally.GetValueOrDefault(key) + 1;
}
