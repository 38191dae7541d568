using Exchange.Tests.EndToEnd;
using Exchange.Tests.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedProcesses))]

namespace Exchange.Tests.EndToEnd;

/// <summary>The four services as processes over the real broker and store.</summary>
public sealed class ProcessRun : ExchangeRun
{
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private readonly Func<ValueTask> leave;

    private ProcessRun(ExchangeProcesses processes, Func<ValueTask> leave) => (Processes, this.leave) = (processes, leave);

    /// <summary>Whether this run of the tests is to be played on the four processes.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("EXCHANGE_RUN") == "processes";

    public ExchangeProcesses Processes { get; }

    public override Uri Door(string path) => Processes.Door(path);

    /// <summary>Processes of this story's own, on empty stores, ended with it.</summary>
    public static async Task<ProcessRun> Alone(DateOnly? lawDay = null, ProcessesWanted? wanted = null)
    {
        var processes = await ExchangeProcesses.Start(wanted);
        return await Begun(new ProcessRun(processes, processes.DisposeAsync), lawDay);
    }

    /// <summary>The processes that all stories share, when it is this one's turn: they have one law day.</summary>
    public static async Task<ProcessRun> InTurn(DateOnly lawDay)
    {
        await Turn.WaitAsync();
        try
        {
            return await Begun(new ProcessRun(await SharedProcesses.Get(), LeaveTurn), lawDay);
        }
        catch
        {
            Turn.Release();
            throw;
        }
    }

    public override ValueTask DisposeAsync()
    {
        CloseDesks();
        return leave();
    }

    private static async Task<ProcessRun> Begun(ProcessRun run, DateOnly? lawDay)
    {
        await (lawDay is { } day ? run.MoveTo(day) : run.LookAtTheDay());
        return run;
    }

    private static ValueTask LeaveTurn()
    {
        Turn.Release();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One set of processes for all stories that do not mind others before them; started by the first, ended with the tests.</summary>
public sealed class SharedProcesses : IAsyncDisposable
{
    private static readonly Lazy<Task<ExchangeProcesses>> Started = new(() => ExchangeProcesses.Start());

    public static Task<ExchangeProcesses> Get() => Started.Value;

    public async ValueTask DisposeAsync()
    {
        if (Started.IsValueCreated)
        {
            await (await Started.Value).DisposeAsync();
        }
    }
}
