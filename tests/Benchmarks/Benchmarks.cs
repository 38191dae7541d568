namespace Exchange.Tests.Benchmarks;

/// <summary>The measures of a plan, one after the other; what is through is written at once.</summary>
internal static class Benchmarks
{
    /// <summary>In the order in which they stand in the results.</summary>
    public static readonly string[] Titles =
    [
        ThroughputReport.Title,
        SecondQuarter.Title,
        Latency.Title,
        Overtaking.Title,
        ImportMemory.Title,
        Growth.Title,
        ScreeningAQuarter.Title,
        Steps.Title,
    ];

    private static string Repository { get; } = FindRepository();

    /// <summary>A folder that is gone when this process is, however it ends short of a kill.</summary>
    public static string NewFolder()
    {
        var name = "run-" + Guid.NewGuid().ToString("N")[..8];
        var folder = Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "benchmarks", name)).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
        return folder;
    }

    /// <returns>0, or 1 when a measure could not be taken.</returns>
    public static async Task<int> Run(Plan plan, string stack, FileInfo? output)
    {
        // Timers and answers must not wait for the pool to grow by one thread in half a second.
        ThreadPool.SetMinThreads(32, 32);
        var bench = new Bench(plan, new Lazy<Task<ServersUnderTest>>(() => ServersUnderTest.Find(stack)));
        output ??= DefaultOutput(plan);
        var failed = 0;
        try
        {
            foreach (var measure in plan.Measures)
            {
                if (await Measured(measure, bench) is not { } section)
                {
                    failed = 1;
                    continue;
                }
                section = section with { Run = $"{Machine.Stamp()} {section.Run}" };
                Console.WriteLine(section.Markdown());
                await ResultsFile.Put(output, await Machine.Describe(plan.Folder, await bench.ServersIfUsed()), section);
            }
            Console.WriteLine($"Written to {output.FullName}");
            return failed;
        }
        finally
        {
            Delete(plan.Folder);
        }
    }

    /// <summary>One that cannot be taken does not keep the others from being taken.</summary>
    private static async Task<Section?> Measured(string measure, Bench bench)
    {
        try
        {
            return await Measure(measure, bench);
        }
#pragma warning disable CA1031 // Whatever it was, it is said, and the exit code is 1.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"{measure} could not be measured: {e}");
            return null;
        }
    }

    private static Task<Section> Measure(string measure, Bench bench) =>
        measure switch
        {
            "throughput" => new Throughput(bench).Measure(),
            "second" => new SecondQuarter(bench).Measure(),
            "latency" => new Latency(bench).Measure(),
            "overtaking" => new Overtaking(bench).Measure(),
            "memory" => new ImportMemory(bench).Measure(),
            "growth" => new Growth(bench).Measure(),
            "rules" => new ScreeningAQuarter(bench).Measure(),
            "micro" => new Steps(bench).Measure(),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
        };

    /// <summary>A small part, measured in a minute, must not replace what whole quarters have shown.</summary>
    private static FileInfo DefaultOutput(Plan plan) =>
        new(
            plan is { Rows: Plan.FullQuarter, Rounds: >= Plan.FullRounds } && plan.Systems.Count == Plan.AllSystems.Length
                ? Path.Combine(Repository, "tests", "Benchmarks", "RESULTS.md")
                : Path.Combine(Repository, "artifacts", "benchmarks", "RESULTS.md")
        );

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run inside of the repository.");
    }
}
