using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>The tables of the throughput: medians, ratios, what each process cost.</summary>
internal static class ThroughputReport
{
    public const string Title = "Throughput";

    /// <summary>What the issue asks for: so many times as fast as.</summary>
    private static readonly (string System, string Than, double Times)[] Targets =
    [
        ("b", "c", 5),
        ("b", "c1", 12),
        ("b", "d", 0.6),
        ("a", "b", 1.5),
    ];

    public static Section Of(Plan plan, IReadOnlyList<ThroughputRun> runs, int floorLanes)
    {
        var sound = runs.Where(run => run.Failure is null).ToLookup(run => run.System);
        double Speed(string system) => sound[system].Select(run => run.PerSecond).Median();
        var speeds = new Table(
            ["system", "records/s, median", "each round", "records", "CPU s per 1,000 records"],
            [
                .. plan.Systems.Select(system =>
                    new[]
                    {
                        $"({system}) {Bench.Names[system]}",
                        Whole(Speed(system)),
                        string.Join(
                            ", ",
                            runs.Where(r => r.System == system).Select(r => r.Failure is null ? Whole(r.PerSecond) : "failed")
                        ),
                        Whole(runs.First(r => r.System == system).Records),
                        Fine(sound[system].Select(run => 1000 * run.Costs.CpuSeconds / run.Records).Median()),
                    }
                ),
            ]
        );
        var ratios = new Table(
            ["ratio", "wanted", "measured", ""],
            [
                .. Targets
                    .Where(t => plan.Systems.Contains(t.System) && plan.Systems.Contains(t.Than))
                    .Select(t =>
                    {
                        var times = Speed(t.System) / Speed(t.Than);
                        return new[] { $"({t.System}) / ({t.Than})", $"at least {t.Times}", Fine(times), Met(times >= t.Times, times) };
                    }),
            ]
        );
        var costs = new Table(
            ["process", "CPU s per 1,000 records", "peak memory, MB"],
            [
                .. plan.Systems.SelectMany(system =>
                    sound[system]
                        .SelectMany(run => run.Costs.Processes.Select(cost => (run.Records, Cost: cost)))
                        .GroupBy(one => one.Cost.Name)
                        .Select(process =>
                            new[]
                            {
                                $"({system}) {process.Key}",
                                Fine(process.Select(one => 1000 * one.Cost.CpuSeconds / one.Records).Median()),
                                Megabytes(process.Max(one => one.Cost.PeakBytes)),
                            }
                        )
                ),
            ]
        );
        return new Section(
            Title,
            FormattableString.Invariant(
                $"From the upload to the last record and lead stored at the procuratorate, {plan.Rounds} alternating rounds of {plan.Rows:N0} rows; medians."
            ),
            ratios.Rows.Count == 0 ? [speeds, costs] : [speeds, ratios, costs],
            [.. Remarks(plan, runs, floorLanes)]
        );
    }

    private static IEnumerable<string> Remarks(Plan plan, IReadOnlyList<ThroughputRun> runs, int floorLanes)
    {
        foreach (var failed in runs.Where(run => run.Failure is not null))
        {
            yield return $"A run of ({failed.System}) failed and does not count: {failed.Failure}.";
        }
        var strangers = runs.Select(run => 100 * run.Costs.Strangers).ToList();
        yield return $"Programs that are not in these tables took {Whole(strangers.Median())} % of the processors' time meanwhile, at most {Whole(strangers.Max())} %.";
        if (plan.Systems.Contains("d"))
        {
            yield return $"(d) with {floorLanes} bulks under way at once, the fastest of 1, 2 and 4; its producer holds all records in memory.";
        }
        var late = runs.Where(run => run is { System: "b", Failure: null, CreditTook: not null })
            .Select(run => (run.CreditTook!.Value - run.Took).TotalSeconds);
        if (plan.Systems.Contains("b"))
        {
            yield return $"The credit desk of (b), which is not part of the job, has taken its last message from the broker {Fine(late.Median())} s later.";
        }
    }
}
