using System.Diagnostics;

namespace Exchange.Messaging;

/// <summary>
/// Small messages that arrive while others are being handled go on together: alone nobody waits, and under load one read and one write serve many.
/// </summary>
/// <param name="kin">Only messages of equal kin are joined.</param>
/// <param name="size">How much a message is.</param>
/// <param name="join">Makes one message of several of one kin.</param>
/// <param name="handle">What is then done, once for all of them. When it fails, each is done by itself, so that nobody fails for another.</param>
public sealed class Gathering<T>(
    Func<T, object> kin,
    Func<T, int> size,
    Func<IReadOnlyList<T>, T> join,
    Func<T, CancellationToken, Task> handle
)
    where T : class
{
    /// <summary>As much as one chunk.</summary>
    private const int Most = 100;

    /// <summary>One writes while the other reads.</summary>
    private const int Lanes = 2;

    private readonly Lock gate = new();
    private readonly List<Waiting> queue = [];
    private int running;

    /// <summary>Returns when the message was handled, alone or with others; throws what handling it threw.</summary>
    public Task Handle(T message, CancellationToken cancellation)
    {
        var waiting = new Waiting(message, Activity.Current, cancellation);
        lock (gate)
        {
            queue.Add(waiting);
            if (running == Lanes)
            {
                return waiting.Done.Task;
            }
            running++;
        }
        _ = Task.Run(Work, CancellationToken.None);
        return waiting.Done.Task;
    }

    private async Task Work()
    {
        while (Next() is { Count: > 0 } some)
        {
            Activity.Current = some[0].Cause;
            try
            {
                var together = some.Count == 1 ? some[0].Message : join([.. some.Select(waiting => waiting.Message)]);
                await handle(together, some[0].Cancellation);
                some.ForEach(waiting => waiting.Done.TrySetResult());
            }
#pragma warning disable CA1031 // It is told to whoever waits.
            catch (Exception e)
#pragma warning restore CA1031
            {
                await EachAlone(some, e);
            }
        }
    }

    private async Task EachAlone(List<Waiting> some, Exception reason)
    {
        if (some.Count == 1)
        {
            some[0].Done.TrySetException(reason);
            return;
        }
        foreach (var waiting in some)
        {
            Activity.Current = waiting.Cause;
            try
            {
                await handle(waiting.Message, waiting.Cancellation);
                waiting.Done.TrySetResult();
            }
#pragma warning disable CA1031 // As above.
            catch (Exception e)
#pragma warning restore CA1031
            {
                waiting.Done.TrySetException(e);
            }
        }
    }

    /// <summary>The oldest and its kin; none: the lane ends.</summary>
    private List<Waiting> Next()
    {
        lock (gate)
        {
            var some = new List<Waiting>();
            if (queue.Count == 0)
            {
                running--;
                return some;
            }
            var (first, sum) = (kin(queue[0].Message), 0);
            for (var i = 0; i < queue.Count && sum < Most; )
            {
                if (!kin(queue[i].Message).Equals(first))
                {
                    i++;
                    continue;
                }
                sum += size(queue[i].Message);
                some.Add(queue[i]);
                queue.RemoveAt(i);
            }
            return some;
        }
    }

    private sealed record Waiting(T Message, Activity? Cause, CancellationToken Cancellation)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
