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
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        var outage = FirstPause;
        for (var attempt = 1; ; )
        {
            try
            {
                await subscription.Handle(services, message, cancellation);
                if (outage != FirstPause)
                {
                    Back();
                }
                return;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                // The process is going down: the message is not bad, it comes again at the next start.
                throw;
            }
            catch (Exception e) when (e is StoreUnavailableException or BrokerUnavailableException)
            {
                if (outage == FirstPause)
                {
                    Away(e);
                }
                await Task.Delay(outage, machine, stopping.Token);
                outage = outage * 2 < LongestPause ? outage * 2 : LongestPause;
            }
            catch (Exception) when (attempt < Attempts)
            {
                Count(subscription);
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt++), machine, stopping.Token);
            }
            catch (Exception)
            {
                Count(subscription);
                if (outage != FirstPause)
                {
                    Back();
                }
                throw;
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

    private static void Count(Subscription subscription) =>
        MessagingMetrics.HandlerErrors.Add(1, new("service", subscription.Service), new("message", subscription.Message.Name));
}
