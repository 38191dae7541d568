using System.Collections.Concurrent;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>Where there is no broker and so no error queue: what cannot be handled is stored at once as a failure with its reason.</summary>
internal sealed class InProcessReceiver(
    Receiver receiver,
    IStores stores,
    TimeProvider machine,
    Completions completions,
    IHostApplicationLifetime lifetime,
    ILogger<InProcessReceiver> log
)
{
    public async Task Receive(Subscription subscription, ExchangeEvent message, CancellationToken cancellation)
    {
        try
        {
            await HandleOrKeep(subscription, message, cancellation);
            completions.Finished(message.Id, subscription.Name);
        }
        catch (Exception e)
        {
            // Neither handled nor kept: whoever sent it must not believe otherwise, and sends it again.
            completions.Failed(message.Id, subscription.Name, e);
            throw;
        }
    }

    /// <summary>Returns when it was handled, or kept as a failure.</summary>
    public async Task HandleOrKeep(Subscription subscription, ExchangeEvent message, CancellationToken cancellation)
    {
        try
        {
            await receiver.Handle(subscription, message, cancellation);
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
                subscription.Service,
                subscription.Message.Name,
                message.Id
            );
            await receiver.PastOutages(
                () => Failures.Keep(stores, subscription.Service, message, e, machine.GetUtcNow(), cancellation),
                cancellation
            );
        }
    }
}

/// <summary>Which (message, hearer) pairs are still being worked on in this process.</summary>
internal sealed class Completions
{
    private readonly ConcurrentDictionary<(string Message, string Hearer), TaskCompletionSource> waiting = new();

    public Task Expect(string message, string hearer) =>
        waiting.GetOrAdd((message, hearer), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Finished(string message, string hearer)
    {
        if (waiting.TryRemove((message, hearer), out var source))
        {
            source.TrySetResult();
        }
    }

    public void Failed(string message, string hearer, Exception reason)
    {
        if (waiting.TryRemove((message, hearer), out var source))
        {
            source.TrySetException(reason);
        }
    }
}
