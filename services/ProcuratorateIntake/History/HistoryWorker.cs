using System.Threading.Channels;
using Exchange.Acts;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.ProcuratorateIntake.History;

/// <summary>What a run does with a page of cases within its scope; the same page again changes nothing.</summary>
internal interface IGoThroughHistory
{
    HistoryKind Kind { get; }

    Task Page(HistoryRun run, IReadOnlyList<Versioned<RegisteredCase>> cases, CancellationToken cancellation);
}

/// <summary>Works on the runs that are under way, one page after the other.</summary>
/// <remarks>How far a run is stands in it and is written under its guard: of two instances one goes on, and a page that was done twice counts once.</remarks>
internal sealed class HistoryWorker(
    Documents<HistoryRun> runs,
    Documents<RegisteredCase> cases,
    IServiceProvider services,
    TimeProvider machine,
    ILogger<HistoryWorker> log
) : BackgroundService
{
    private const int PageSize = 100;
    private const int MostFailures = 10;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> nudges = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>A run waits.</summary>
    public void Nudge() => nudges.Writer.TryWrite(true);

    /// <summary>Goes on with every run that is under way, until none is left that may be worked on.</summary>
    public async Task Work(CancellationToken cancellation)
    {
        var query = new DocumentQuery { Where = [Condition.Equal(HistoryRun.StateField, nameof(HistoryState.Running))], Limit = 50 };
        foreach (var found in await runs.Query(query, cancellation))
        {
            if (found.Value.NotBefore <= machine.GetUtcNow())
            {
                await Try(found, cancellation);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Work(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "A run over the registry stopped; it is taken up again");
            }
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var nudge = nudges.Reader.WaitToReadAsync(waiting.Token).AsTask();
            await Task.WhenAny(nudge, Task.Delay(Every, machine, waiting.Token));
            await waiting.CancelAsync();
            nudges.Reader.TryRead(out _);
        }
    }

    /// <summary>A run that cannot be finished stands in no other's way, and says so in the end.</summary>
    private async Task Try(Versioned<HistoryRun> found, CancellationToken cancellation)
    {
        try
        {
            await Finish(found, cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            log.LogError(e, "Run {Run} failed", found.Value.Id);
            if (await runs.Find(found.Value.Id, cancellation) is { Value.State: HistoryState.Running } now)
            {
                var failures = now.Value.Failures + 1;
                var failed = now.Value with { Failures = failures, NotBefore = machine.GetUtcNow() + failures * Every };
                await runs.Write(
                    failures < MostFailures
                        ? failed
                        : failed with
                        {
                            State = HistoryState.Failed,
                            FailureReason = $"failed in {failures} attempts: {e.GetType().Name}",
                        },
                    now.Version,
                    [],
                    cancellation
                );
            }
        }
    }

    private async Task Finish(Versioned<HistoryRun> found, CancellationToken cancellation)
    {
        // Whoever goes through the cases may be told of models, and these begin runs: looked up only now.
        var act = ((IEnumerable<IGoThroughHistory>)services.GetService(typeof(IEnumerable<IGoThroughHistory>))!).First(a =>
            a.Kind == found.Value.Kind
        );
        var (run, version) = (found.Value, found.Version);
        IReadOnlyList<Condition> where = [Condition.StartsWith(AggregateCollection.Path, Contracts.Divisions.PathOf(run.Division))];
        if (run.Cases is null)
        {
            var counted = await cases.Totals([], where, sum: null, cancellation);
            run = run with { Cases = counted.Sum(total => total.Count) };
        }
        while (run.State == HistoryState.Running)
        {
            var page = await cases.Query(
                new DocumentQuery
                {
                    Where = where,
                    After = run.After is null ? null : new QueryPosition(null, run.After),
                    Limit = PageSize,
                },
                cancellation
            );
            var within = page.Where(c => run.Scope.Contains(c.Value.Record)).ToList();
            if (within.Count > 0)
            {
                await act.Page(run, within, cancellation);
            }
            run = page.Count < PageSize ? run with { State = HistoryState.Completed } : run;
            run = run with
            {
                After = page.Count == 0 ? run.After : page[^1].Value.Id,
                Seen = run.Seen + page.Count,
                Matched = run.Matched + within.Count,
            };
            if (!await runs.Write(run, version++, [], cancellation))
            {
                return;
            }
        }
    }
}
