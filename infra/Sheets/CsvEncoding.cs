using System.Text;
using System.Text.Unicode;

namespace Exchange.Sheets;

/// <summary>In which encoding a CSV file is written: by its byte order mark, else by its header.</summary>
/// <remarks>
/// Only the header decides. It is Chinese, so it is valid UTF-8 or it is not UTF-8; damaged bytes further down must not turn the whole
/// file into another encoding. What cannot be decoded becomes U+FFFD, so that it is found again in its row.
/// </remarks>
public static class CsvEncoding
{
    private const string Damaged = "\uFFFD";

    static CsvEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>The encoding, and how many bytes its mark takes.</returns>
    public static (Encoding Encoding, int Mark) Of(ReadOnlySpan<byte> prefix)
    {
        if (prefix.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return (Tolerant("utf-8"), 3);
        if (prefix.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Tolerant("utf-16"), 2);
        if (prefix.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Tolerant("utf-16BE"), 2);
        return (IsUtf8(HeaderOf(prefix)) ? Tolerant("utf-8") : Tolerant("gb18030"), 0);
    }

    private static Encoding Tolerant(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Damaged));

    private static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> prefix)
    {
        var text = prefix.TrimStart("\r\n"u8);
        var length = text.IndexOfAny((byte)'\n', (byte)'\r');
        return length < 0 ? WithoutCutCharacter(text) : text[..length];
    }

    /// <summary>The prefix may end within a character: then its first bytes say nothing.</summary>
    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var first = text[^back];
            var length =
                first >= 0xF0 ? 4
                : first >= 0xE0 ? 3
                : first >= 0xC0 ? 2
                : 1;
            if (length > back)
                return text[..^back];
            if (first < 0x80)
                break;
        }
        return text;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text) => Utf8.IsValid(text);
}
