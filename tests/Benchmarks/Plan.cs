namespace Exchange.Tests.Benchmarks;

/// <summary>What is to be measured, and how much of it.</summary>
internal sealed record Plan
{
    /// <summary>A quarter of a big city.</summary>
    public const int FullQuarter = 210_000;

    public const int FullRounds = 3;

    public const int UsualSeconds = 30;

    /// <summary>Records of another city that everybody has handled before the clock starts, so that nobody is measured while it compiles.</summary>
    public const int WarmUp = 2_000;

    /// <summary>Records per second of the slowest peer are so few that these suffice.</summary>
    private const int PlainRecords = 20_000;

    public static readonly string[] AllMeasures = ["throughput", "second", "latency", "overtaking", "memory", "growth", "rules", "micro"];

    public static readonly string[] AllSystems = ["a", "b", "c", "c1", "d"];

    public int Rows { get; init; } = FullQuarter;

    public int Rounds { get; init; } = FullRounds;

    public IReadOnlyList<string> Measures { get; init; } = AllMeasures;

    public IReadOnlyList<string> Systems { get; init; } = AllSystems;

    /// <summary>Seconds of single urgent records.</summary>
    public int UrgentSeconds { get; init; } = UsualSeconds;

    /// <summary>For what is written on the way; gone afterwards.</summary>
    public required string Folder { get; init; }

    public int PlainRows => Math.Min(Rows, PlainRecords);
}
