namespace Exchange.Tests.Benchmarks;

/// <summary>What all measures share: the plan, the servers, how an Exchange is started.</summary>
internal sealed class Bench(Plan plan, Lazy<Task<ServersUnderTest>> servers)
{
    /// <summary>What each system is, by its letter in the tables.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a"] = "Exchange, embedded",
        ["b"] = "Exchange, four processes over broker and store",
        ["c"] = "the plain way, 64 records in flight",
        ["c1"] = "the plain way, one by one",
        ["d"] = "the floor",
    };

    public Plan Plan => plan;

    /// <summary>Started when something needs them.</summary>
    public Task<ServersUnderTest> Servers => servers.Value;

    public async Task<ServersUnderTest?> ServersIfUsed() => servers.IsValueCreated ? await servers.Value : null;

    /// <summary>Of those asked for, those which are Exchange.</summary>
    public IReadOnlyList<string> Ours => [.. plan.Systems.Where(system => system is "a" or "b")];

    /// <param name="system">a or b.</param>
    /// <param name="warm">Whether it has handled records of another city before.</param>
    public async Task<RunningExchange> Start(string system, bool warm = true)
    {
        var exchange = system == "a" ? await EmbeddedExchange.Start(plan.Folder) : await ProcessesExchange.Start(await Servers);
        try
        {
            await exchange.MoveTo(Quarter.FirstDay);
            if (warm)
            {
                var first = await Delivery.Of(Quarter.Write(plan.Folder, Plan.WarmUp, Quarter.WarmingCity), exchange);
                if (first.Failure is { } failure)
                {
                    throw new InvalidOperationException($"The warm-up of ({system}) failed: {failure}.");
                }
            }
            return exchange;
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }
    }

    /// <summary>Progress, for who waits; the results are printed when a measure is through.</summary>
    public static void Say(FormattableString line) => Console.Error.WriteLine(FormattableString.Invariant(line));
}
