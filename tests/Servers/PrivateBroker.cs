using Testcontainers.RabbitMq;

namespace Exchange.Tests.Servers;

/// <summary>A broker for one test alone, which may do to it what would disturb others: raise its alarms.</summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    private readonly Func<string[], Task> control;
    private readonly Func<Task> end;

    private PrivateBroker(TestServers servers, Func<string[], Task> control, Func<Task> end)
    {
        (Servers, this.control, this.end) = (servers, control, end);
    }

    public TestServers Servers { get; }

    public static async Task<PrivateBroker> Start(string name)
    {
        if (await ContainerServers.EngineAnswers())
        {
            var (servers, broker) = await ContainerServers.StartBroker();
            return new PrivateBroker(
                servers,
                async words => Expect(await InContainer(broker, words)),
                () => broker.DisposeAsync().AsTask()
            );
        }
        return new PrivateBroker(
            await StackServers.Start(name),
            async words => Expect(await StackServers.Run("rabbitmqctl", ["--name", name, .. words])),
            async () => Expect(await StackServers.Run("down", "--name", name, "--purge"))
        );
    }

    /// <summary>As when the node's memory is full: it takes no messages from anybody.</summary>
    public Task RaiseMemoryAlarm() => control(["set_vm_memory_high_watermark", "absolute", "1"]);

    public Task ClearMemoryAlarm() => control(["set_vm_memory_high_watermark", "absolute", "1GB"]);

    public async ValueTask DisposeAsync() => await end();

    private static async Task<(int, string, string)> InContainer(RabbitMqContainer broker, string[] words)
    {
        var done = await broker.ExecAsync(["rabbitmqctl", .. words]);
        return ((int)(done.ExitCode ?? -1), done.Stdout, done.Stderr);
    }

    private static void Expect((int Exit, string Said, string Complained) done)
    {
        if (done.Exit != 0)
        {
            throw new InvalidOperationException(done.Complained.TrimEnd());
        }
    }
}
