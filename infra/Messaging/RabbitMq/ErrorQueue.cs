using System.Globalization;
using System.Text;
using System.Text.Json;
using Exchange.Contracts;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Exchange.Messaging;

/// <summary>Headers that tell why a message lies in an error queue.</summary>
internal static class ErrorHeaders
{
    public const string Reason = "exchange-reason";
    public const string Service = "exchange-service";
    public const string FailedAt = "exchange-failed-at";
    public const string Attempts = "exchange-attempts";
}

/// <summary>
/// Puts what a service could not read or handle into its error queue, confirmed, with the reason, and only then lets the broker forget
/// it. While the error queue cannot be reached the message waits here; it never spins between the two.
/// </summary>
internal sealed class ErrorQueue(
    string service,
    Lane lane,
    RabbitMqBus bus,
    TimeProvider machine,
    IHostApplicationLifetime lifetime,
    ILogger<ErrorQueue> log
) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int LongestReason = 4000;

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested || context.CancellationToken.IsCancellationRequested)
        {
            // Not the message's fault: it goes back to the queue and comes again.
            throw context.Exception;
        }
        var unread = context.Exception is System.Runtime.Serialization.SerializationException;
        var root = unread ? context.Exception.GetBaseException() : context.Exception;
        log.LogError(root, "{Service} could not handle {Message}; it goes to the error queue", service, NameOf(context));
        await Move(context, $"{root.GetType().Name}: {root.Message}", unread ? 1 : Receiver.Attempts);
    }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var reason = WhyUnread(context);
        log.LogError("{Service} could not read {Message}; it goes to the error queue: {Reason}", service, NameOf(context), reason);
        await Move(context, reason, 1);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("errorQueue");

    private async Task Move(ReceiveContext context, string reason, int attempts)
    {
        var came = context.GetPayload<RabbitMqBasicConsumeContext>().Properties;
        var properties = new BasicProperties(came)
        {
            Persistent = true,
            Headers = new Dictionary<string, object?>(came.Headers ?? new Dictionary<string, object?>(), StringComparer.Ordinal)
            {
                [ErrorHeaders.Reason] = reason.Length > LongestReason ? reason[..LongestReason] : reason,
                [ErrorHeaders.Service] = service,
                [ErrorHeaders.FailedAt] = machine.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                [ErrorHeaders.Attempts] = attempts,
            },
        };
        // The broker would refuse an expired message, or one that claims another sender.
        properties.ClearExpiration();
        properties.ClearUserId();
        var body = context.Body.GetBytes();
        while (true)
        {
            try
            {
                var to = Topology.QueueOf(service, lane) + Topology.ErrorSuffix;
                await bus.Send(Lane.Prompt, to, properties, body, mandatory: true, context.CancellationToken);
                return;
            }
            catch (BrokerUnavailableException e) when (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                log.LogWarning(
                    "{Queue}'s error queue takes nothing, the message waits: {Reason}",
                    Topology.QueueOf(service, lane),
                    e.Message
                );
                await Task.Delay(Pause, machine, context.CancellationToken);
            }
        }
    }

    /// <summary>The transport only says that no handler could take it; here is why.</summary>
    private string WhyUnread(ReceiveContext context)
    {
        try
        {
            var type = context.GetPayload<RabbitMqBasicConsumeContext>().Properties.Type ?? "";
            MessageBody.Unpack(type, Encoding.UTF8.GetString(context.Body.GetBytes()));
            return $"UnknownMessage: {service} does not hear '{type}' here";
        }
        catch (KeyNotFoundException)
        {
            return "UnknownMessage: its type is none of the catalogue's";
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or ArgumentException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static string NameOf(ReceiveContext context) =>
        context.GetPayload<RabbitMqBasicConsumeContext>().Properties is { } came
            ? $"{came.Type ?? "a message without type"} {came.MessageId}"
            : "a message";
}
