using System.Text;
using System.Threading.Channels;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Tests.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Exchange.Tests.Faults;

/// <summary>
/// Hears everything that is said, and says some of it again: later, more than once, and in another order. Copies are not copied again.
/// </summary>
internal sealed class Tap(ExchangeProcesses run, int seed, Chronicle chronicle)
{
    public const string Queue = "tap";
    private const string Copied = "tap-copy";
    private const int HeldAtOnce = 40;

    private readonly Channel<Copy> copies = Channel.CreateUnbounded<Copy>();
    private readonly Random random = new(seed);
    private readonly List<Copy> held = [];
    private Copy? chunk;

    /// <summary>Declares its queue; called before anything is said, so that it hears all.</summary>
    public async Task Open()
    {
        await using var connection = await run.Broker.Connect(run.Broker.Administrator);
        await using var channel = await connection.CreateChannelAsync();
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, quorum);
        foreach (var exchange in Catalogue.Messages.SelectMany(m => m.Lanes.Select(lane => Topology.ExchangeOf(m.Message, lane))))
        {
            await channel.QueueBindAsync(Queue, exchange, "");
        }
    }

    /// <summary>Until told to stop; then everything it holds is said once more.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Task.WhenAll(Persist(Listen, stop), Persist(Repeat, stop));
        foreach (var copy in Held())
        {
            copies.Writer.TryWrite(copy);
        }
        copies.Writer.Complete();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Persist(Repeat, patience.Token);
    }

    /// <summary>A chunk of cases as it was once said; null before there was one.</summary>
    public byte[]? Chunk => chunk?.Body;

    private async Task Listen(IChannel channel, CancellationToken stop)
    {
        await channel.BasicQosAsync(0, 100, global: false, stop);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, heard) =>
        {
            if (heard.BasicProperties.Headers?.ContainsKey(Copied) != true)
            {
                Take(new Copy(heard.Exchange, new BasicProperties(heard.BasicProperties), heard.Body.ToArray()));
            }
            await channel.BasicAckAsync(heard.DeliveryTag, multiple: false, stop);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, stop);
        await ended.Task.WaitAsync(stop);
    }

    /// <summary>One in two is said again once and one in eight twice, shuffled with what was said before and after it.</summary>
    private void Take(Copy copy)
    {
        lock (held)
        {
            chunk ??= copy.Exchange.EndsWith(":CaseRecordsChanged.bulk", StringComparison.Ordinal) ? copy : null;
            for (
                var times = random.Next(8) switch
                {
                    0 => 2,
                    < 4 => 1,
                    _ => 0,
                };
                times > 0;
                times--
            )
            {
                held.Add(copy);
            }
            // What is let go was said at any time since the beginning.
            while (held.Count > HeldAtOnce)
            {
                var which = random.Next(held.Count);
                copies.Writer.TryWrite(held[which]);
                held.RemoveAt(which);
            }
        }
    }

    private Copy[] Held()
    {
        lock (held)
        {
            var all = held.ToArray();
            random.Shuffle(all);
            held.Clear();
            return all;
        }
    }

    private async Task Repeat(IChannel channel, CancellationToken stop)
    {
        while (await copies.Reader.WaitToReadAsync(stop))
        {
            while (copies.Reader.TryPeek(out var copy))
            {
                var headers = new Dictionary<string, object?>(
                    copy.Properties.Headers ?? new Dictionary<string, object?>(),
                    StringComparer.Ordinal
                )
                {
                    [Copied] = Encoding.UTF8.GetBytes("yes"),
                };
                var properties = new BasicProperties(copy.Properties) { Headers = headers };
                await channel.BasicPublishAsync(copy.Exchange, "", mandatory: true, properties, copy.Body, stop);
                copies.Reader.TryRead(out _);
                chronicle.Count("message said again");
            }
        }
    }

    /// <summary>The broker is killed and connections are cut: then it begins anew.</summary>
    private async Task Persist(Func<IChannel, CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await run.Broker.Connect(run.Broker.Administrator);
                await using var channel = await connection.CreateChannelAsync(
                    new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                    stop
                );
                await work(channel, stop);
                if (copies.Reader.Completion.IsCompleted)
                {
                    return;
                }
            }
            catch (Exception e)
                when (e
                        is RabbitMQClientException
                            or IOException
                            or OperationCanceledException
                            or TimeoutException
                            or ObjectDisposedException
                )
            {
                try
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(300), stop);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private sealed record Copy(string Exchange, BasicProperties Properties, byte[] Body);
}
