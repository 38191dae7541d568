using System.Collections.Frozen;

namespace Exchange.Contracts;

/// <summary>The division in which a court stands on a day, and how sure that is.</summary>
internal sealed record CourtPlacement(DivisionCode Division, bool Flagged)
{
    private static readonly FrozenDictionary<string, string> ProvinceOf = Courts
        .All.Where(court => court.Level is CourtLevel.High && court.Division is not null)
        .ToFrozenDictionary(court => court.Code.Value, court => court.Division!.Value[..2], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> AbbreviationOf = ProvinceOf.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<DivisionCode> WithCourt = Courts
        .All.Where(court => court.Division is not null)
        .Select(court => court.Division!)
        .ToFrozenSet();

    /// <summary>By the court's row, else by the digits of its code, else the province; null for a military court that no table lists.</summary>
    public static CourtPlacement? Of(CourtCode court, DateOnly day)
    {
        var listed = Courts.Find(court);
        return court == CourtCode.Supreme ? new(DivisionCode.Country, Flagged: false)
            : listed?.Division is { } division ? new(InForce(division, day), Flagged: false)
            : court.Abbreviation is "军"
                ? listed is null ? null
                    : new(DivisionCode.Country, Flagged: true)
            : court.Abbreviation is "兵" ? new(DivisionCode.Parse("650000"), Flagged: true)
            : ByDigits(court, day, listed is not null);
    }

    /// <summary>The court that hears what is brought up from this one: by its code, except where municipalities split their districts among intermediate courts.</summary>
    public static CourtCode? CourtAbove(CourtCode court)
    {
        if (court == CourtCode.Supreme)
            return null;
        if (court.Digits.Length == 0)
            return CourtCode.Supreme;
        var intermediate = CourtCode.Parse(court.Value[..3]);
        var numbered = Divisions.IsInForce($"{ProvinceOf.GetValueOrDefault(court.Abbreviation)}{court.Digits.AsSpan(0, 2)}00");
        var special = court.Abbreviation is "兵" or "军" || string.CompareOrdinal(court.Digits, "71") >= 0;
        return court.Digits.Length == 4 && (numbered || special) && Courts.Find(intermediate) is not null
            ? intermediate
            : CourtCode.Parse(court.Abbreviation);
    }

    /// <summary>The code that a court of a division in force has by the rule of the annex: 330114 → 浙0114.</summary>
    public static CourtCode? ConventionalCourtOf(DivisionCode division)
    {
        if (!Divisions.IsInForce(division.Value) || !AbbreviationOf.TryGetValue(division.Value[..2], out var abbreviation))
            return null;
        var digits =
            division.Value.EndsWith("0000", StringComparison.Ordinal) ? ""
            : division.Value.EndsWith("00", StringComparison.Ordinal) ? division.Value[2..4]
            : division.Value[2..];
        return CourtCode.Parse(abbreviation + digits);
    }

    private static CourtPlacement? ByDigits(CourtCode court, DateOnly day, bool listed)
    {
        if (!ProvinceOf.TryGetValue(court.Abbreviation, out var province))
            return null;
        var own = DivisionCode.Parse((province + court.Digits).PadRight(6, '0'));
        if (Divisions.HistoryOf(own).Length > 0)
            return new(InForce(own, day), listed);
        var city = DivisionCode.Parse($"{own.Value.AsSpan(0, 4)}00");
        return new(Divisions.Resolve(city, day) is [var only] ? only : DivisionCode.Parse(province + "0000"), Flagged: true);
    }

    /// <summary>
    /// The code in force on that day. An abolished division goes to its one successor, or to the one successor without a court of its
    /// own (绍兴县 became 柯桥区, while 越城区 kept its court); else it keeps its old code, which still has its place in the tree.
    /// </summary>
    private static DivisionCode InForce(DivisionCode division, DateOnly day)
    {
        var codes = Divisions.Resolve(division, day);
        var orphans = codes.Where(code => !WithCourt.Contains(code)).ToList();
        return codes is [var only] ? only
            : orphans is [var orphan] ? orphan
            : division;
    }
}
