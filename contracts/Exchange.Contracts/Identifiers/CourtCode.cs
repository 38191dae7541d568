using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>The code of a court in its case numbers (法院代字): <c>最高法</c>, <c>浙</c>, <c>浙06</c>, <c>浙0602</c>.</summary>
/// <remarks>法〔2015〕137号 annex 2. A well-formed code that the annex lacks is a value like any other: courts have been founded since.</remarks>
[JsonConverter(typeof(IdentifierJson<CourtCode>))]
public sealed class CourtCode : Identifier<CourtCode>, IIdentifier<CourtCode>
{
    private const string SupremeCourt = "最高法";

    /// <summary>How many digits may follow an abbreviation, as bits: 浙 has courts with 0, 2 and 4.</summary>
    private static readonly FrozenDictionary<char, int> Widths = ReferenceTable
        .Rows("court-codes.csv")
        .Select(row => row[0])
        .Where(code => code != SupremeCourt)
        .GroupBy(code => code[0])
        .ToFrozenDictionary(codes => codes.Key, codes => codes.Aggregate(0, (widths, code) => widths | 1 << (code.Length - 1)));

    /// <summary>The codes of the annex, each once: a file names few courts many times.</summary>
    private static readonly Dictionary<string, CourtCode> Listed = ReferenceTable
        .Rows("court-codes.csv")
        .Select(row => new CourtCode(row[0]))
        .ToDictionary(code => code.Value, StringComparer.Ordinal);

    private static readonly Dictionary<string, CourtCode>.AlternateLookup<ReadOnlySpan<char>> BySpan = Listed.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private CourtCode(string value)
        : base(value) => Abbreviation = value == SupremeCourt ? value : value[..1];

    /// <summary>The Supreme People's Court (最高人民法院).</summary>
    public static CourtCode Supreme { get; } = new(SupremeCourt);

    /// <summary>The province's abbreviation (京, 浙, 内, …), 兵 and 军 for the two that are not provinces, or 最高法.</summary>
    public string Abbreviation { get; }

    /// <summary>None for a high court, two for an intermediate court, four for a basic court.</summary>
    public string Digits => Value[Abbreviation.Length..];

    public static bool TryParse(string? text, [NotNullWhen(true)] out CourtCode? value, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        if (text is not null && Listed.TryGetValue(text, out value))
            return true;
        var plain = PlainText.NumberOf(text);
        var whole = plain is not null && LengthAtStartOf(plain) == plain.Length;
        value = whole ? new CourtCode(plain!) : null;
        reason = whole ? null : "not a court code like 浙0602";
        return whole;
    }

    /// <summary>The code as a text, of which there is one where it is listed.</summary>
    internal static string TextOf(ReadOnlySpan<char> code) => BySpan.TryGetValue(code, out var listed) ? listed.Value : code.ToString();

    /// <summary>How many characters at the start are a well-formed court code; 0 for none.</summary>
    internal static int LengthAtStartOf(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(SupremeCourt))
            return SupremeCourt.Length;
        if (text.IsEmpty || !Widths.TryGetValue(text[0], out var widths))
            return 0;
        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
            digits = text.Length - 1;
        return digits < 31 && (widths & 1 << digits) != 0 ? 1 + digits : 0;
    }
}
