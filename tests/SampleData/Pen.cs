using System.Globalization;
using Exchange.Contracts;

namespace Exchange.SampleData;

/// <summary>Writes cells as clerks do: all of it readable, little of it alike.</summary>
/// <param name="habit">How this court's system mostly writes a date.</param>
internal sealed class Pen(Dice dice, int habit)
{
    private static readonly DateOnly ExcelDayZero = new(1899, 12, 30);

    public string Text(string text) =>
        dice.Roll(60) switch
        {
            0 => text + " ",
            1 => "　" + text,
            _ => text,
        };

    public string CaseNumber(CaseNumber number)
    {
        var text = number.Value;
        return dice.Roll(12) switch
        {
            0 => text.Replace('（', '(').Replace('）', ')'),
            1 => text.Replace('（', '〔').Replace('）', '〕'),
            2 => text.Replace('（', '[').Replace('）', ']'),
            3 => FullWidth(text),
            4 => text.Insert(6, " "),
            5 => " " + text + " ",
            _ => text,
        };
    }

    public string Id(PartyNumber number) =>
        dice.Roll(30) switch
        {
            0 => number.Value.ToLowerInvariant(),
            1 => number.Value + " ",
            2 => FullWidth(number.Value),
            _ => number.Value,
        };

    /// <summary>A day that has a cell to itself; a spreadsheet may have turned it into its serial.</summary>
    public string Date(DateOnly day) =>
        dice.Chance(2) ? (day.DayNumber - ExcelDayZero.DayNumber).ToString(CultureInfo.InvariantCulture) : DateInList(day);

    public string DateInList(DateOnly day) =>
        (dice.Chance(88) ? habit : dice.Roll(6)) switch
        {
            0 => $"{day:yyyy-MM-dd}",
            1 => $"{day.Year}/{day.Month}/{day.Day}",
            2 => $"{day.Year}年{day.Month}月{day.Day}日",
            3 => $"{day.Year}-{day.Month}-{day.Day}",
            4 => $"{day:yyyy}－{day:MM}－{day:dd}",
            _ => $" {day:yyyy-MM-dd} ",
        };

    public string Amount(Money money) =>
        dice.Roll(10) switch
        {
            0 or 1 or 2 => money.Yuan.ToString("N2", CultureInfo.InvariantCulture),
            3 => FullWidth(money.ToString()),
            4 => money.Yuan.ToString("0.##", CultureInfo.InvariantCulture),
            _ => money.ToString(),
        };

    /// <summary>Positions align with another column; nothing at all is an empty cell.</summary>
    public string Aligned<T>(IReadOnlyList<T> items, Func<T, string> write)
    {
        var parts = items.Select(write).ToArray();
        return parts.All(part => part.Length == 0) ? "" : Join(parts);
    }

    /// <summary>Days that align with another column; one day for all may stand alone.</summary>
    public string AlignedDates<T>(IReadOnlyList<T> items, Func<T, Field<DateOnly>> day)
    {
        var sameForAll = items.Count > 0 && items.All(item => day(item).HasValue && day(item) == day(items[0]));
        return sameForAll && (items.Count == 1 || dice.Chance(50))
            ? DateInList(day(items[0]).Value)
            : Aligned(items, item => day(item).Has(out var found) ? DateInList(found) : "");
    }

    public string Join(IReadOnlyList<string> parts) => string.Join(dice.Chance(85) ? "；" : ";", parts);

    public string Pair(string kind, string value) => $"{kind}{(dice.Chance(70) ? ":" : "：")}{value}";

    public bool Chance(int percent) => dice.Chance(percent);

    private static string FullWidth(string text) =>
        string.Create(
            text.Length,
            text,
            static (wide, narrow) =>
            {
                for (var at = 0; at < narrow.Length; at++)
                    wide[at] = narrow[at] is > ' ' and < '\u007f' ? (char)(narrow[at] + 0xFEE0) : narrow[at];
            }
        );
}
