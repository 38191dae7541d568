using System.Collections.Frozen;

namespace Exchange.Contracts;

/// <summary>The level of a court (法院级别).</summary>
public enum CourtLevel
{
    /// <summary>最高人民法院.</summary>
    Supreme,

    /// <summary>高级人民法院.</summary>
    High,

    /// <summary>中级人民法院.</summary>
    Intermediate,

    /// <summary>基层人民法院.</summary>
    Basic,

    /// <summary>专门人民法院: railway, maritime, forest, farm, military, internet, intellectual property, finance.</summary>
    Special,
}

/// <summary>A court as the annex of 2015 lists it.</summary>
/// <param name="Division">None for courts whose district is not a division; see <see cref="Jurisdictions"/>.</param>
public sealed record ListedCourt(CourtCode Code, string Name, CourtLevel Level, DivisionCode? Division);

/// <summary>The courts (法院代字表).</summary>
/// <remarks>法〔2015〕137号 annex 2, and the courts founded since that are known.</remarks>
public static class Courts
{
    private static readonly FrozenDictionary<CourtCode, ListedCourt> ByCode = ReferenceTable
        .Rows("court-codes.csv")
        .Concat(ReferenceTable.Rows("court-codes-later.csv"))
        .Select(Read)
        .ToFrozenDictionary(court => court.Code);

    private static readonly FrozenDictionary<string, ListedCourt> ByName = ByCode.Values.ToFrozenDictionary(
        court => court.Name,
        StringComparer.Ordinal
    );

    public static IReadOnlyCollection<ListedCourt> All => ByCode.Values;

    public static ListedCourt? Find(CourtCode code) => ByCode.GetValueOrDefault(code);

    /// <summary>By the full name, written as in the annex.</summary>
    public static ListedCourt? FindByName(string name) => ByName.GetValueOrDefault(name.Trim());

    private static ListedCourt Read(string[] row) =>
        new(
            CourtCode.Parse(row[0]),
            row[1],
            row[2] switch
            {
                "最高" => CourtLevel.Supreme,
                "高级" => CourtLevel.High,
                "中级" => CourtLevel.Intermediate,
                "基层" => CourtLevel.Basic,
                _ => CourtLevel.Special,
            },
            DivisionCode.TryParse(row[3], out var division) ? division : null
        );
}
