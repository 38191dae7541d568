using System.Net;
using Exchange.Tests.Servers;

namespace Exchange.Tests.Faults;

/// <summary>
/// Kills services and servers at moments that nobody chose, cuts their connections, fills the broker's memory and throws poison; what
/// was killed comes back. The seed decides what befalls whom; when exactly it strikes is the machine's.
/// </summary>
internal sealed class Chaos(Stack stack, ExchangeProcesses run, Tap tap, Poison poison, int seed, Chronicle chronicle)
{
    /// <summary>What befalls the servers, each in turn in an order of its own.</summary>
    private static readonly string[] ServerFaults =
    [
        "broker killed",
        "database killed",
        "store's door killed",
        "connections cut",
        "connections cut",
        "memory alarm",
    ];

    /// <summary>Each of these befalls a run that lasts long enough.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ServerFaults.Distinct(), "service killed", "poison", "message said again"];

    public async Task Rage(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await Task.WhenAll(((Func<CancellationToken, Task>[])[KillServices, HarmServers, ThrowPoison, tap.Run]).Select(Together));
        }
        finally
        {
            chronicle.Note("the chaos ends");
        }

        // Where one of them cannot go on, the others need not.
        async Task Together(Func<CancellationToken, Task> harm)
        {
            try
            {
                await harm(end.Token);
            }
            catch
            {
                await end.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>Everything runs again.</summary>
    public async Task End(CancellationToken cancellation)
    {
        await stack.Restore();
        await stack.ClearMemoryAlarm();
        foreach (var service in run.All.Where(s => !s.Runs))
        {
            service.Start();
        }
        await run.Ready(cancellation);
        chronicle.Note("everything runs");
    }

    private async Task KillServices(CancellationToken stop)
    {
        var random = new Random(seed);
        while (await Pause(random.Next(1500, 6000), stop))
        {
            var victim = run.All[random.Next(run.All.Count)];
            if (!victim.Runs)
            {
                throw new InvalidOperationException($"{victim} ended by itself.\n{string.Join('\n', victim.Log.TakeLast(20))}");
            }
            victim.Kill();
            chronicle.Fault("service killed", victim.ToString());
            await Pause(random.Next(2000), CancellationToken.None);
            victim.Start();
            if (random.Next(4) > 0)
            {
                await ComesBack(victim, stop);
            }
        }
    }

    /// <summary>
    /// However slow the machine, seven of eight mostly work: else nothing is under way that a kill could harm. One in four is not waited
    /// for, so that a start is harmed as well.
    /// </summary>
    private async Task ComesBack(ServiceProcess victim, CancellationToken stop)
    {
        while (victim.Runs && (await run.Readiness(victim, CancellationToken.None)).Status != HttpStatusCode.OK && await Pause(100, stop))
        { }
    }

    private async Task HarmServers(CancellationToken stop)
    {
        var random = new Random(seed + 1);
        while (true)
        {
            var faults = ServerFaults.ToArray();
            random.Shuffle(faults);
            foreach (var fault in faults)
            {
                if (!await Pause(random.Next(1000, 7000), stop))
                {
                    return;
                }
                await Harm(fault, random);
            }
        }
    }

    private async Task Harm(string fault, Random random)
    {
        chronicle.Fault(fault);
        switch (fault)
        {
            case "broker killed":
                await stack.KillBroker();
                break;
            case "database killed":
                await stack.KillDatabase();
                break;
            case "store's door killed":
                await stack.KillDoor();
                break;
            case "connections cut":
                chronicle.Note($"{await run.Broker.CloseConnections()} connections cut");
                return;
            default:
                await stack.RaiseMemoryAlarm(TimeSpan.FromMilliseconds(random.Next(3000)));
                chronicle.Note("memory alarm cleared");
                return;
        }
        await Pause(random.Next(2000), CancellationToken.None);
        await stack.Restore();
        chronicle.Note("the server is back");
    }

    /// <summary>Each kind twice, if there is time; one that could not be thrown is thrown later.</summary>
    private async Task ThrowPoison(CancellationToken stop)
    {
        var random = new Random(seed + 2);
        var left = new Queue<string>(Poison.Kinds.Concat(Poison.Kinds));
        while (left.TryDequeue(out var kind) && await Pause(random.Next(2000, 8000), stop))
        {
            try
            {
                if (await poison.Throw(kind))
                {
                    continue;
                }
            }
            catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException)
            {
                chronicle.Note($"poison not thrown, the broker is away ({e.GetType().Name})");
            }
            left.Enqueue(kind);
        }
    }

    /// <returns>False when it is over.</returns>
    private static async Task<bool> Pause(int milliseconds, CancellationToken stop)
    {
        try
        {
            await Task.Delay(milliseconds, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
