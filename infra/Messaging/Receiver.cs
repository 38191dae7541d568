using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>
/// Between the transport and a handler: tries a few times what may be the message's fault, and waits as long as it takes where a
/// server is away. Meanwhile the transport keeps the message.
/// </summary>
internal sealed class Receiver(IServiceProvider services, TimeProvider machine, IHostApplicationLifetime lifetime, ILogger<Receiver> log)
{
    public const int Attempts = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private int waiting;

    /// <summary>Returns when the handler has done its work; throws what it threw in the last attempt.</summary>
    public async Task Handle(Subscription subscription, ExchangeEvent message, CancellationToken cancellation)
    {
        LoopTrace.Mark(message.Correlation);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PastOutages(() => subscription.Handle(services, message, cancellation), cancellation);
                MessagingMetrics.Handled.Add(1, new("service", subscription.Service), new("message", subscription.Message.Name));
                return;
            }
            catch (Exception) when (!cancellation.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                MessagingMetrics.HandlerErrors.Add(1, new("service", subscription.Service), new("message", subscription.Message.Name));
                if (attempt == Attempts)
                {
                    throw;
                }
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), machine, cancellation);
            }
        }
    }

    /// <summary>Does it again with growing pauses as long as a server is away. The process going down ends it: the message comes again.</summary>
    public async Task PastOutages(Func<Task> act, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var pause = FirstPause;
        try
        {
            while (true)
            {
                try
                {
                    await act();
                    return;
                }
                catch (Exception e) when (e is StoreUnavailableException or BrokerUnavailableException && !stopping.IsCancellationRequested)
                {
                    if (pause == FirstPause)
                    {
                        Away(e);
                    }
                    await Task.Delay(pause, machine, stopping.Token);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
        finally
        {
            if (pause != FirstPause)
            {
                Back();
            }
        }
    }

    private void Away(Exception reason)
    {
        if (Interlocked.Increment(ref waiting) == 1)
        {
            log.LogWarning("Messages wait for a server that is away: {Reason}", reason.Message);
        }
    }

    private void Back()
    {
        if (Interlocked.Decrement(ref waiting) == 0)
        {
            log.LogInformation("Messages are handled again");
        }
    }
}
