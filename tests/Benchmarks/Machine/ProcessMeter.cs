using System.Diagnostics;

namespace Exchange.Tests.Benchmarks;

/// <summary>A process whose cost is to be known.</summary>
/// <param name="WithChildren">It works through children (PostgreSQL): they count with it.</param>
internal sealed record Watched(string Name, int Pid, bool WithChildren = false);

/// <summary>What a process cost between two moments.</summary>
/// <param name="PeakBytes">Most memory it held at a time.</param>
internal sealed record ProcessCost(string Name, double CpuSeconds, long PeakBytes);

/// <summary>What a run cost.</summary>
/// <param name="Processes">Of every process that could be seen.</param>
/// <param name="Strangers">Share of the machine's processor time that went to programs that are not among them.</param>
internal sealed record RunCosts(IReadOnlyList<ProcessCost> Processes, double Strangers)
{
    public double CpuSeconds => Processes.Sum(process => process.CpuSeconds);
}

/// <summary>CPU time and peak memory of processes from one moment to another, from outside: read from /proc.</summary>
internal sealed class ProcessMeter : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<(Watched Process, double CpuBefore)> watched;
    private readonly double busyBefore = ProcFile.BusySeconds();
    private readonly double ownBefore = ProcFile.CpuSeconds(Environment.ProcessId, withEnded: false);
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Dictionary<int, long> highest = [];
    private readonly CancellationTokenSource ended = new();
    private readonly Task sampling;

    public ProcessMeter(IReadOnlyList<Watched> processes)
    {
        watched = [.. processes.Select(process => (process, CpuOf(process)))];
        foreach (var process in processes.Where(p => !p.WithChildren))
        {
            ProcFile.ForgetPeak(process.Pid);
        }
        sampling = Sample(processes.Where(p => p.WithChildren).ToList());
    }

    /// <summary>Call it while they still run.</summary>
    public RunCosts Read()
    {
        var costs = watched.Select(w => new ProcessCost(w.Process.Name, CpuOf(w.Process) - w.CpuBefore, PeakOf(w.Process))).ToList();
        var ours = costs.Sum(cost => cost.CpuSeconds) + ProcFile.CpuSeconds(Environment.ProcessId, withEnded: false) - ownBefore;
        var all = watch.Elapsed.TotalSeconds * Environment.ProcessorCount;
        return new RunCosts(costs, Math.Max(0, ProcFile.BusySeconds() - busyBefore - ours) / all);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await sampling;
        ended.Dispose();
    }

    /// <summary>The time of children that have ended counts with their parent's, once it has taken note of them.</summary>
    private static double CpuOf(Watched process) =>
        process.WithChildren
            ? ProcFile.CpuSeconds(process.Pid, withEnded: true)
                + ProcFile.Children(process.Pid).Sum(child => ProcFile.CpuSeconds(child, withEnded: true))
            : ProcFile.CpuSeconds(process.Pid, withEnded: false);

    private long PeakOf(Watched process)
    {
        lock (highest)
        {
            return process.WithChildren ? highest.GetValueOrDefault(process.Pid) : ProcFile.Bytes(process.Pid, "VmHWM");
        }
    }

    private async Task Sample(List<Watched> parents)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (parents.Count > 0)
            {
                foreach (var parent in parents)
                {
                    var now = MemoryOf([parent.Pid, .. ProcFile.Children(parent.Pid)]);
                    lock (highest)
                    {
                        highest[parent.Pid] = Math.Max(highest.GetValueOrDefault(parent.Pid), now);
                    }
                }
                await timer.WaitForNextTickAsync(ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Read for the last time.
        }
    }

    /// <summary>What they share counts once.</summary>
    private static long MemoryOf(List<int> family) =>
        family.Sum(pid => ProcFile.Bytes(pid, "RssAnon"))
        + family.Max(pid => ProcFile.Bytes(pid, "RssShmem"))
        + family.Max(pid => ProcFile.Bytes(pid, "RssFile"));
}
