using Exchange.SampleData;

namespace Exchange.Tests.Benchmarks;

/// <summary>A made-up quarter as a file on the disk, and what is true of it.</summary>
internal sealed class Quarter
{
    /// <summary>The whole country: sees every division.</summary>
    public const string Nation = "000000";

    /// <summary>Whose courts deliver what is measured.</summary>
    public const string City = "330600";

    /// <summary>Another city: its cases are others.</summary>
    public const string OtherCity = "330100";

    /// <summary>One more, of which the first records are delivered to warm everything up.</summary>
    public const string WarmingCity = "330300";

    /// <summary>Of which cases are pushed one by one.</summary>
    public const string UrgentCity = "330200";

    /// <summary>The day on which the first quarter is delivered. Always the same: so are the rows.</summary>
    public static readonly DateOnly FirstDay = new(2026, 6, 30);

    private const int LastLookedAt = 200;

    private readonly SampleOptions options;

    private Quarter(SampleOptions options, string file) => (this.options, File) = (options, file);

    public string File { get; }

    public string Division => options.City;

    public int Rows => options.Cases;

    public DateOnly AsOf => options.AsOf;

    /// <summary>"case rule" of everything that was planted.</summary>
    public required IReadOnlySet<string> Planted { get; init; }

    /// <summary>Rows that do not say what they said a quarter before.</summary>
    public int Changed { get; private init; }

    /// <summary>The last cases of the file that the procuratorate knew before and of which it now hears something new.</summary>
    public IReadOnlyList<string> LastChanged { get; private init; } = [];

    public static Quarter Write(string folder, int rows, string city = City) =>
        Write(
            folder,
            new SampleOptions
            {
                Cases = rows,
                City = city,
                AsOf = FirstDay,
            }
        );

    /// <summary>The same cases three months later; one row in ten says something new.</summary>
    public Quarter Next()
    {
        var next = options.NextQuarter();
        var (changed, count) = (new Queue<string>(), 0);
        foreach (var (before, now) in SampleQuarter.Generate(options).Zip(SampleQuarter.Generate(next)))
        {
            if (!before.Cells.SequenceEqual(now.Cells))
            {
                changed.Enqueue(now.CaseNumber);
                count++;
            }
            if (changed.Count > LastLookedAt)
            {
                changed.Dequeue();
            }
        }
        return Write(Path.GetDirectoryName(File)!, next, [.. changed], count);
    }

    private static Quarter Write(string folder, SampleOptions options, IReadOnlyList<string>? lastChanged = null, int changed = 0)
    {
        var file = Path.Combine(folder, $"{options.City}-{options.Cases}-{options.AsOf:yyyy-MM-dd}.csv");
        if (!System.IO.File.Exists(file))
        {
            SampleFile.Write(options, file);
        }
        return new Quarter(options, file)
        {
            LastChanged = lastChanged ?? [],
            Changed = changed,
            Planted = SampleQuarter
                .Generate(options)
                .SelectMany(row => row.FiringRules.Select(rule => $"{row.CaseNumber} {rule}"))
                .ToHashSet(StringComparer.Ordinal),
        };
    }
}
