using System.Diagnostics;

namespace Exchange.Tests.Benchmarks;

/// <summary>The processes that were started here: none of them outlives this one, however it ends.</summary>
internal static class Children
{
    private static readonly HashSet<int> Running = [];

    static Children() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    public static void Remember(int pid)
    {
        lock (Running)
        {
            Running.Add(pid);
        }
    }

    /// <summary>Whoever started it has ended it.</summary>
    public static void Forget(int pid)
    {
        lock (Running)
        {
            Running.Remove(pid);
        }
    }

    private static void EndAll()
    {
        lock (Running)
        {
            foreach (var pid in Running)
            {
                try
                {
                    using var process = Process.GetProcessById(pid);
                    process.Kill();
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException)
                {
                    // It has ended.
                }
            }
        }
    }
}
