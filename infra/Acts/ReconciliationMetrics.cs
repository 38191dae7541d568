using System.Diagnostics.Metrics;

namespace Exchange.Acts;

/// <summary>What reconciliations found and healed, by service: a figure that moves without a restored backup or a lost message is a defect.</summary>
public static class ReconciliationMetrics
{
    private static readonly Meter Meter = new("Exchange.Reconciliation");
    private static readonly Counter<long> Differences = Meter.CreateCounter<long>("exchange.reconciliation.differences");

    public static void Count(string service, IReadOnlyDictionary<string, long> figures)
    {
        foreach (var (what, count) in figures.Where(f => f.Value > 0))
        {
            Differences.Add(count, new("service", service), new("what", what));
        }
    }
}
