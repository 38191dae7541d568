using System.Globalization;

namespace Exchange.Tests.Benchmarks;

/// <summary>What Linux tells of a process; nothing of one that is gone.</summary>
internal static class ProcFile
{
    /// <summary>The unit of times in /proc/PID/stat, 1/100 s on every Linux .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int UserTimeOfEnded = 13;
    private const int SystemTimeOfEnded = 14;

    /// <param name="withEnded">With the children that have ended.</param>
    public static double CpuSeconds(int pid, bool withEnded)
    {
        if (Text(pid, "stat") is not { } stat)
        {
            return 0;
        }
        // The name in parentheses may hold anything; the fields count from behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[UserTime]) + Number(fields[SystemTime]);
        return (withEnded ? ticks + Number(fields[UserTimeOfEnded]) + Number(fields[SystemTimeOfEnded]) : ticks) / TicksPerSecond;
    }

    /// <summary>Processor time of the whole machine that was not idle, what other machines on the same hardware took included.</summary>
    public static double BusySeconds()
    {
        // cpu user nice system idle iowait irq softirq steal; guests are in user already.
        var fields = File.ReadLines("/proc/stat")
            .First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Take(8)
            .Select(Number)
            .ToList();
        return (fields.Sum() - fields[3] - fields[4]) / TicksPerSecond;
    }

    /// <param name="line">e.g. VmHWM, the most memory it ever held.</param>
    public static long Bytes(int pid, string line)
    {
        var found = Text(pid, "status")?.Split('\n').FirstOrDefault(l => l.StartsWith(line + ":", StringComparison.Ordinal));
        return found is null ? 0 : Number(found.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1]) * 1024;
    }

    public static IReadOnlyList<int> Children(int pid) =>
        Text(pid, $"task/{pid}/children") is { } children
            ? [.. children.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => (int)Number(c))]
            : [];

    /// <summary>The path of what it runs, from its own root's point of view, e.g. /usr/lib/postgresql/18/bin/postgres.</summary>
    public static string? Program(int pid)
    {
        try
        {
            var program = File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName;
            var root = File.ResolveLinkTarget($"/proc/{pid}/root", returnFinalTarget: false)?.FullName;
            return root is { Length: > 1 } && program?.StartsWith(root, StringComparison.Ordinal) is true
                ? program[root.Length..]
                : program;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The peak counts from now on; without the right to say so, from its start.</summary>
    public static void ForgetPeak(int pid)
    {
        try
        {
            File.WriteAllText($"/proc/{pid}/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private static string? Text(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
