using System.Globalization;

namespace Exchange.Sheets;

/// <summary>Days as people and spreadsheets write them: 2023-1-5, 2023/1/5, 2023.1.5, 2023年1月5日, 20230105, 44931.</summary>
public static class CellDates
{
    /// <summary>1950-01-01 and 2199-12-31 as a spreadsheet counts days; what lies outside is a number that strayed into a column of dates.</summary>
    private const int FirstSerial = 18_264;
    private const int LastSerial = 109_574;

    public static bool TryRead(string text, out DateOnly day)
    {
        day = default;
        Span<char> plain = stackalloc char[40];
        var length = CellText.Compact(WithoutTime(text), plain);
        if (length <= 0)
            return false;
        ReadOnlySpan<char> date = plain[..length];
        return date.ContainsAnyExceptInRange('0', '9') ? TryParts(date, out day) || TrySerial(date, out day)
            : date.Length == 8 ? TryDay(date[..4], date[4..6], date[6..], out day)
            : TrySerial(date, out day);
    }

    private static bool TryParts(ReadOnlySpan<char> date, out DateOnly day)
    {
        day = default;
        if (date.Length < 8)
            return false;
        var first = date[4];
        var second =
            first == '年' ? '月'
            : first is '-' or '/' or '.' ? first
            : '\0';
        var rest = date[5..];
        var at = second == '\0' ? -1 : rest.IndexOf(second);
        if (at < 0)
            return false;
        var last = rest[(at + 1)..];
        if (first == '年' && !last.IsEmpty && last[^1] is '日' or '号')
            last = last[..^1];
        return TryDay(date[..4], rest[..at], last, out day);
    }

    private static bool TryDay(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> dayOfMonth, out DateOnly day)
    {
        day = default;
        if (!TryNumber(year, out var y) || !TryNumber(month, out var m) || !TryNumber(dayOfMonth, out var d))
            return false;
        if (y is < 1900 or > 2200 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m))
            return false;
        day = new(y, m, d);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is > 0 and <= 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TrySerial(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (
            !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
            || serial < FirstSerial
            || serial >= LastSerial + 1
        )
            return false;
        day = new DateOnly(1899, 12, 30).AddDays((int)serial);
        return true;
    }

    /// <summary>A time of the day behind the date says nothing: 2023-01-05 00:00:00, 2023-01-05T08:30.</summary>
    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOfAny(':', '：');
        if (colon < 0)
            return text;
        var at = text[..colon].TrimEnd().LastIndexOfAny(' ', 'T', '\u3000');
        return at > 0 && TimeOnly.TryParse(text[(at + 1)..].TrimEnd('Z'), CultureInfo.InvariantCulture, out _) ? text[..at] : text;
    }
}
