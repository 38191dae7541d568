using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>One urgent record, from the accepted push to the visible lead, while nothing else goes on.</summary>
internal sealed class Latency(Bench bench)
{
    public const string Title = "One urgent record";

    private const double EmbeddedPerSecond = 200;
    private const double Unhurried = 50;
    private const double Followed = 10;
    private const double ShareOfWrites = 0.2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public async Task<Section> Measure()
    {
        var remarks = new List<string>
        {
            "From when the record was to be pushed (open loop) until GET /procuratorate/v1/leads/{id}, asked every four milliseconds, after 30 ms every third of its age, answers 200.",
            FormattableString.Invariant(
                $"{Followed} records a second are followed so: looking costs as much as pushing. Before, {WarmUp.TotalSeconds} s at half the rate, so that the code is compiled."
            ),
        };
        var streams = new List<Stream>();
        if (bench.Ours.Contains("a"))
        {
            streams.Add(new Stream("a", EmbeddedPerSecond, 5, 20));
        }
        if (bench.Ours.Contains("b"))
        {
            var store = (await bench.Servers).Servers.Store;
            var (single, sixteen) = (await SingleWrites.PerSecond(store, writers: 1), await SingleWrites.PerSecond(store, writers: 16));
            remarks.Add(
                $"The store takes {Whole(single)} guarded single updates of 1.2 KB a second one after another, {Whole(sixteen)} sixteen at a time, journalled by a majority; (b) is pushed a fifth of the first, and {Whole(Unhurried)} a second to see what a record takes by itself."
            );
            streams.AddRange([new Stream("b", Unhurried, 15, 60), new Stream("b", ShareOfWrites * single, 15, 60)]);
        }
        var runs = new List<(Stream Stream, UrgentTimes Times)>();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            foreach (var stream in streams)
            {
                var times = await Once(stream);
                Bench.Say(
                    $"urgent, round {round + 1} ({stream.System}, {Whole(stream.PerSecond)}/s): p50 {times.P50:N1} ms, p99 {times.P99:N1} ms {times.Failure}"
                );
                runs.Add((stream, times));
            }
        }
        remarks.AddRange(
            runs.Where(r => r.Times.Failure is not null)
                .Select(r => $"({r.Stream.System}) at {Whole(r.Stream.PerSecond)}/s: {r.Times.Failure!.TrimEnd('.')}.")
        );
        var rows = streams.SelectMany(stream =>
        {
            var all = runs.Where(run => run.Stream == stream).Select(run => run.Times).ToList();
            return new[]
            {
                Row($"({stream.System}) p50", stream.PerSecond, [.. all.Select(t => t.P50)], stream.P50),
                Row($"({stream.System}) p99", stream.PerSecond, [.. all.Select(t => t.P99)], stream.P99),
            };
        });
        return new Section(
            Title,
            FormattableString.Invariant($"{bench.Plan.Rounds} rounds of {bench.Plan.UrgentSeconds} s; medians."),
            [new Table(["", "records/s", "ms", "each round", "wanted", ""], [.. rows])],
            remarks
        );
    }

    private async Task<UrgentTimes> Once(Stream stream)
    {
        await using var exchange = await bench.Start(stream.System);
        var seconds = bench.Plan.UrgentSeconds + WarmUp.TotalSeconds;
        var records = UrgentRecord.Of((int)(stream.PerSecond * seconds) + 1);
        using var urgent = new UrgentStream(exchange, records, (int)Math.Ceiling(stream.PerSecond / Followed));
        await urgent.WarmUp(stream.PerSecond / 2, WarmUp);
        return await urgent.Run(stream.PerSecond, Task.Delay(TimeSpan.FromSeconds(bench.Plan.UrgentSeconds)));
    }

    private static string[] Row(string what, double rate, IReadOnlyList<double> each, double wanted) =>
        [
            what,
            Whole(rate),
            Tenths(each.Median()),
            string.Join(", ", each.Select(Tenths)),
            $"under {wanted}",
            Met(each.Median() < wanted, each.Median()),
        ];

    /// <param name="P50">Wanted, in milliseconds.</param>
    /// <param name="P99">Wanted, in milliseconds.</param>
    private sealed record Stream(string System, double PerSecond, double P50, double P99);
}
