using System.Collections.Concurrent;
using Exchange.Hosting;
using Exchange.ProcuratorateIntake.History;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>The models that count now; one for each process.</summary>
internal sealed class ModelsInForce
{
    private volatile ModelBook now = ModelBook.Untouched;

    public ModelBook Now
    {
        get => now;
        set => now = value;
    }
}

/// <summary>
/// Reads the models before anything is judged and again every two seconds. Where another version has begun to count, or one is tried, all that is
/// stored is gone through once (<see cref="HistoryRun"/>), by whichever instance sees it first.
/// </summary>
internal sealed class ModelWatch(
    ModelsInForce inForce,
    Documents<Model> models,
    Documents<HistoryRun> runs,
    HistoryWorker worker,
    TimeProvider machine,
    ILogger<ModelWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, bool> begun = new(StringComparer.Ordinal);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await StartWithStore.Until(() => Read(cancellationToken), machine, log, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes what is stored now. Other instances follow within two seconds.</summary>
    public async Task Read(CancellationToken cancellation)
    {
        var all = new List<Model>();
        var query = new DocumentQuery { Limit = 500 };
        while (await models.Query(query, cancellation) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(found => found.Value));
            query = query with { After = new QueryPosition(null, all[^1].Id) };
        }
        inForce.Now = new ModelBook(all);
        foreach (var run in all.SelectMany(RunsOf).Where(run => !begun.ContainsKey(run.Id)))
        {
            if (await runs.Write(run, 0, [], cancellation))
            {
                worker.Nudge();
            }
            begun.TryAdd(run.Id, true);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, machine);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Read(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The models could not be read; it is tried again");
            }
        }
    }

    /// <summary>Their ids say of what they are, so that there is one of each, whoever begins it.</summary>
    private IEnumerable<HistoryRun> RunsOf(Model model)
    {
        // Another instance may judge by the older models for a moment: who judged so is judged again.
        var from = machine.GetUtcNow() + 2 * Every;
        if (model.Turns > 0)
        {
            yield return HistoryRun.Again(HistoryRun.TurnOf(model), model, from);
        }
        foreach (var trial in model.Trials)
        {
            yield return HistoryRun.BackTest($"{model.Id}/trial-{trial.Number}", model, trial.Number, from);
        }
    }
}
