using System.Diagnostics.Metrics;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Figures of the screening: what was raised, what could not be judged for want of which input.</summary>
internal static class ScreeningMetrics
{
    private static readonly Meter Meter = new("Exchange.Procuratorate");
    private static readonly Counter<long> LeadsRaised = Meter.CreateCounter<long>("exchange.procuratorate.leads.raised");
    private static readonly Counter<long> CannotJudge = Meter.CreateCounter<long>("exchange.procuratorate.cannot_judge");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("exchange.procuratorate.revision_conflicts");

    /// <summary>Leads that are here for the first time.</summary>
    public static void CountRaised(IEnumerable<Lead> changed)
    {
        foreach (var rule in changed.Where(l => l.Revision == 1).CountBy(l => l.Rule))
        {
            LeadsRaised.Add(rule.Value, new KeyValuePair<string, object?>("rule", rule.Key));
        }
    }

    public static void CountMissing(IEnumerable<JudgedCase> stored)
    {
        var missing = stored.SelectMany(j => j.Row.Answers).Where(a => a.Answer == Answer.CannotJudge);
        foreach (var ((rule, input), count) in missing.SelectMany(a => a.Missing.Select(input => (a.Rule, input))).CountBy(m => m))
        {
            CannotJudge.Add(count, new("rule", rule), new("input", input));
        }
    }

    public static void CountConflicts(IEnumerable<JudgedCase> stored, IReadOnlyDictionary<string, Versioned<RegisteredCase>> before)
    {
        var marked = stored.Count(j => j.Row.Conflict is { } conflict && before.GetValueOrDefault(j.Row.Id)?.Value.Conflict != conflict);
        if (marked > 0)
        {
            Conflicts.Add(marked);
        }
    }
}
