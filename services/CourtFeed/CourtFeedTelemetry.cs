using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Exchange.CourtFeed;

/// <summary>What the courts' service tells of its work.</summary>
internal static class CourtFeedTelemetry
{
    private const string Name = "Exchange.CourtFeed";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("exchange.records");

    /// <param name="verdict">accepted, unchanged or rejected.</param>
    public static void CountRecords(long count, string verdict) =>
        Records.Add(count, new KeyValuePair<string, object?>("verdict", verdict));
}
