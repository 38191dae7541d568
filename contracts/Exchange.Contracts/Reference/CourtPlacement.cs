using System.Collections.Frozen;

namespace Exchange.Contracts;

/// <summary>The division in which a court stands on a day, and how sure that is.</summary>
internal sealed record CourtPlacement(DivisionCode Division, bool Flagged)
{
    private static readonly FrozenDictionary<string, string> ProvinceOf = Courts
        .All.Where(court => court.Code.Digits.Length == 0 && court.Division is not null)
        .ToFrozenDictionary(court => court.Code.Value, court => court.Division!.Value[..2], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> AbbreviationOf = ProvinceOf.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

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

    /// <summary>The court of the division above, so that higher court and higher procuratorate match; where that is not known, by the code.</summary>
    public CourtCode? CourtAbove(CourtCode court) =>
        !Flagged && Divisions.Parent(Division) is { } above && ConventionalCourtOf(above) is { } known && Courts.Find(known) is not null
            ? known
            : CourtAboveByCode(court);

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

    private static CourtCode? CourtAboveByCode(CourtCode court)
    {
        if (court.Digits.Length == 0)
            return court == CourtCode.Supreme ? null : CourtCode.Supreme;
        var intermediate = CourtCode.Parse(court.Value[..3]);
        return court.Digits.Length == 4 && Courts.Find(intermediate) is not null ? intermediate : CourtCode.Parse(court.Abbreviation);
    }

    /// <summary>Courts of the annex can only mean what their digits meant when it came into force.</summary>
    private static CourtPlacement? ByDigits(CourtCode court, DateOnly day, bool listed)
    {
        if (!ProvinceOf.TryGetValue(court.Abbreviation, out var province))
            return null;
        var own = DivisionCode.Parse((province + court.Digits).PadRight(6, '0'));
        if (listed ? Divisions.Resolve(own, Jurisdictions.Beginning).Count > 0 : Divisions.IsKnown(own))
            return new(InForce(own, day), listed);
        var city = DivisionCode.Parse($"{own.Value.AsSpan(0, 4)}00");
        return new(Divisions.Resolve(city, day) is [var only] ? only : DivisionCode.Parse(province + "0000"), Flagged: true);
    }

    /// <summary>An abolished division goes to its successor if there is one alone; else it keeps its old code, which still has its place in the tree.</summary>
    private static DivisionCode InForce(DivisionCode division, DateOnly day) =>
        Divisions.Resolve(division, day) is [var only] ? only : division;
}
