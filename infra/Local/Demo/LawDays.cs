using Exchange.Acts;

namespace Exchange.Local.Demo;

/// <summary>Lets stories wait for a day of the law: when every story waits, the nearest day comes.</summary>
internal sealed class LawDays(LawTime time, ClockSweep clocks)
{
    private readonly PriorityQueue<TaskCompletionSource, DateOnly> waiting = new();
    private readonly Lock gate = new();
    private int busy;

    public DateOnly Today => time.Today;

    /// <summary>Tells all stories side by side, moving the law day whenever none can go on.</summary>
    public async Task Tell(IReadOnlyCollection<Func<Task>> stories)
    {
        busy = stories.Count;
        var told = stories.Select(story => Task.Run(() => TellOne(story))).ToList();
        await Task.WhenAll(told);
    }

    public async Task Until(DateOnly day)
    {
        if (day <= time.Today)
        {
            return;
        }
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue(source, day);
        }
        await Rest();
        await source.Task;
    }

    private async Task TellOne(Func<Task> story)
    {
        try
        {
            await story();
        }
        finally
        {
            await Rest();
        }
    }

    private async Task Rest()
    {
        DateOnly day;
        lock (gate)
        {
            busy--;
            if (busy > 0 || !waiting.TryPeek(out _, out day))
            {
                return;
            }
        }
        if (day > time.Today)
        {
            time.MoveTo(day);
            await clocks.Now(CancellationToken.None);
        }
        var woken = new List<TaskCompletionSource>();
        lock (gate)
        {
            while (waiting.TryPeek(out _, out var next) && next <= day)
            {
                woken.Add(waiting.Dequeue());
                busy++;
            }
        }
        woken.ForEach(source => source.SetResult());
    }
}
