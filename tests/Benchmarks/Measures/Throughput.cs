using Exchange.SampleData;

namespace Exchange.Tests.Benchmarks;

/// <summary>One system, once.</summary>
/// <param name="Failure">Why it does not count.</param>
internal sealed record ThroughputRun(
    string System,
    int Records,
    TimeSpan Took,
    RunCosts Costs,
    string? Failure,
    TimeSpan? CreditTook = null
)
{
    public double PerSecond => Records / Took.TotalSeconds;
}

/// <summary>Records per second on their whole way, all systems in alternating rounds.</summary>
internal sealed class Throughput(Bench bench)
{
    private static readonly int[] LanesTried = [1, 2, 4];
    private readonly Plan plan = bench.Plan;
    private int floorLanes;

    public async Task<Section> Measure()
    {
        var quarter = Quarter.Write(plan.Folder, plan.Rows);
        var records = Path.Combine(plan.Folder, "records.ndjson");
        if (plan.Systems.Except(bench.Ours).Any())
        {
            var options = new SampleOptions { Cases = plan.Rows + Plan.WarmUp, AsOf = Quarter.FirstDay };
            SampleFile.Write(options, records);
        }
        if (plan.Systems.Contains("d"))
        {
            floorLanes = await BestLanes(records);
        }
        var runs = new List<ThroughputRun>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            // Each round begins with another system: what came just before is not always the same.
            foreach (var system in plan.Systems.Skip(round % plan.Systems.Count).Concat(plan.Systems.Take(round % plan.Systems.Count)))
            {
                var run = system is "a" or "b" ? await Ours(system, quarter) : await Peers(system, records);
                Bench.Say(
                    $"round {round + 1} ({system}) {run.PerSecond:N0} records/s {(run.Failure is null ? "" : "FAILED: " + run.Failure)}"
                );
                runs.Add(run);
            }
        }
        return ThroughputReport.Of(plan, runs, floorLanes);
    }

    private async Task<ThroughputRun> Ours(string system, Quarter quarter)
    {
        await using var exchange = await bench.Start(system);
        var delivery = await Delivery.Of(quarter, exchange);
        return new ThroughputRun(system, quarter.Rows, delivery.Took, delivery.Costs, delivery.Failure, delivery.CreditTook);
    }

    private async Task<ThroughputRun> Peers(string system, string file)
    {
        var (pair, records) = system switch
        {
            "c" => (new PeerPair(Peer.PlainProducer, Peer.PlainConsumer, Lanes: 64), plan.PlainRows),
            "c1" => (new PeerPair(Peer.PlainProducer, Peer.PlainConsumer, Lanes: 1), plan.PlainRows),
            _ => (FloorOf(floorLanes), plan.Rows),
        };
        var (took, costs, failure) = await pair.Carry(file, Plan.WarmUp, records, await bench.Servers);
        return new ThroughputRun(system, records, took, costs, failure);
    }

    /// <summary>The floor is as low as it can be laid: with as many bulks under way at once as are fastest here.</summary>
    private async Task<int> BestLanes(string file)
    {
        var best = (Lanes: 0, PerSecond: 0.0);
        foreach (var lanes in LanesTried)
        {
            var (took, _, _) = await FloorOf(lanes).Carry(file, Plan.WarmUp, plan.PlainRows, await bench.Servers);
            var perSecond = plan.PlainRows / took.TotalSeconds;
            Bench.Say($"the floor with {lanes} lanes: {perSecond:N0} records/s");
            best = perSecond > best.PerSecond ? (lanes, perSecond) : best;
        }
        return best.Lanes;
    }

    private static PeerPair FloorOf(int lanes) => new(Peer.FloorProducer, Peer.FloorConsumer, lanes);
}
