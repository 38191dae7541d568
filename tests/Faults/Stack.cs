using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Exchange.Tests.Servers;

namespace Exchange.Tests.Faults;

/// <summary>The broker and the store that are to suffer: infra/stack under a name of its own, killed process by process.</summary>
internal sealed class Stack
{
    private static readonly string Name = Environment.GetEnvironmentVariable("EXCHANGE_FAULTS_STACK") is { Length: > 0 } name
        ? name
        : "faults";

    private Stack(TestServers servers) => Servers = servers;

    public TestServers Servers { get; }

    public static async Task<Stack> Start()
    {
        var stack = new Stack(await StackServers.Start(Name));
        await stack.ClearMemoryAlarm();
        return stack;
    }

    public Task KillBroker() => Kill("broker", "pid");

    /// <summary>The database itself; the door before it stays.</summary>
    public Task KillDatabase() => Kill("store", "postgresPid");

    /// <summary>What speaks the store's protocol; the database behind it stays.</summary>
    public Task KillDoor() => Kill("store", "doorPid");

    /// <summary>Starts again what was killed, with its data and at its address.</summary>
    public async Task Restore()
    {
        var again = await StackServers.Start(Name);
        if (again != Servers)
        {
            throw new InvalidOperationException("A server came back at another address.");
        }
    }

    /// <summary>For so long. The broker itself clears it: the command that would, can take half a minute to start among so many.</summary>
    public Task RaiseMemoryAlarm(TimeSpan time) =>
        Control(
            "eval",
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                Before = vm_memory_monitor:get_vm_memory_high_watermark(),
                vm_memory_monitor:set_vm_memory_high_watermark({absolute, 1}),
                timer:sleep({{time.TotalMilliseconds:0}}),
                vm_memory_monitor:set_vm_memory_high_watermark(Before).
                """
            )
        );

    public Task ClearMemoryAlarm() => Control("set_vm_memory_high_watermark", "absolute", "1GB");

    private static async Task Control(params string[] words)
    {
        var (exit, _, complained) = await StackServers.Run("rabbitmqctl", ["--name", Name, .. words]);
        if (exit != 0)
        {
            throw new InvalidOperationException(complained.TrimEnd());
        }
    }

    private static async Task Kill(string part, string which)
    {
        var (_, said, complained) = await StackServers.Run("status", "--name", Name, "--json");
        var pid = JsonNode.Parse(said)?[part]?[which]?.GetValue<int>() ?? throw new InvalidOperationException($"No {which}: {complained}");
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }
}
