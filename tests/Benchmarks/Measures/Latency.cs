using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>One urgent record, from the accepted push to the visible lead, while nothing else goes on.</summary>
internal sealed class Latency(Bench bench)
{
    public const string Title = "One urgent record";

    private const double EmbeddedPerSecond = 200;
    private const int Follow = 5;
    private const double ShareOfWrites = 0.2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    /// <summary>Milliseconds at the median and at the 99th percentile.</summary>
    private static readonly Dictionary<string, (double P50, double P99)> Wanted = new(StringComparer.Ordinal)
    {
        ["a"] = (5, 20),
        ["b"] = (15, 60),
    };

    public async Task<Section> Measure()
    {
        var remarks = new List<string>
        {
            "From when the record was to be pushed (open loop) until GET /procuratorate/v1/leads/{id}, asked every millisecond, later every eighth of its age, answers 200.",
            FormattableString.Invariant(
                $"One record in {Follow} is followed so. Before, {WarmUp.TotalSeconds} s at half the rate, so that the code is compiled."
            ),
        };
        var rates = new Dictionary<string, double>(StringComparer.Ordinal) { ["a"] = EmbeddedPerSecond };
        if (bench.Ours.Contains("b"))
        {
            var writes = await SingleWrites.PerSecond((await bench.Servers).Servers.Store);
            rates["b"] = ShareOfWrites * writes;
            remarks.Add(
                $"The store takes {Whole(writes)} guarded single updates of 1.2 KB a second, 16 at a time, journalled by a majority; (b) is pushed a fifth of that."
            );
        }
        var runs = new List<(string System, UrgentTimes Times)>();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            foreach (var system in bench.Ours)
            {
                var times = await Once(system, rates[system]);
                Bench.Say($"urgent, round {round + 1} ({system}): p50 {times.P50:N1} ms, p99 {times.P99:N1} ms {times.Failure}");
                runs.Add((system, times));
            }
        }
        remarks.AddRange(runs.Where(r => r.Times.Failure is not null).Select(r => $"({r.System}): {r.Times.Failure}."));
        var rows = bench.Ours.SelectMany(system =>
        {
            var all = runs.Where(run => run.System == system).Select(run => run.Times).ToList();
            var (p50, p99) = (all.Select(t => t.P50).Median(), all.Select(t => t.P99).Median());
            return new[]
            {
                Row($"({system}) p50", rates[system], p50, all.Select(t => t.P50), Wanted[system].P50),
                Row($"({system}) p99", rates[system], p99, all.Select(t => t.P99), Wanted[system].P99),
            };
        });
        return new Section(
            Title,
            FormattableString.Invariant($"{bench.Plan.Rounds} rounds of {bench.Plan.UrgentSeconds} s; medians."),
            [new Table(["", "records/s", "ms", "each round", "wanted", ""], [.. rows])],
            remarks
        );
    }

    private async Task<UrgentTimes> Once(string system, double perSecond)
    {
        await using var exchange = await bench.Start(system);
        var seconds = bench.Plan.UrgentSeconds + WarmUp.TotalSeconds;
        using var stream = new UrgentStream(exchange, UrgentRecord.Of((int)(perSecond * seconds) + 1), Follow);
        await stream.WarmUp(perSecond / 2, WarmUp);
        return await stream.Run(perSecond, Task.Delay(TimeSpan.FromSeconds(bench.Plan.UrgentSeconds)));
    }

    private static string[] Row(string what, double rate, double value, IEnumerable<double> each, double wanted) =>
        [what, Whole(rate), Tenths(value), string.Join(", ", each.Select(Tenths)), $"under {wanted}", Met(value < wanted, value)];
}
