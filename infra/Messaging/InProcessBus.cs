using Exchange.Contracts;
using MassTransit;

namespace Exchange.Messaging;

/// <summary>
/// MassTransit in memory. The queues die with the process, so a message counts as sent only when everybody who hears it
/// has finished; what is left after a kill is sent again at the next start.
/// </summary>
internal sealed class InProcessBus(IBusControl bus, IEnumerable<Subscription> subscriptions, Completions completions) : IMessageBus
{
    private readonly ILookup<Type, string> hearers = subscriptions.ToLookup(s => s.Message, s => s.Name);

    public async Task Publish(ExchangeEvent message, CancellationToken cancellation)
    {
        var type = message.GetType();
        var finished = hearers[type].Select(hearer => completions.Expect(message.Id, hearer)).ToList();
        if (finished.Count == 0)
        {
            return;
        }
        await bus.Publish(message, type, cancellation);
        await Task.WhenAll(finished).WaitAsync(cancellation);
        MessagingMetrics.Sent.Add(1, new KeyValuePair<string, object?>("message", type.Name));
    }

    public async Task Ready(CancellationToken cancellation)
    {
        if (await bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancellation) != BusHealthStatus.Healthy)
        {
            throw new InvalidOperationException("The bus did not start.");
        }
    }
}
