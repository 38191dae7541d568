using System.Text;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Exchange.Messaging;

/// <summary>
/// Takes what lies in a service's error queues into the service's own store, where an operator decides, as in a process without a
/// broker. A message leaves the queue when it is stored, not before.
/// </summary>
internal sealed class FailureCollector(
    string service,
    BrokerSettings settings,
    BrokerConnection publisher,
    IStores stores,
    TimeProvider machine,
    ILogger<FailureCollector> log
) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private const ushort Prefetch = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await publisher.Verified.WaitAsync(stoppingToken);
        var pause = FirstPause;
        while (true)
        {
            try
            {
                // Not the publisher's connection: one that the broker blocks could not acknowledge either.
                await using var connection = await settings.Connect("failures", stoppingToken);
                pause = FirstPause;
                await Collect(connection, stoppingToken);
            }
#pragma warning disable CA1031 // As for the publisher's connection.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.Log(
                    BrokerFaults.IsOne(e) ? LogLevel.Debug : LogLevel.Error,
                    e,
                    "The error queues of {Service} cannot be read; tried again",
                    service
                );
            }
            await Task.Delay(pause, machine, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task Collect(IConnection connection, CancellationToken stopping)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, Prefetch, global: false, stopping);
        foreach (var lane in Topology.Lanes)
        {
            var queue = Topology.QueueOf(service, lane);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, delivery) =>
            {
                await Keep(Read(queue, delivery), stopping);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stopping);
            };
            await channel.BasicConsumeAsync(queue + Topology.ErrorSuffix, autoAck: false, consumer, stopping);
        }
        await ended.Task.WaitAsync(stopping);
    }

    /// <summary>Returns when it is stored; the store may be away for long.</summary>
    private async Task Keep(FailedMessage failed, CancellationToken stopping)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await Failures.Keep(stores, failed, stopping);
                return;
            }
#pragma warning disable CA1031 // Whatever is in the way, the message stays in the queue and is kept later.
            catch (Exception e) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (pause == FirstPause)
                {
                    log.LogError(e, "A failed message of {Service} cannot be stored; it is tried again", service);
                }
                await Task.Delay(pause, machine, stopping);
            }
        }
    }

    private FailedMessage Read(string queue, BasicDeliverEventArgs delivery)
    {
        var properties = delivery.BasicProperties;
        var type = properties.Type ?? "";
        var body = Encoding.UTF8.GetString(delivery.Body.Span);
        var message = Read(type, body);
        var failed = DateTimeOffset.TryParse(Text(properties, ErrorHeaders.FailedAt), out var at) ? at : machine.GetUtcNow();
        return new FailedMessage
        {
            // What cannot be read is known by its content: an id beside it may be another message's.
            Id = Failures.IdOf(message is { Id.Length: > 0 } ? message.Id : queue + type + body),
            Service = service,
            MessageId = message?.Id ?? properties.MessageId,
            Type = type,
            Body = body,
            Reason = ReasonOf(properties),
            Queue = queue,
            Attempts = int.TryParse(Text(properties, ErrorHeaders.Attempts), out var attempts) ? attempts : 1,
            FailedAt = failed,
            Division = message?.Division ?? DivisionCode.Country,
        };
    }

    private static ExchangeEvent? Read(string type, string body)
    {
        try
        {
            return MessageBody.Unpack(type, body);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or NotSupportedException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string ReasonOf(IReadOnlyBasicProperties properties) =>
        Text(properties, ErrorHeaders.Reason)
        ?? (Text(properties, "x-first-death-reason") is { } dead ? $"DeadLettered: by the broker, {dead}" : "Unknown: it tells no reason");

    private static string? Text(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out var value) != true ? null
        : value is byte[] bytes ? Encoding.UTF8.GetString(bytes)
        : value?.ToString();
}
