using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>Writes what a chunk of judgments makes of its leads: one read of those that may exist, one bulk write.</summary>
internal sealed class ScreenedLeads(Acts<Lead> acts, ModelTrials trials)
{
    public async Task Write(IReadOnlyList<JudgedCase> judged, CancellationToken cancellation, bool byClock = false)
    {
        var hear = new Dictionary<string, Func<Lead?, Moment, Decision<Lead>>>(StringComparer.Ordinal);
        var areNew = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in judged)
        {
            var subject = LeadSubject.Of(one.Row);
            var from = new JudgedFrom(one.Row.Revision, one.Row.FactsVersion, one.AsOf);
            foreach (var verdict in one.WithLeads)
            {
                var id = LoopIds.Lead(verdict.Rule.Id, one.Row.Id);
                hear[id] = (known, moment) => Lead.Screened(known, subject, from, verdict, byClock, moment);
                if (one.IsNew)
                {
                    areNew.Add(id);
                }
            }
        }
        if (hear.Count > 0)
        {
            ScreeningMetrics.CountRaised(await acts.HearAll("screened", "screening", hear, cancellation, areNew));
        }
        await trials.Compare(judged, cancellation);
    }
}
