using System.Diagnostics;
using Exchange.CourtFeed.Reading;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Sheets;
using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>All rules over all records of a quarter, one after the other on one thread, without stores and without feeds around them.</summary>
internal sealed class ScreeningAQuarter(Bench bench)
{
    public const string Title = "Screening a whole quarter";

    private const double Wanted = 50_000;

    /// <summary>How often the first chunk is judged before the clock starts, while code is compiled.</summary>
    private const int WarmUps = 200;

    private static readonly RuleContext Context = new() { AsOf = Quarter.FirstDay };

    public async Task<Section> Measure()
    {
        var quarter = Quarter.Write(bench.Plan.Folder, bench.Plan.Rows);
        var planted = quarter.Planted.Where(one => !one.EndsWith(" " + CrossCaseOfficer.Rule.Id, StringComparison.Ordinal));
        var missed = planted.ToHashSet(StringComparer.Ordinal);
        var took = new TimeSpan[bench.Plan.Rounds];
        var (count, leads, allocated) = (0, 0, 0L);
        await foreach (var chunk in Chunks(quarter))
        {
            for (var i = count == 0 ? 0 : WarmUps; i < WarmUps; i++)
            {
                Judge(chunk);
            }
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < took.Length; round++)
            {
                var watch = Stopwatch.StartNew();
                Judge(chunk);
                took[round] += watch.Elapsed;
            }
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            foreach (var judged in Judge(chunk))
            {
                foreach (var fires in judged.Verdicts.Where(verdict => verdict.Verdict.Answer == Answer.Fires))
                {
                    missed.Remove($"{judged.Row.Id} {fires.Rule.Id}");
                    leads++;
                }
            }
            count += chunk.Count;
        }
        var perSecond = took.Select(time => count / time.TotalSeconds).ToList();
        Bench.Say($"screening: {perSecond.Median():N0} records/s");
        return new Section(
            Title,
            FormattableString.Invariant(
                $"{count:N0} records by all {Rules.All.Count} rules, a hundred at a time on one thread, without stores and without feeds around them, {took.Length} rounds; medians."
            ),
            [
                new Table(
                    ["", "records/s", "each round", "bytes allocated a record", "wanted", ""],
                    [
                        [
                            $"{Whole(leads)} answers fire",
                            Whole(perSecond.Median()),
                            string.Join(", ", perSecond.Select(Whole)),
                            Whole((double)allocated / count / took.Length),
                            $"at least {Whole(Wanted)}",
                            Met(perSecond.Median() >= Wanted, perSecond.Median()),
                        ],
                    ]
                ),
            ],
            missed.Count == 0 ? [] : [$"{Whole(missed.Count)} planted leads were not found, so this does not count."]
        );
    }

    private static List<JudgedCase> Judge(List<RegisteredCase> chunk) => chunk.ConvertAll(row => JudgedCase.Judge(row, 1, Context));

    /// <summary>The records as the procuratorate registers them, as many as a message brings.</summary>
    private static async IAsyncEnumerable<List<RegisteredCase>> Chunks(Quarter quarter)
    {
        await using var file = File.OpenRead(quarter.File);
        var opened = (FileReady)await SheetReader.Open(file, SheetFormat.Csv, CaseColumns.Form);
        await using var reader = opened.Reader;
        await foreach (var rows in reader.Rows().Chunk(Chunk.Size))
        {
            yield return
            [
                .. Chunk
                    .Judged(rows, quarter.AsOf)
                    .Select(patch => RegisteredCase.Take(null, Chunk.Document(null, patch).Changed(), history: false, quarter.AsOf)),
            ];
        }
    }
}
