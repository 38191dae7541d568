using System.Diagnostics.Metrics;
using Exchange.Storage;

namespace Exchange.Acts;

/// <param name="Due">Things with a running clock that is not past its day.</param>
/// <param name="Overdue">Things whose clock is past its day.</param>
public sealed record ClockCount(string Service, string Kind, long Due, long Overdue);

/// <summary>Counts the running clocks (期限) of one kind of aggregate.</summary>
public interface ICountClocks
{
    Task<ClockCount> Count(CancellationToken cancellation);
}

/// <summary>Counts by index; nothing is read.</summary>
public sealed class ClockCounter<T>(Documents<T> documents, LawTime time) : ICountClocks
    where T : Aggregate
{
    public async Task<ClockCount> Count(CancellationToken cancellation)
    {
        var today = AggregateCollection.Day(time.Today)!;
        var yesterday = AggregateCollection.Day(time.Today.AddDays(-1))!;
        return new ClockCount(
            documents.Database,
            documents.Shape.Name,
            await Count(Condition.AtLeast(AggregateCollection.DueOn, today), cancellation),
            await Count(Condition.AtMost(AggregateCollection.DueOn, yesterday), cancellation)
        );
    }

    private async Task<long> Count(Condition where, CancellationToken cancellation) =>
        (await documents.Totals([], [where], cancellation: cancellation)).Sum(total => total.Count);
}

/// <summary>The clocks as figures, as last counted: a scrape costs nothing.</summary>
public sealed class ClockFigures : IDisposable
{
    private readonly Meter meter = new("Exchange.Clocks");
    private readonly IReadOnlyList<ICountClocks> kinds;
    private IReadOnlyList<ClockCount> counts = [];

    public ClockFigures(IEnumerable<ICountClocks> kinds)
    {
        this.kinds = [.. kinds];
        meter.CreateObservableGauge("exchange.clocks.due", () => Measure(c => c.Due));
        meter.CreateObservableGauge("exchange.clocks.overdue", () => Measure(c => c.Overdue));
    }

    public async Task Count(CancellationToken cancellation)
    {
        var now = new List<ClockCount>(kinds.Count);
        foreach (var kind in kinds)
        {
            now.Add(await kind.Count(cancellation));
        }
        counts = now;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Measure(Func<ClockCount, long> figure) =>
        counts.Select(c => new Measurement<long>(figure(c), new("service", c.Service), new("kind", c.Kind)));
}
