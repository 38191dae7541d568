namespace Exchange.SampleData;

/// <summary>How a text file of a sample is encoded.</summary>
public enum SampleEncoding
{
    /// <summary>UTF-8 with a byte order mark, as spreadsheets export it.</summary>
    Utf8,

    /// <summary>GB18030, as older court systems export it.</summary>
    Gb18030,
}

/// <summary>Which quarter to make up: the same options always give the same quarter.</summary>
public sealed record SampleOptions
{
    private const int MostQuartersLater = 3;

    public int Cases { get; init; } = 600;

    /// <summary>Decides everything that is left to chance, and which optional columns the court's system has. Seed 1 has them all.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The day (in China) as of which the court speaks and the truth holds.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Division of the city whose courts deliver.</summary>
    public string City { get; init; } = "330600";

    public SampleEncoding Encoding { get; init; } = SampleEncoding.Utf8;

    /// <summary>How many quarters after the first delivery this one is.</summary>
    internal int QuartersLater { get; private init; }

    internal double ChangedShare { get; private init; }

    /// <summary>The day of the first delivery, on which all stories are built.</summary>
    internal DateOnly ToldOn => FirstAsOf ?? AsOf;

    private DateOnly? FirstAsOf { get; init; }

    /// <summary>The same cases delivered three months later: a share of the rows has changed, and sanctions that were in time are overdue.</summary>
    public SampleOptions NextQuarter(double share = 0.10)
    {
        if (QuartersLater == MostQuartersLater)
            throw new InvalidOperationException($"A sample can be followed for {MostQuartersLater} quarters.");
        return this with
        {
            FirstAsOf = ToldOn,
            QuartersLater = QuartersLater + 1,
            AsOf = ToldOn.AddMonths(3 * (QuartersLater + 1)),
            ChangedShare = share,
        };
    }
}
