using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>Urgent records while a quarter is being imported: they must not stand in its queue.</summary>
internal sealed class Overtaking(Bench bench)
{
    public const string Title = "Urgent records during an import";

    private const double PerSecond = 10;
    private const double Wanted = 60;
    private const int MostRecords = 10_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public async Task<Section> Measure()
    {
        var quarter = Quarter.Write(bench.Plan.Folder, bench.Plan.Rows);
        var records = UrgentRecord.Of(MostRecords);
        var runs = new List<(string System, UrgentTimes Times, double ImportPerSecond)>();
        var remarks = new List<string>();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            foreach (var system in bench.Ours)
            {
                await using var exchange = await bench.Start(system);
                using var stream = new UrgentStream(exchange, records, follow: 1);
                await stream.WarmUp(10 * PerSecond, WarmUp);
                var import = Delivery.Of(quarter, exchange);
                var times = await stream.Run(PerSecond, import);
                var delivered = await import;
                runs.Add((system, times, quarter.Rows / delivered.Took.TotalSeconds));
                Bench.Say($"overtaking, round {round + 1} ({system}): p50 {times.P50:N1} ms, p99 {times.P99:N1} ms of {times.Pushed}");
                if ((delivered.Failure ?? times.Failure) is { } failure)
                {
                    remarks.Add($"Round {round + 1} of ({system}): {failure}.");
                }
            }
        }
        var rows = bench.Ours.Select(system =>
        {
            var all = runs.Where(run => run.System == system).ToList();
            var p99 = all.Select(run => run.Times.P99).Median();
            return new[]
            {
                $"({system})",
                Whole(all.Select(run => run.ImportPerSecond).Median()),
                Whole(all.Sum(run => run.Times.Pushed)),
                Tenths(all.Select(run => run.Times.P50).Median()),
                Tenths(p99),
                string.Join(", ", all.Select(run => Tenths(run.Times.P99))),
                $"under {Wanted}",
                Met(p99 < Wanted, p99),
            };
        });
        return new Section(
            Title,
            FormattableString.Invariant(
                $"{PerSecond} urgent records a second during an import of {quarter.Rows:N0} rows, {bench.Plan.Rounds} rounds; medians of the rounds' figures."
            ),
            [
                new Table(
                    ["system", "import, records/s", "urgent records", "p50, ms", "p99, ms", "p99 of each round", "wanted", ""],
                    [.. rows]
                ),
            ],
            remarks
        );
    }
}
