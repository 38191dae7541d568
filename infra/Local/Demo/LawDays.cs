using System.Globalization;

namespace Exchange.Local.Demo;

/// <summary>Lets stories wait for a day of the law: when every story waits, the nearest day comes, for all services.</summary>
/// <param name="desk">Anybody's: in development whoever has a token may turn the page of the calendar.</param>
/// <param name="calm">Comes before a day passes: returns when whatever is under way has arrived.</param>
internal sealed class LawDays(Desk desk, Func<Task>? calm = null)
{
    private readonly PriorityQueue<TaskCompletionSource, DateOnly> waiting = new();
    private readonly Lock gate = new();
    private int busy;

    /// <summary>The day to which it was last moved.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>It becomes that day everywhere, and all clocks have acted on it.</summary>
    public async Task MoveTo(DateOnly day)
    {
        await (calm?.Invoke() ?? Task.CompletedTask);
        await desk.Put(Door, new { day });
        Today = day;
    }

    /// <summary>What day it is there.</summary>
    public async Task<DateOnly> Look() =>
        Today = DateOnly.ParseExact((await desk.Get(Door))["day"]!.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Tells all stories side by side, moving the law day whenever none can go on.</summary>
    public async Task Tell(IReadOnlyCollection<Func<Task>> stories)
    {
        busy = stories.Count;
        var told = stories.Select(story => Task.Run(() => TellOne(story))).ToList();
        await Task.WhenAll(told);
    }

    public async Task Until(DateOnly day)
    {
        if (day <= Today)
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

    private const string Door = "/dev/law-day";

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
        try
        {
            if (day > Today)
            {
                await MoveTo(day);
            }
        }
        catch (Exception e)
        {
            // The day does not come: whoever waits for it hears why instead of waiting for ever.
            Wake(DateOnly.MaxValue, source => source.SetException(e));
            throw;
        }
        Wake(day, source => source.SetResult());
    }

    private void Wake(DateOnly until, Action<TaskCompletionSource> how)
    {
        var woken = new List<TaskCompletionSource>();
        lock (gate)
        {
            while (waiting.TryPeek(out _, out var next) && next <= until)
            {
                woken.Add(waiting.Dequeue());
                busy++;
            }
        }
        woken.ForEach(how);
    }
}
