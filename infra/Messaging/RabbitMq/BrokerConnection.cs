using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Authentication;
using Exchange.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Exchange.Messaging;

/// <summary>
/// The connection that publishes: opened again whenever it is lost, and open to senders only while the whole topology is there and
/// the broker takes messages. What stands in the way is said once in the log and stays visible.
/// </summary>
internal sealed class BrokerConnection : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TopologyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TopologyLogEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromSeconds(5);

    private readonly BrokerSettings settings;
    private readonly Topology topology;
    private readonly ManagementApi management;
    private readonly TimeProvider machine;
    private readonly ILogger<BrokerConnection> log;
    private readonly Meter meter = new(MessagingMetrics.Name);
    private readonly TaskCompletionSource verified = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private TaskCompletionSource<Channels> open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Channels? channels;
    private BusObstacle? away = new("broker", "The broker has not answered yet.");
    private BusObstacle? blocked;
    private Refusal? refusal;
    private BusObstacle? said = new("starting", "");

    public BrokerConnection(
        BrokerSettings settings,
        Topology topology,
        ManagementApi management,
        TimeProvider machine,
        ILogger<BrokerConnection> log
    )
    {
        (this.settings, this.topology, this.management, this.machine, this.log) = (settings, topology, management, machine, log);
        meter.CreateObservableGauge("exchange.broker.blocked", () => blocked is null ? 0 : 1);
    }

    /// <summary>Why nothing can be published now; null: nothing stands in the way.</summary>
    public BusObstacle? Obstacle => away ?? blocked ?? Refused?.Obstacle;

    /// <summary>Completes when the topology has been found whole for the first time.</summary>
    public Task Verified => verified.Task;

    /// <summary>Waits until messages can be published.</summary>
    public async Task<IChannel> Channel(Lane lane, CancellationToken cancellation)
    {
        Task<Channels> opened;
        lock (gate)
        {
            opened = open.Task;
        }
        var (_, prompt, bulk) = await opened.WaitAsync(cancellation);
        return lane is Lane.Bulk ? bulk : prompt;
    }

    /// <summary>A message reached nobody: somebody has taken a binding away, so nothing is published until it is back.</summary>
    public void Doubt()
    {
        lock (gate)
        {
            channels?.Doubted.TrySetResult();
        }
    }

    /// <summary>A queue is full, or its broker node cannot take more.</summary>
    public void Refuses(string reason)
    {
        lock (gate)
        {
            var fresh = Refused is null;
            refusal = new Refusal(new BusObstacle("broker-refuses", reason), machine.GetUtcNow());
            if (fresh)
            {
                log.LogWarning("{Obstacle}", reason);
            }
        }
    }

    /// <summary>A message was confirmed. Among refusals that is no news: a full queue takes one now and then.</summary>
    public void Takes()
    {
        if (refusal is null || Refused is not null)
        {
            return;
        }
        lock (gate)
        {
            refusal = null;
            log.LogInformation("The broker refuses no messages any more");
        }
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (true)
        {
            string lost;
            try
            {
                await using var connection = await settings.Connect("publisher", stoppingToken);
                pause = FirstPause;
                lost = await Serve(connection, stoppingToken);
            }
#pragma warning disable CA1031 // Whatever ends a connection, the next one may hold; without a loop that goes on the whole service would end.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                lost = e.GetBaseException().Message;
                if (!BrokerFaults.IsOne(e))
                {
                    log.LogError(e, "The connection to the broker failed in a way that nobody expected; it is tried again");
                }
            }
            Change(() =>
            {
                (channels, blocked, refusal) = (null, null, null);
                away = new BusObstacle("broker", $"The broker at {settings.Address.Host}:{settings.Port} is away: {lost}");
            });
            await Task.Delay(pause, machine, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>Why the connection has ended.</returns>
    private async Task<string> Serve(IConnection connection, CancellationToken stopping)
    {
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, reason) => Did(() => ended.TrySetResult(reason.ReplyText));
        connection.ConnectionBlockedAsync += (_, alarm) =>
            Did(() => Change(() => blocked = new BusObstacle("broker-blocked", $"The broker takes no messages: {alarm.Reason}")));
        connection.ConnectionUnblockedAsync += (_, _) => Did(() => Change(() => blocked = null));
        var (prompt, bulk) = (await Open(), await Open());
        while (!ended.Task.IsCompleted)
        {
            if (!await TopologyIsWhole(ended.Task, stopping))
            {
                break;
            }
            var now = new Channels(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), prompt, bulk);
            verified.TrySetResult();
            Change(() => (channels, away) = (now, null));
            await Task.WhenAny(ended.Task, now.Doubted.Task).WaitAsync(stopping);
        }
        return await ended.Task;

        async Task<IChannel> Open()
        {
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true,
                    outstandingPublisherConfirmationsRateLimiter: null
                ),
                stopping
            );
            channel.ChannelShutdownAsync += (_, reason) => Did(() => ended.TrySetResult(reason.ReplyText));
            return channel;
        }

        static Task Did(Action act)
        {
            act();
            return Task.CompletedTask;
        }
    }

    /// <summary>Asks until all is there: what is published before a queue is bound is confirmed, and gone.</summary>
    /// <returns>False when the connection has ended meanwhile.</returns>
    private async Task<bool> TopologyIsWhole(Task ended, CancellationToken stopping)
    {
        var logged = machine.GetUtcNow();
        while (!ended.IsCompleted)
        {
            var lacking = await Lacking(stopping);
            if (lacking.Count == 0)
            {
                return true;
            }
            var what = string.Join("; ", lacking.Take(3)) + (lacking.Count > 3 ? $"; and {lacking.Count - 3} more" : "");
            Change(() =>
            {
                channels = null;
                away = new BusObstacle("topology", $"Waiting for the broker's topology (exchange-topology apply): {what}");
            });
            if (machine.GetUtcNow() - logged >= TopologyLogEvery)
            {
                log.LogWarning("Still waiting for the broker's topology: {Missing}", what);
                logged = machine.GetUtcNow();
            }
            await Task.WhenAny(ended, Task.Delay(TopologyPause, machine, stopping));
            stopping.ThrowIfCancellationRequested();
        }
        return false;
    }

    private async Task<IReadOnlyList<string>> Lacking(CancellationToken stopping)
    {
        try
        {
            return topology.Lacking(await management.Contents(stopping));
        }
        catch (BrokerUnavailableException e)
        {
            return [e.Message];
        }
    }

    private Refusal? Refused => refusal is { } last && machine.GetUtcNow() - last.At < RefusalLasts ? last : null;

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            if (away is null && blocked is null)
            {
                open.TrySetResult(channels!);
            }
            else if (open.Task.IsCompleted)
            {
                open = new TaskCompletionSource<Channels>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            var now = away ?? blocked;
            if (now?.Code == said?.Code)
            {
                return;
            }
            said = now;
            if (now is null)
            {
                log.LogInformation("The broker takes messages");
            }
            else
            {
                log.LogWarning("{Obstacle}", now.Detail);
            }
        }
    }

    private sealed record Refusal(BusObstacle Obstacle, DateTimeOffset At);

    /// <param name="Doubted">Completed when a message went astray on them.</param>
    private sealed record Channels(TaskCompletionSource Doubted, IChannel Prompt, IChannel Bulk);
}

/// <summary>The ways in which the client says that the broker is away or has ended the connection.</summary>
internal static class BrokerFaults
{
    public static bool IsOne(Exception e) =>
        e
            is RabbitMQClientException
                or IOException
                or TimeoutException
                or OperationCanceledException
                or ObjectDisposedException
                or SocketException
                or AuthenticationException;

    /// <summary>One connection, not healed behind our back: what must be checked again after a loss would be skipped.</summary>
    public static Task<IConnection> Connect(this BrokerSettings settings, string purpose, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            HostName = settings.Address.Host,
            Port = settings.Port,
            VirtualHost = settings.VirtualHost,
            UserName = settings.User,
            Password = settings.Password,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
        };
        if (settings.Encrypted)
        {
            factory.Ssl = new SslOption(settings.Address.Host, enabled: true)
            {
                CertificateValidationCallback = (_, certificate, _, errors) => settings.IsTrusted(certificate, errors),
            };
        }
        return factory.CreateConnectionAsync($"{settings.User} {purpose}", cancellation);
    }
}
