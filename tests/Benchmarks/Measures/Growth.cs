using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>Whether a quarter takes longer when much is stored already.</summary>
internal sealed class Growth(Bench bench)
{
    public const string Title = "With a million records stored";

    private const double Wanted = 0.8;

    public async Task<Section> Measure()
    {
        var quarter = Quarter.Write(bench.Plan.Folder, bench.Plan.Rows, Quarter.OtherCity);
        var stored = Quarter.Write(bench.Plan.Folder, (int)(bench.Plan.Rows / 21.0 * 100));
        var runs = new List<(string System, double Without, double With)>();
        var remarks = new List<string>();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            foreach (var system in bench.Ours)
            {
                var (without, with) = (await Once(system, quarter, null), await Once(system, quarter, stored));
                Bench.Say($"growth, round {round + 1} ({system}): {without.PerSecond:N0} and {with.PerSecond:N0} records/s");
                if ((without.Failure ?? with.Failure) is { } failure)
                {
                    remarks.Add($"A run of ({system}) failed and does not count: {failure}.");
                    continue;
                }
                runs.Add((system, without.PerSecond, with.PerSecond));
            }
        }
        var rows = bench.Ours.Select(system =>
        {
            var sound = runs.Where(run => run.System == system).ToList();
            var ratio = sound.Select(run => run.With / run.Without).Median();
            return new[]
            {
                $"({system})",
                Whole(sound.Select(run => run.Without).Median()),
                Whole(sound.Select(run => run.With).Median()),
                Fine(ratio),
                $"at least {Wanted}",
                Met(ratio >= Wanted, ratio),
            };
        });
        return new Section(
            Title,
            FormattableString.Invariant(
                $"{bench.Plan.Rounds} rounds of {quarter.Rows:N0} rows, with nothing and with {stored.Rows:N0} records of other courts stored; medians."
            ),
            [new Table(["system", "with none, records/s", "with these, records/s", "ratio", "wanted", ""], [.. rows])],
            remarks
        );
    }

    private async Task<(double PerSecond, string? Failure)> Once(string system, Quarter quarter, Quarter? stored)
    {
        await using var exchange = await bench.Start(system);
        var before = stored is null ? null : await Delivery.Of(stored, exchange);
        var measured = await Delivery.Of(quarter, exchange);
        return (quarter.Rows / measured.Took.TotalSeconds, before?.Failure ?? measured.Failure);
    }
}
