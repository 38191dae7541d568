namespace Exchange.Tests.Benchmarks;

/// <summary>The measures of a plan, one after the other; what is through is written at once.</summary>
internal static class Benchmarks
{
    private static string Repository { get; } = FindRepository();

    public static string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "benchmarks", "run-" + Guid.NewGuid().ToString("N")[..8])).FullName;

    /// <returns>0, or 1 when a measure could not be taken.</returns>
    public static async Task<int> Run(Plan plan, string stack, FileInfo? output)
    {
        // Timers and answers must not wait for the pool to grow by one thread in half a second.
        ThreadPool.SetMinThreads(32, 32);
        var bench = new Bench(plan, new Lazy<Task<ServersUnderTest>>(() => ServersUnderTest.Find(stack)));
        var failed = 0;
        try
        {
            foreach (var measure in plan.Measures)
            {
                var section = await Measure(measure, bench);
                Console.WriteLine(section.Markdown());
            }
        }
        finally
        {
            Directory.Delete(plan.Folder, recursive: true);
        }
        return failed;
    }

    private static Task<Section> Measure(string measure, Bench bench) =>
        measure switch
        {
            "throughput" => new Throughput(bench).Measure(),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
        };

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
