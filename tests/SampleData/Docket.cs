using Exchange.Contracts;

namespace Exchange.SampleData;

/// <summary>The courts of one city and the serials they give: no number is given twice in a file of any size.</summary>
internal sealed class Docket
{
    /// <summary>A basic court enforces more than the intermediate court above it.</summary>
    private const int TurnsOfBasicCourt = 3;

    private const int OfficersPerCourt = 12;

    private readonly long seed;
    private readonly int stride;
    private readonly (ListedCourt Court, int Turn)[] turns;
    private readonly Dictionary<CourtCode, string[]> officers;

    public Docket(SampleOptions options)
    {
        seed = options.Seed;
        var courts = CourtsOf(options.City);
        turns =
        [
            .. courts.SelectMany(court =>
                Enumerable.Range(0, court.Level is CourtLevel.Basic ? TurnsOfBasicCourt : 1).Select(turn => (court, turn))
            ),
        ];
        stride = Math.Clamp(12_000 / Math.Max(1, TurnsOfBasicCourt * options.Cases / turns.Length), 3, 60);
        officers = courts.ToDictionary(court => court.Code, OfficersOf);
    }

    /// <summary>The court to which the case at this place of the file belongs, and the serial that is its own.</summary>
    public Place At(long index)
    {
        var round = index / turns.Length;
        var order = Enumerable.Range(0, turns.Length).ToArray();
        new Dice(seed, round, 'd').Shuffle<int>(order);
        var (court, turn) = turns[order[index % turns.Length]];
        var slot = round * TurnsOfBasicCourt + turn;
        // The last number of each slot is kept for the case that a resumed case goes back to.
        var serial = 1 + slot * stride + new Dice(seed, index, 's').Roll(stride - 1);
        return new(court, officers[court.Code], serial, (slot + 1) * stride);
    }

    public static IReadOnlyList<ListedCourt> CourtsOf(string city)
    {
        ListedCourt[] courts =
        [
            .. Courts
                .All.Where(court => court.Level is CourtLevel.Intermediate or CourtLevel.Basic)
                .Where(court => court.Division is { } division && division.Value.AsSpan(0, 4).SequenceEqual(city.AsSpan(0, 4)))
                .OrderBy(court => court.Code.Value, StringComparer.Ordinal),
        ];
        return courts.Length > 0 ? courts : throw new ArgumentException($"No court is known in {city}.", nameof(city));
    }

    private string[] OfficersOf(ListedCourt court)
    {
        var dice = new Dice(seed, long.Parse(court.Division!.Value), 'o');
        return [.. Enumerable.Range(0, OfficersPerCourt).Select(_ => Names.OfPerson(dice))];
    }
}

/// <summary>Where a case is at home.</summary>
internal sealed record Place(ListedCourt Court, IReadOnlyList<string> Officers, long Serial, long OriginSerial)
{
    public CaseNumber Number(int year, string type) => CaseNumber.Parse($"（{year}）{Court.Code}{type}{Serial}号");

    public CaseNumber Origin(int year) => CaseNumber.Parse($"（{year}）{Court.Code}执{OriginSerial}号");
}
