using System.Threading.Channels;
using Exchange.Acts;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>
/// The backstop behind announcements and the relay (对账): states page by page what each service holds, so that whoever holds less or more
/// says so. By itself every <c>Reconciliation:Minutes</c>, ten by default, and whenever an operator asks.
/// </summary>
/// <remarks>One page after the other, and as long a pause as the page took: it never takes more than half of anything.</remarks>
internal sealed class Reconciling(
    IEnumerable<ServiceName> services,
    IEnumerable<IReconcile> kinds,
    Reconciliations reconciliations,
    IMessageBus bus,
    TimeProvider machine,
    IConfiguration configuration,
    ILogger<Reconciling> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>An answer that is not here by then was lost: the round is stated once more.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(2);
    private const int MostRounds = 10;

    private readonly TimeSpan between = TimeSpan.FromMinutes(configuration.GetValue("Reconciliation:Minutes", 10.0));
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Somebody has asked.</summary>
    public void Nudge() => looks.Writer.TryWrite(true);

    /// <summary>Goes on with everything that is due and not done.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        foreach (var service in services.Select(s => s.Name))
        {
            await BeginBackground(service, cancellation);
            foreach (var run in await reconciliations.Running(service, cancellation))
            {
                if (run.Value.LeaseUntil < machine.GetUtcNow())
                {
                    await GoOn(service, run, cancellation);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.Ready(stoppingToken);
        await Task.WhenAll(Tick(stoppingToken), Work(stoppingToken));
    }

    private async Task Tick(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(between < Every ? between : Every, machine);
        do
        {
            Nudge();
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task Work(CancellationToken stopping)
    {
        await foreach (var _ in looks.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await Look(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                log.LogError(e, "Reconciling stopped; it goes on where it was");
            }
        }
    }

    /// <summary>The first one begins one interval after the service was first seen, each other one interval after the one before began.</summary>
    private async Task BeginBackground(string service, CancellationToken cancellation)
    {
        var runs = reconciliations.Of(service);
        var known = await runs.Find(Reconciliation.Background, cancellation);
        var now = machine.GetUtcNow();
        if (known is null)
        {
            var first = new Reconciliation
            {
                Id = Reconciliation.Background,
                AskedBy = "clock",
                BegunAt = now,
                State = ReconciliationState.Completed,
            };
            await runs.Write(first, 0, [], cancellation);
        }
        else if (known.Value.State != ReconciliationState.Running && known.Value.BegunAt + between <= now)
        {
            var again = known.Value.NextRound() with { State = ReconciliationState.Running, BegunAt = now };
            await runs.Write(again, known.Version, [], cancellation);
        }
    }

    private async Task GoOn(string service, Versioned<Reconciliation> found, CancellationToken cancellation)
    {
        var (run, version) = (found.Value, found.Version);
        while (true)
        {
            var began = machine.GetTimestamp();
            var next = run.StatedAt is null ? await StateNext(service, run, cancellation) : await Judge(service, run, cancellation);
            if (next is null || !await reconciliations.Of(service).Write(next, version++, [], cancellation))
            {
                // Answers are still to come, or another instance has gone on with it.
                return;
            }
            run = next;
            if (run.State != ReconciliationState.Running)
            {
                await reconciliations.Forget(service, run.Id, cancellation);
                return;
            }
            await Task.Delay(machine.GetElapsedTime(began), machine, cancellation);
        }
    }

    private async Task<Reconciliation> StateNext(string service, Reconciliation run, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        var kind = kinds.FirstOrDefault(k => k.Service == service && !run.StatedKinds.Contains(k.Kind, StringComparer.Ordinal));
        if (kind is null)
        {
            return run with { StatedAt = now, LeaseUntil = now };
        }
        var page = await kind.State(run.Next(), cancellation);
        return page is null
            ? run with
            {
                StatedKinds = [.. run.StatedKinds, kind.Kind],
                After = null,
                LeaseUntil = now + Lease,
            }
            : run with
            {
                After = page.LastId,
                Stated = run.Stated + page.Stated,
                Awaited = run.Awaited + page.Awaited,
                LeaseUntil = now + Lease,
            };
    }

    /// <returns>Null while answers are to come.</returns>
    private async Task<Reconciliation?> Judge(string service, Reconciliation run, CancellationToken cancellation)
    {
        if (run.IsBackground)
        {
            return run with { State = ReconciliationState.Completed };
        }
        var answers = await reconciliations.AnswersTo(service, run.Id, cancellation);
        var now = answers.Where(a => a.Round == run.Round).ToList();
        var answered = now.Count(a => a.Awaited) >= run.Awaited;
        if (!answered && machine.GetUtcNow() - run.StatedAt < AnswersWithin)
        {
            return null;
        }
        var ended =
            answered && now.Sum(a => a.Differences) == 0 ? ReconciliationState.Completed
            : run.Round >= MostRounds ? ReconciliationState.Incomplete
            : ReconciliationState.Running;
        return ended == ReconciliationState.Running ? run.NextRound() : run with { State = ended, Figures = Reconciliations.Sum(answers) };
    }
}
