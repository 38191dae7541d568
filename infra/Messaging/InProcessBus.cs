using System.Diagnostics;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>
/// Everything in one process: a message is handed to its hearers as it is, and counts as sent when all of them have finished; what is
/// left after a kill is sent again at the next start. No broker, so no error queue: what cannot be handled is stored at once as a
/// failure with its reason.
/// </summary>
/// <remarks>A transport in memory would write and read each message as JSON once more for nothing (decision 0011).</remarks>
internal sealed class InProcessBus(
    IEnumerable<Subscription> subscriptions,
    Receiver receiver,
    IStores stores,
    TimeProvider machine,
    IHostApplicationLifetime lifetime,
    ILogger<InProcessBus> log
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
        using (MessagingMetrics.Source.StartActivity("hand over " + type.FullName, ActivityKind.Producer))
        {
            await Task.WhenAll(hearers[type].Select(hearer => Task.Run(() => HandOver(hearer, message, cancellation), cancellation)));
        }
        MessagingMetrics.Sent.Add(1, new KeyValuePair<string, object?>("message", type.Name));
    }

    public Task Ready(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Returns when it was handled, or kept as a failure; otherwise whoever sent it sends it again.</summary>
    private async Task HandOver(Subscription hearer, ExchangeEvent message, CancellationToken cancellation)
    {
        using var hearing = MessagingMetrics.Source.StartActivity($"{hearer.Service} hears {hearer.Message.Name}", ActivityKind.Consumer);
        try
        {
            await receiver.Handle(hearer, message, cancellation);
        }
        catch (Exception) when (cancellation.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a handler throws, the message is kept and shown.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(
                e,
                "{Service} could not handle {Message} {Id}; it is kept as a failure",
                hearer.Service,
                hearer.Message.Name,
                message.Id
            );
            await receiver.PastOutages(
                () => Failures.Keep(stores, hearer.Service, message, e, machine.GetUtcNow(), cancellation),
                cancellation
            );
        }
    }
}
