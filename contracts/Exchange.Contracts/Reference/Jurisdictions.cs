using System.Collections.Frozen;

namespace Exchange.Contracts;

/// <summary>Which procuratorate, police and higher court go with a court on a day: dated data, not arithmetic with digits (管辖).</summary>
/// <remarks>
/// Made from the annex of 法〔2015〕137号 and the history of divisions. Courts without a division (development zones, railway, maritime,
/// forest and military courts, the intermediate courts of municipalities) have a flagged row at the nearest division above.
/// </remarks>
public static class Jurisdictions
{
    /// <summary>Court codes are in force since this day; nothing is routed by them before.</summary>
    internal static readonly DateOnly Beginning = new(2016, 1, 1);

    private static readonly DateOnly[] Days = [Beginning, .. Divisions.Changes.Where(day => day > Beginning)];

    private static readonly FrozenDictionary<CourtCode, Jurisdiction[]> Table = Courts.All.ToFrozenDictionary(
        court => court.Code,
        court => Dated(court.Code, court.Name).ToArray()
    );

    private static readonly FrozenDictionary<DivisionCode, CourtCode> CourtOf = CourtsByDivision();

    /// <summary>All rows, dated.</summary>
    public static IEnumerable<Jurisdiction> All => Table.Values.SelectMany(rows => rows);

    /// <summary>The row of the court on that day; for a court that the table lacks, what its code says; null when that says nothing.</summary>
    public static Jurisdiction? Of(CourtCode court, DateOnly asOf)
    {
        var rows = Table.TryGetValue(court, out var listed) ? listed : Dated(court, court.Value).ToArray();
        return Array.FindLast(rows, row => row.From <= asOf) ?? rows.FirstOrDefault();
    }

    /// <summary>Where a case belongs: by its court's code, else by its court's name, else nowhere.</summary>
    public static Jurisdiction? OfCase(CaseNumber number, string courtName, DateOnly asOf)
    {
        var code = CourtCode.Parse(number.CourtCode);
        return Table.ContainsKey(code) ? Of(code, asOf)
            : Of(code, asOf) is { } byDigits ? byDigits with { CourtName = courtName }
            : Courts.FindByName(courtName) is { } court ? Of(court.Code, asOf)
            : null;
    }

    /// <summary>The court of the same level, to which the procuratorate writes: 330602 → 浙0602, 330600 → 浙06, 330000 → 浙, 000000 → 最高法.</summary>
    public static CourtCode? CourtOfProcuratorate(DivisionCode procuratorate) =>
        CourtOf.GetValueOrDefault(procuratorate) ?? CourtPlacement.ConventionalCourtOf(procuratorate);

    /// <summary>The procuratorate above (上一级人民检察院); none above the Supreme People's Procuratorate.</summary>
    public static DivisionCode? HigherProcuratorate(DivisionCode procuratorate) => Divisions.Parent(procuratorate);

    /// <summary>One row for each time in which the court's place does not change.</summary>
    private static IEnumerable<Jurisdiction> Dated(CourtCode court, string name)
    {
        Jurisdiction? row = null;
        foreach (var day in Days)
        {
            if (CourtPlacement.Of(court, day) is not { } place || place.Division == row?.Division)
                continue;
            if (row is not null)
                yield return row with
                {
                    To = day.AddDays(-1),
                };
            row = Row(court, name, place, day);
        }
        if (row is not null)
            yield return row;
    }

    private static Jurisdiction Row(CourtCode court, string name, CourtPlacement place, DateOnly from) =>
        new()
        {
            Court = court,
            CourtName = name,
            Division = place.Division,
            Procuratorate = place.Division,
            HigherProcuratorate = HigherProcuratorate(place.Division),
            Police = place.Division,
            HigherCourt = place.CourtAbove(court),
            Flagged = place.Flagged,
            From = from,
        };

    private static FrozenDictionary<DivisionCode, CourtCode> CourtsByDivision()
    {
        var courts = new Dictionary<DivisionCode, CourtCode> { [DivisionCode.Country] = CourtCode.Supreme };
        foreach (var court in Courts.All.Where(court => court.Division is not null).OrderBy(court => court.Code))
            courts.TryAdd(court.Division!, court.Code);
        foreach (var row in All.Where(row => !row.Flagged).OrderBy(row => row.Court))
            courts.TryAdd(row.Division, row.Court);
        return courts.ToFrozenDictionary();
    }
}
