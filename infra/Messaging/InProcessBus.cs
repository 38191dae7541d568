using System.Diagnostics;
using Exchange.Contracts;
using MassTransit;

namespace Exchange.Messaging;

/// <summary>
/// MassTransit in memory. The queues die with the process, so a message counts as sent only when everybody who hears it
/// has finished; what is left after a kill is sent again at the next start.
/// </summary>
/// <remarks>
/// A chunk of a file is handed to its hearers as it is: to write and read it as JSON within one process was a third of an import's work,
/// and its sender waits for them anyway.
/// </remarks>
internal sealed class InProcessBus(
    IBusControl bus,
    IEnumerable<Subscription> subscriptions,
    InProcessReceiver receiver,
    Completions completions
) : IMessageBus
{
    private readonly ILookup<Type, Subscription> hearers = subscriptions.ToLookup(s => s.Message);

    public async Task Publish(ExchangeEvent message, CancellationToken cancellation)
    {
        var type = message.GetType();
        if (!hearers.Contains(type))
        {
            return;
        }
        if (message.Lane == Lane.Bulk)
        {
            using var handing = MessagingMetrics.Source.StartActivity("hand over " + type.FullName, ActivityKind.Producer);
            await Task.WhenAll(hearers[type].Select(hearer => Task.Run(() => HandOver(hearer, message, cancellation), cancellation)));
        }
        else
        {
            var finished = hearers[type].Select(hearer => completions.Expect(message.Id, hearer.Name)).ToList();
            await bus.Publish(message, type, cancellation);
            await Task.WhenAll(finished).WaitAsync(cancellation);
        }
        MessagingMetrics.Sent.Add(1, new KeyValuePair<string, object?>("message", type.Name));
    }

    private async Task HandOver(Subscription hearer, ExchangeEvent message, CancellationToken cancellation)
    {
        using var hearing = MessagingMetrics.Source.StartActivity($"{hearer.Service} hears {hearer.Message.Name}", ActivityKind.Consumer);
        await receiver.HandleOrKeep(hearer, message, cancellation);
    }

    public async Task Ready(CancellationToken cancellation)
    {
        if (await bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancellation) != BusHealthStatus.Healthy)
        {
            throw new InvalidOperationException("The bus did not start.");
        }
    }
}
