using System.Buffers;
using System.Globalization;

namespace Exchange.Sheets;

/// <summary>Cells as real files have them: full-width signs, blanks of every kind, byte order marks, an apostrophe that told Excel "text".</summary>
public static class CellText
{
    private const int LongestShown = 200;
    private static readonly SearchValues<char> Separators = SearchValues.Create("；;、\n\r,，");

    /// <summary>Without blanks and invisible signs around it.</summary>
    public static string Trim(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var rest = TrimBlanks(text);
        if (!rest.IsEmpty && rest[0] == '\'')
            rest = TrimBlanks(rest[1..]);
        return rest.Length == text.Length ? text : rest.ToString();
    }

    /// <summary>Without any blanks, and with half-width letters, digits and signs.</summary>
    public static string Compact(string text)
    {
        var length = text.Length;
        var rented = length <= 256 ? null : ArrayPool<char>.Shared.Rent(length);
        var buffer = rented is null ? stackalloc char[256] : rented;
        length = Compact(text, buffer);
        var same = length == text.Length && buffer[..length].SequenceEqual(text);
        var compact = same ? text : buffer[..length].ToString();
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return compact;
    }

    /// <returns>The length; -1 when it does not fit.</returns>
    public static int Compact(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        foreach (var sign in text)
        {
            if (IsBlank(sign))
                continue;
            if (length == into.Length)
                return -1;
            into[length++] = HalfWidth(sign);
        }
        return length;
    }

    /// <summary>
    /// A name in one way of writing: no blanks but between words of Latin letters, brackets full-width in a Chinese name, letters and digits half-width.
    /// </summary>
    public static string Name(string text)
    {
        var trimmed = Trim(text);
        if (IsPlainChinese(trimmed))
            return trimmed;
        var isChinese = trimmed.AsSpan().ContainsAnyInRange('\u4E00', '\u9FFF');
        var name = new char[trimmed.Length];
        var length = 0;
        for (var at = 0; at < trimmed.Length; at++)
        {
            var sign = trimmed[at];
            if (IsInvisible(sign))
                continue;
            if (IsBlank(sign))
            {
                if (
                    length > 0
                    && char.IsAscii(name[length - 1])
                    && name[length - 1] != ' '
                    && char.IsAscii(HalfWidth(NextSign(trimmed, at)))
                )
                    name[length++] = ' ';
                continue;
            }
            name[length++] = (HalfWidth(sign), isChinese) switch
            {
                ('(', true) => '（',
                (')', true) => '）',
                var (half, _) => half,
            };
        }
        return new string(name, 0, length);
    }

    /// <summary>The positions of a list, empty ones kept; a cell without a separator is one position.</summary>
    public static string[] Positions(string cell)
    {
        if (cell.AsSpan().IndexOfAny(Separators) < 0)
            return [cell];
        var positions = new List<string>();
        var start = 0;
        for (var at = 0; at <= cell.Length; at++)
        {
            if (at < cell.Length && !Separators.Contains(cell[at]))
                continue;
            if (at > 0 && at < cell.Length && cell[at] == '\n' && cell[at - 1] == '\r')
            {
                start = at + 1;
                continue;
            }
            positions.Add(Trim(cell[start..at]));
            start = at + 1;
        }
        return [.. positions];
    }

    /// <summary>Lists of things that are written for "none": 无, -, /.</summary>
    public static bool SaysNone(string text) => text is "" or "无" or "-" or "—" or "——" or "－" or "/";

    public static string? Shorten(string? value) => value is { Length: > LongestShown } ? value[..LongestShown] + "…" : value;

    public static bool IsBlank(char sign) => sign <= ' ' || sign >= '\u007F' && (char.IsWhiteSpace(sign) || IsInvisible(sign));

    public static char HalfWidth(char sign) =>
        sign switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(sign - 0xFEE0),
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
            _ => sign,
        };

    private static bool IsInvisible(char sign) =>
        sign >= '\u007F' && char.GetUnicodeCategory(sign) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static bool IsPlainChinese(string text) => !text.AsSpan().ContainsAnyExceptInRange('\u4E00', '\u9FFF');

    private static char NextSign(string text, int at)
    {
        while (at < text.Length && IsBlank(text[at]))
            at++;
        return at < text.Length ? text[at] : '\uFFFF';
    }

    private static ReadOnlySpan<char> TrimBlanks(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsBlank(text[start]))
            start++;
        var end = text.Length;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return text[start..end];
    }
}
