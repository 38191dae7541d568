using System.Collections.Concurrent;

namespace Exchange.Stack.Door;

/// <summary>Open cursors: what the database wants back for the next page. Forgotten when exhausted, killed, or left for ten minutes.</summary>
internal sealed class Cursors
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, (byte[] Continuation, long Since)> open = [];

    public void Keep(Page page)
    {
        if (page.Continuation is null)
        {
            open.TryRemove(page.Cursor, out _);
            return;
        }
        open[page.Cursor] = (page.Continuation, Environment.TickCount64);
        foreach (var (cursor, (_, since)) in open)
        {
            if (Environment.TickCount64 - since > Forgotten.TotalMilliseconds)
            {
                open.TryRemove(cursor, out _);
            }
        }
    }

    public byte[]? Continuation(long cursor) => open.TryGetValue(cursor, out var kept) ? kept.Continuation : null;

    public bool Kill(long cursor) => open.TryRemove(cursor, out _);
}
