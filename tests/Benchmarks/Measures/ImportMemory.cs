using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>Whether a large file takes more memory than a small one.</summary>
internal sealed class ImportMemory(Bench bench)
{
    public const string Title = "Memory of an import";

    private const double WantedMegabytes = 150;

    public async Task<Section> Measure()
    {
        var remarks = new List<string>();
        // 10,000 and 1,000,000 beside a quarter of 210,000.
        int[] sizes = [Math.Max(100, bench.Plan.Rows / 21), (int)(bench.Plan.Rows / 21.0 * 100)];
        var peaks = new List<double>();
        foreach (var rows in sizes)
        {
            var quarter = Quarter.Write(bench.Plan.Folder, rows);
            await using var exchange = await bench.Start("a", warm: false);
            var delivery = await Delivery.Of(quarter, exchange);
            peaks.Add(delivery.Costs.Processes.Single().PeakBytes);
            Bench.Say($"import of {rows:N0} rows: peak {Megabytes(peaks[^1])} MB {delivery.Failure}");
            if (delivery.Failure is { } failure)
            {
                remarks.Add($"The import of {Whole(rows)} rows failed: {failure}.");
            }
        }
        var difference = peaks[1] - peaks[0];
        return new Section(
            Title,
            "The most memory (VmHWM) that the embedded process ever held, each time a new process.",
            [
                new Table(
                    ["", "MB", "wanted", ""],
                    [
                        .. sizes.Zip(peaks, (rows, peak) => new[] { $"{Whole(rows)} rows", Megabytes(peak), "", "" }),
                        [
                            "difference",
                            Megabytes(difference),
                            $"at most {WantedMegabytes}",
                            Met(difference <= WantedMegabytes * 1_000_000, difference),
                        ],
                    ]
                ),
            ],
            remarks
        );
    }
}
