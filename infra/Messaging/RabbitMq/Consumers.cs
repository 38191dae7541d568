using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Exchange.Messaging;

/// <summary>
/// Starts the transport's consumers once the topology is there: they would declare their queues themselves, and a queue that is
/// settled long before traffic is safer than one declared a moment ago.
/// </summary>
internal sealed class Consumers(IBusControl bus, BrokerConnection publisher) : BackgroundService
{
    private bool started;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (started)
        {
            await bus.StopAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await publisher.Verified.WaitAsync(stoppingToken);
        started = true;
        await bus.StartAsync(stoppingToken);
    }
}
