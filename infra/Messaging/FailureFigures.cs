using System.Diagnostics.Metrics;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>How many failed messages wait for an operator, per service, as last counted: a scrape costs nothing.</summary>
/// <param name="kept">The failures of each service of this process.</param>
public sealed class FailureFigures(IEnumerable<Documents<FailedMessage>> kept, TimeProvider machine, ILogger<FailureFigures> log)
    : BackgroundService
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(5);
    private static readonly string[] Waiting = [Failures.NameOf(FailureState.Open), Failures.NameOf(FailureState.Retrying)];

    private readonly Meter meter = new(MessagingMetrics.Name);
    private IReadOnlyList<Measurement<long>> counts = [];

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge("exchange.failures.open", () => counts);
        using var timer = new PeriodicTimer(CountEvery, machine);
        do
        {
            try
            {
                counts = await Count(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The failures cannot be counted just now: {Reason}", e.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<IReadOnlyList<Measurement<long>>> Count(CancellationToken cancellation)
    {
        var now = new List<Measurement<long>>();
        foreach (var failures in kept)
        {
            var totals = await failures.Totals([], [Condition.In("state", Waiting)], cancellation: cancellation);
            now.Add(new Measurement<long>(totals.Sum(t => t.Count), new KeyValuePair<string, object?>("service", failures.Database)));
        }
        return now;
    }
}
