using System.Diagnostics;

namespace Exchange.Storage;

/// <summary>
/// Small things asked for while others of their kind are being done are done together: alone nobody waits, and under load one read and one
/// write serve many.
/// </summary>
/// <param name="kin">Only what is of equal kin is done together.</param>
/// <param name="act">Does all of them, with an answer for each in their order. When it fails, each is done by itself, so that nobody fails for another.</param>
/// <param name="linger">How long what nobody waits for is kept back, so that more can come.</param>
public sealed class Gathering<TAsk, TAnswer>(
    Func<TAsk, object> kin,
    Func<IReadOnlyList<TAsk>, CancellationToken, Task<IReadOnlyList<TAnswer>>> act,
    TimeSpan linger = default
)
{
    /// <summary>As much as one chunk.</summary>
    private const int Most = 100;

    private readonly Lock gate = new();
    private readonly List<Waiting> queue = [];
    private bool working;

    /// <summary>Returns when it was done, alone or with others; throws what doing it threw.</summary>
    public Task<TAnswer> Ask(TAsk ask, CancellationToken cancellation)
    {
        var waiting = new Waiting(ask, Activity.Current, cancellation);
        lock (gate)
        {
            queue.Add(waiting);
            if (working)
            {
                return waiting.Answer.Task;
            }
            working = true;
        }
        _ = Task.Run(Work, CancellationToken.None);
        return waiting.Answer.Task;
    }

    private async Task Work()
    {
        if (linger > TimeSpan.Zero)
        {
            await Task.Delay(linger);
        }
        while (Next() is { Count: > 0 } some)
        {
            if (!await Done(some) && some.Count > 1)
            {
                foreach (var one in some)
                {
                    await Done([one]);
                }
            }
        }
    }

    /// <returns>False when it failed; who is alone has been told.</returns>
    private async Task<bool> Done(List<Waiting> some)
    {
        Activity.Current = some[0].Cause;
        try
        {
            var answers = await act([.. some.Select(one => one.Ask)], some.Count == 1 ? some[0].Cancellation : CancellationToken.None);
            for (var i = 0; i < some.Count; i++)
            {
                some[i].Answer.TrySetResult(answers[i]);
            }
            return true;
        }
#pragma warning disable CA1031 // It is told to whoever waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (some.Count == 1)
            {
                some[0].Answer.TrySetException(e);
            }
            return false;
        }
    }

    /// <summary>The oldest and its kin; none: nothing waits.</summary>
    private List<Waiting> Next()
    {
        lock (gate)
        {
            var some = new List<Waiting>();
            if (queue.Count == 0)
            {
                working = false;
                return some;
            }
            var first = kin(queue[0].Ask);
            var left = 0;
            for (var i = 0; i < queue.Count; i++)
            {
                if (some.Count < Most && kin(queue[i].Ask).Equals(first))
                {
                    some.Add(queue[i]);
                }
                else
                {
                    queue[left++] = queue[i];
                }
            }
            queue.RemoveRange(left, queue.Count - left);
            return some;
        }
    }

    private sealed record Waiting(TAsk Ask, Activity? Cause, CancellationToken Cancellation)
    {
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
