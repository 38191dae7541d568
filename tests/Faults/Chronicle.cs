using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Exchange.Tests.Faults;

/// <summary>What was done to a run and when, so that a seed that fails can be read; a file of it stays in artifacts/faults.</summary>
internal sealed class Chronicle
{
    private readonly Stopwatch since = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly string folder;
    private readonly string name;
    private readonly Lock gate = new();

    public Chronicle(string name)
    {
        this.name = name;
        // bin/Faults/release -> artifacts
        folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "faults"));
        Directory.CreateDirectory(folder);
        Keep("log", []);
    }

    /// <summary>Keeps a file beside the log.</summary>
    public void Keep(string what, IEnumerable<string> content) => File.WriteAllLines(Path.Combine(folder, $"{name}.{what}"), content);

    /// <summary>How often each fault befell.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>One more of what is too frequent for a line of its own.</summary>
    public void Count(string kind) => counts.AddOrUpdate(kind, 1, (_, n) => n + 1);

    public void Fault(string kind, string? whom = null)
    {
        Count(kind);
        Note(whom is null ? kind : $"{kind}: {whom}");
    }

    public void Note(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{since.Elapsed.TotalSeconds, 8:0.00} {what}");
        lines.Enqueue(line);
        lock (gate)
        {
            File.AppendAllText(Path.Combine(folder, name + ".log"), line + "\n");
        }
    }

    public string Summary => string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    public override string ToString() => string.Join('\n', lines);
}
