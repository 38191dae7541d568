using System.Globalization;

namespace Exchange.Local.Demo;

/// <summary>Lets stories wait for a day of the law: when every story waits, the nearest day comes, for all services.</summary>
/// <param name="desk">Anybody's: in development whoever has a token may turn the page of the calendar.</param>
internal sealed class LawDays(Desk desk)
{
    private readonly PriorityQueue<TaskCompletionSource, DateOnly> waiting = new();
    private readonly Lock gate = new();
    private int busy;

    /// <summary>The day to which it was last moved.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>It becomes that day everywhere, and all clocks have acted on it.</summary>
    public async Task MoveTo(DateOnly day)
    {
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
        if (day > Today)
        {
            await MoveTo(day);
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
