using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using static Exchange.Tests.Benchmarks.Figures;

namespace Exchange.Tests.Benchmarks;

/// <summary>What one record costs, step by step (BenchmarkDotNet).</summary>
internal sealed class Steps(Bench bench)
{
    public const string Title = "One record, step by step";

    public async Task<Section> Measure()
    {
        var remarks = new List<string>();
        List<Type> steps = [typeof(StepsOfARecord), typeof(SavingInSqlite)];
        try
        {
            SavingInMongo.Address = (await bench.Servers).Servers.Store;
            steps.Add(typeof(SavingInMongo));
        }
        catch (InvalidOperationException e)
        {
            remarks.Add($"No document store: {e.Message}");
        }
        // In this process: a project of its own, as the other way builds it, would not see what is internal.
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultConfig.Instance.GetColumnProviders().ToArray())
            .WithArtifactsPath(bench.Plan.Folder);
        var rows = steps.SelectMany(type => BenchmarkRunner.Run(type, config).Reports).Select(Row).ToList();
        return new Section(
            Title,
            "Means of BenchmarkDotNet's short run.",
            [new Table(["step", "µs a record", "± µs", "bytes allocated"], rows)],
            remarks
        );
    }

    private static IReadOnlyList<string> Row(BenchmarkReport report)
    {
        var benchmark = report.BenchmarkCase;
        var type = benchmark.Descriptor.Type;
        var where =
            type == typeof(SavingInSqlite) ? " (SQLite)"
            : type == typeof(SavingInMongo) ? " (document store)"
            : "";
        var took = report.ResultStatistics;
        return
        [
            benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + where,
            took is null ? "failed" : Fine(took.Mean / 1000),
            took is null ? "" : Fine(took.StandardError / 1000),
            Whole(report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? double.NaN),
        ];
    }
}
