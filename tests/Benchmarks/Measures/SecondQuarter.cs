using Exchange.Contracts;
using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>The same court three months later: nine rows of ten say what they said.</summary>
internal sealed class SecondQuarter(Bench bench)
{
    public const string Title = "Second quarter";

    private const double Wanted = 3;

    public async Task<Section> Measure()
    {
        var first = Quarter.Write(bench.Plan.Folder, bench.Plan.Rows);
        var second = first.Next();
        var runs = new List<(string System, double First, double Second)>();
        var remarks = new List<string>();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            foreach (var system in bench.Ours)
            {
                await using var exchange = await bench.Start(system);
                var one = await Delivery.Of(first, exchange);
                await exchange.MoveTo(second.AsOf);
                await Rest(exchange);
                var two = await Delivery.Of(second, exchange);
                if ((one.Failure ?? two.Failure) is { } failure)
                {
                    remarks.Add($"A run of ({system}) failed and does not count: {failure}.");
                    continue;
                }
                runs.Add((system, first.Rows / one.Took.TotalSeconds, second.Rows / two.Took.TotalSeconds));
                Bench.Say($"second quarter, round {round + 1} ({system}): {runs[^1].First:N0} and {runs[^1].Second:N0} records/s");
            }
        }
        var rows = bench.Ours.Select(system =>
        {
            var sound = runs.Where(run => run.System == system).ToList();
            var ratio = sound.Select(run => run.Second / run.First).Median();
            return new[]
            {
                $"({system})",
                Whole(sound.Select(run => run.First).Median()),
                Whole(sound.Select(run => run.Second).Median()),
                Fine(ratio),
                $"at least {Wanted}",
                Met(ratio >= Wanted, ratio),
            };
        });
        return new Section(
            Title,
            FormattableString.Invariant(
                $"{bench.Plan.Rounds} rounds of {first.Rows:N0} rows, then the same cases three months later with {second.Changed:N0} changed rows; medians."
            ),
            [new Table(["system", "first, records/s", "second, records/s", "ratio", "wanted", ""], [.. rows])],
            remarks
        );
    }

    /// <summary>What the three months have caused is done.</summary>
    private static async Task Rest(RunningExchange exchange)
    {
        foreach (var service in new[] { Catalogue.Court, Catalogue.Procuratorate, Catalogue.Police, Catalogue.Credit })
        {
            while (await exchange.Waiting(service) > 0)
            {
                await Task.Delay(100);
            }
        }
    }
}
