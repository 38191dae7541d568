using System.Diagnostics;
using System.Text.Json;
using Exchange.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Exchange.Messaging;

/// <summary>
/// Publishes with our own client: persistent, mandatory where somebody must hear it, and sent only when the broker has confirmed it.
/// What was refused, came back or was not confirmed is sent again; a hearer takes no harm from a second copy.
/// </summary>
/// <remarks>The transport's own publisher does the same at half the speed and tells less of what the broker answered.</remarks>
internal sealed class RabbitMqBus(BrokerSettings settings, BrokerConnection connection, TimeProvider machine) : IMessageBus, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<Type, CataloguedMessage> Known = Catalogue.Messages.ToDictionary(m => m.Message);
    private readonly Dictionary<Lane, SemaphoreSlim> windows = Topology.Lanes.ToDictionary(l => l, _ => new SemaphoreSlim(settings.Window));

    public BusObstacle? Obstacle => connection.Obstacle;

    public async Task Publish(ExchangeEvent message, CancellationToken cancellation)
    {
        var type = message.GetType();
        var known = Known[type];
        var lane = message.Lane is Lane.Bulk && known.Lanes.Contains(Lane.Bulk) ? Lane.Bulk : Lane.Prompt;
        var exchange = Topology.ExchangeOf(type, lane);
        var body = JsonSerializer.SerializeToUtf8Bytes(message, type, ExchangeJson.Options);
        await Send(lane, exchange, WireMessage.PropertiesOf(message), body, mandatory: known.Hears.Count > 0, cancellation);
        MessagingMetrics.Sent.Add(1, new KeyValuePair<string, object?>("message", type.Name));
    }

    public async Task Ready(CancellationToken cancellation) => await connection.Channel(Lane.Prompt, cancellation);

    /// <summary>Returns when the broker has confirmed.</summary>
    /// <exception cref="BrokerUnavailableException">It did not for so long that the sender should know.</exception>
    public async Task Send(
        Lane lane,
        string exchange,
        BasicProperties properties,
        ReadOnlyMemory<byte> body,
        bool mandatory,
        CancellationToken cancellation
    )
    {
        using var impatience = new CancellationTokenSource(settings.Patience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, impatience.Token);
        Exception? last = null;
        var waits = false;
        try
        {
            await windows[lane].WaitAsync(either.Token);
            waits = true;
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    var channel = await connection.Channel(lane, either.Token);
                    await channel.BasicPublishAsync(exchange, "", mandatory, properties, body, either.Token);
                    connection.Takes();
                    return;
                }
                catch (Exception e) when (e is PublishException || (BrokerFaults.IsOne(e) && !either.IsCancellationRequested))
                {
                    last = e;
                    Look(exchange, e);
                }
                await Task.Delay(pause, machine, either.Token);
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new BrokerUnavailableException(
                $"The broker did not confirm within {settings.Patience.TotalSeconds:0} s: {Obstacle?.Detail ?? last?.Message ?? "it did not answer"}",
                last ?? e
            );
        }
        finally
        {
            if (waits)
            {
                windows[lane].Release();
            }
        }
    }

    public void Dispose()
    {
        foreach (var window in windows.Values)
        {
            window.Dispose();
        }
    }

    private void Look(string exchange, Exception fault)
    {
        var why = fault switch
        {
            PublishException { IsReturn: true } => "unroutable",
            PublishException => "refused",
            _ => "connection",
        };
        MessagingMetrics.SentAgain.Add(1, new KeyValuePair<string, object?>("reason", why));
        if (why == "unroutable")
        {
            connection.Doubt();
        }
        else if (why == "refused")
        {
            connection.Refuses($"The broker refuses messages of {exchange}: a queue is full, or its node cannot take more.");
        }
    }
}

/// <summary>How a message looks on the wire: the contract as plain JSON, and about it only what headers tell.</summary>
/// <remarks>Headers <c>signature</c> and <c>keyId</c> are free for the day when agencies sign what they say.</remarks>
internal static class WireMessage
{
    public const string ContentType = "application/json";

    /// <summary>Where MassTransit's raw reader looks for what the body is.</summary>
    private const string TypeHeader = "MT-MessageType";

    /// <summary>Where MassTransit looks for the trace; <c>traceparent</c> is for everybody else.</summary>
    private const string TraceHeader = "MT-Activity-Id";

    public static BasicProperties PropertiesOf(ExchangeEvent message)
    {
        var type = message.GetType();
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [TypeHeader] = $"urn:message:{Topology.ExchangeOf(type, Lane.Prompt)}",
        };
        if (Activity.Current?.Id is { } trace)
        {
            headers["traceparent"] = headers[TraceHeader] = trace;
        }
        return new BasicProperties
        {
            Persistent = true,
            ContentType = ContentType,
            MessageId = message.Id,
            Type = type.FullName,
            CorrelationId = message.Correlation,
            AppId = Catalogue.Messages.First(m => m.Message == type).Says,
            Headers = headers,
        };
    }
}
