using System.Globalization;

namespace Exchange.Contracts;

/// <summary>Texts as they come out of real files: full-width signs, blanks of every kind, byte order marks.</summary>
internal static class PlainText
{
    private const int LongestNumber = 32;

    /// <summary>Copies the text without blanks and with half-width signs; -1 when it does not fit.</summary>
    public static int Copy(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        foreach (var sign in text)
        {
            var isPlain = IsPlain(sign);
            if (!isPlain && IsBlank(sign))
                continue;
            if (length == into.Length)
                return -1;
            into[length++] = isPlain ? sign : HalfWidth(sign);
        }
        return length;
    }

    /// <summary>The same, in capitals (what is so already, as it is): null when it is empty or longer than any number of a person.</summary>
    public static string? NumberOf(string? text)
    {
        if (text is { Length: > 0 and <= LongestNumber } && !text.AsSpan().ContainsAnyExceptInRange('!', '`'))
            return text;
        Span<char> plain = stackalloc char[LongestNumber];
        var length = Copy(text, plain);
        if (length <= 0)
            return null;
        foreach (ref var sign in plain[..length])
            sign = char.IsAsciiLetterLower(sign) ? (char)(sign - 32) : sign;
        return plain[..length].ToString();
    }

    /// <summary>What nearly all signs are: visible ASCII and Chinese, which stay as they are.</summary>
    private static bool IsPlain(char sign) => sign is > ' ' and < '\u007F' or >= '\u4E00' and <= '\u9FFF';

    private static char HalfWidth(char sign) =>
        sign switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(sign - 0xFEE0),
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
            '\uFFE5' => '¥',
            _ => sign,
        };

    private static bool IsBlank(char sign) =>
        sign > ' '
            ? sign >= '\u0080' && (char.IsWhiteSpace(sign) || CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.Format)
            : sign is ' ' or '\t' or '\r' or '\n';
}
