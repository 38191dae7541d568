using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Exchange.Contracts;

/// <summary>The administrative divisions since 1981, and the tree in which what belongs where is asked (行政区划代码, GB/T 2260).</summary>
public static class Divisions
{
    private static readonly Division WholeCountry = new(
        DivisionCode.Country,
        "全国",
        "全国",
        DivisionLevel.Country,
        DateOnly.MinValue,
        ValidTo: null,
        []
    );

    /// <summary>All that a code has meant, the latest last.</summary>
    private static readonly FrozenDictionary<string, Division[]> History = ReferenceTable
        .Rows("division-codes.csv")
        .Select(Read)
        .Append(WholeCountry)
        .GroupBy(division => division.Code.Value, StringComparer.Ordinal)
        .ToFrozenDictionary(
            divisions => divisions.Key,
            divisions => divisions.OrderBy(division => division.ValidFrom).ToArray(),
            StringComparer.Ordinal
        );

    /// <summary>Every record asks for its own; there are only as many as divisions.</summary>
    private static readonly ConcurrentDictionary<string, string> Paths = new(StringComparer.Ordinal);

    /// <summary>What the code meant on that day; null when it meant nothing.</summary>
    public static Division? Find(DivisionCode code, DateOnly asOf) => Array.Find(HistoryOf(code), division => division.IsInForceOn(asOf));

    /// <summary>The codes in force on that day for what the code last meant before: itself, its successors, or none when nothing is known.</summary>
    public static IReadOnlyList<DivisionCode> Resolve(DivisionCode code, DateOnly asOf)
    {
        var found = new List<DivisionCode>();
        Follow(code, asOf, [], found);
        return found;
    }

    /// <summary>The division above: by the code's prefix if that is in force, else the province, else the country, which has none above.</summary>
    public static DivisionCode? Parent(DivisionCode code)
    {
        if (code == DivisionCode.Country)
            return null;
        var city = $"{code.Value.AsSpan(0, 4)}00";
        var province = $"{code.Value.AsSpan(0, 2)}0000";
        return code.Value != city && IsInForce(city) ? DivisionCode.Parse(city)
            : code.Value != province && IsInForce(province) ? DivisionCode.Parse(province)
            : DivisionCode.Country;
    }

    /// <summary>The divisions right below this one that are in force on that day, by code.</summary>
    public static IReadOnlyList<Division> Below(DivisionCode code, DateOnly asOf) =>
        [
            .. History
                .Values.Select(meanings => Array.Find(meanings, division => division.IsInForceOn(asOf)))
                .OfType<Division>()
                .Where(division => division.Code != code && Parent(division.Code) == code)
                .OrderBy(division => division.Code.Value, StringComparer.Ordinal),
        ];

    /// <summary>From the country down to the division itself.</summary>
    public static IReadOnlyList<DivisionCode> PathTo(DivisionCode code)
    {
        var path = new List<DivisionCode>();
        for (var step = code; step is not null; step = Parent(step))
            path.Insert(0, step);
        return path;
    }

    /// <summary><c>000000/330000/330600/330602/</c>: what lies within a division has a path that starts with the division's.</summary>
    public static string PathOf(DivisionCode code) =>
        IsKnown(code) ? Paths.GetOrAdd(code.Value, static (_, of) => Written(of), code) : Written(code);

    private static string Written(DivisionCode code) => string.Concat(PathTo(code).Select(step => step.Value + "/"));

    public static bool IsWithin(DivisionCode code, DivisionCode root)
    {
        for (var step = code; step is not null; step = Parent(step))
        {
            if (step == root)
                return true;
        }
        return false;
    }

    internal static bool IsInForce(string code) => History.TryGetValue(code, out var history) && history[^1].ValidTo is null;

    internal static bool IsKnown(DivisionCode code) => History.ContainsKey(code.Value);

    private static Division[] HistoryOf(DivisionCode code) => History.GetValueOrDefault(code.Value, []);

    /// <summary>The years in which anything changed, each from its first day.</summary>
    internal static IEnumerable<DateOnly> Changes =>
        History.Values.SelectMany(history => history).Select(division => division.ValidFrom).Distinct().Order();

    private static void Follow(DivisionCode code, DateOnly asOf, HashSet<DivisionCode> seen, List<DivisionCode> found)
    {
        if (!seen.Add(code))
            return;
        if (Find(code, asOf) is not null)
            found.Add(code);
        else if (Array.FindLast(HistoryOf(code), division => division.ValidTo < asOf) is { } last)
        {
            foreach (var successor in last.SuccessorCodes)
                Follow(successor, asOf, seen, found);
        }
    }

    private static Division Read(string[] row)
    {
        var (province, city, name) = (row[1], row[2], row[3]);
        var level = row[4] switch
        {
            "省级" => DivisionLevel.Province,
            "地级" => DivisionLevel.City,
            _ => DivisionLevel.County,
        };
        var fullName = level switch
        {
            DivisionLevel.Province => name,
            DivisionLevel.City => province + name,
            _ => province + (city is "直辖" ? "" : city) + name,
        };
        return new(
            DivisionCode.Parse(row[0]),
            name,
            fullName,
            level,
            FirstDayOf(row[6]),
            row[7].Length == 0 ? null : FirstDayOf(row[7]).AddDays(-1),
            Successors(row[8])
        );
    }

    /// <summary><c>330602[2001];330602;330603</c>: a year in brackets marks what went over before the end, and is left out unless it is all there is.</summary>
    private static List<DivisionCode> Successors(string cell)
    {
        var codes = cell.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var atTheEnd = Array.FindAll(codes, code => !code.Contains('['));
        return (atTheEnd.Length > 0 ? atTheEnd : codes).Select(code => DivisionCode.Parse(code[..6])).Distinct().ToList();
    }

    private static DateOnly FirstDayOf(string year) => new(int.Parse(year, CultureInfo.InvariantCulture), 1, 1);
}
