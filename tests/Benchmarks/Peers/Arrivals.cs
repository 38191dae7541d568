namespace Exchange.Tests.Benchmarks;

/// <summary>Counts what a consumer has stored: ready when the warm-up is through, done when all is.</summary>
internal sealed class Arrivals(PeerSettings settings)
{
    private readonly TaskCompletionSource warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int stored;

    public void Add(int records)
    {
        var now = Interlocked.Add(ref stored, records);
        if (now >= settings.WarmUp)
        {
            warm.TrySetResult();
        }
        if (now >= settings.Total)
        {
            all.TrySetResult();
        }
    }

    public async Task Await()
    {
        Console.WriteLine("listening");
        await warm.Task;
        await Peer.Ready();
        await all.Task;
        await Peer.Done();
    }
}
