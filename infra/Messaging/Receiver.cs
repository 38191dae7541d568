using System.Collections.Concurrent;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>
/// Between the transport and a handler: tries a few times, then stores the message as a failure with its reason, so that
/// nothing is dropped and nothing blocks the rest.
/// </summary>
internal sealed class Receiver(
    IServiceProvider services,
    IStores stores,
    TimeProvider machine,
    Completions completions,
    IHostApplicationLifetime lifetime,
    ILogger<Receiver> log
)
{
    private const int Attempts = 3;

    public async Task Receive(Subscription subscription, ExchangeEvent message, CancellationToken cancellation)
    {
        LoopTrace.Mark(message.Correlation);
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

    private async Task HandleOrKeep(Subscription subscription, ExchangeEvent message, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await subscription.Handle(services, message, cancellation);
                return;
            }
            catch (Exception) when (cancellation.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // The process is going down: the message is not bad, it is sent again at the next start.
                throw;
            }
#pragma warning disable CA1031 // Whatever a handler throws, the message is kept and shown.
            catch (Exception e)
#pragma warning restore CA1031
            {
                MessagingMetrics.HandlerErrors.Add(1, new("service", subscription.Service), new("message", subscription.Message.Name));
                if (attempt < Attempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), machine, cancellation);
                    continue;
                }
                log.LogError(
                    e,
                    "{Service} could not handle {Message} {Id}; it is kept as a failure",
                    subscription.Service,
                    subscription.Message.Name,
                    message.Id
                );
                await Failures.Keep(stores, subscription.Service, message, e, machine.GetUtcNow(), cancellation);
                return;
            }
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
