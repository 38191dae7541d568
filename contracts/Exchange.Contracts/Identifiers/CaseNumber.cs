using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>The number of a case (案号): <c>（2023）浙0602执1234号</c>, by which court, procuratorate and police mean the same case.</summary>
/// <remarks>
/// 法〔2015〕137号; special trial element 法〔2018〕335号. <c>号之一</c> numbers a document within the case and is not part of the case's number.
/// Brackets, blanks and full-width signs of every kind are read; masked digits are not.
/// </remarks>
[JsonConverter(typeof(IdentifierJson<CaseNumber>))]
public sealed class CaseNumber : Identifier<CaseNumber>, IIdentifier<CaseNumber>
{
    private const int LongestText = 64;
    private const string Malformed = "not a case number like （2023）浙0602执1234号";

    private CaseNumber(string raw, int year, string courtCode, string? specialTrial, string typeCode, long serial, int? part)
        : base(Canonical(raw, year, courtCode, specialTrial, typeCode, serial))
    {
        Raw = raw;
        Year = year;
        CourtCode = courtCode;
        SpecialTrial = specialTrial;
        TypeCode = typeCode;
        Serial = serial;
        Part = part;
    }

    /// <summary>The text as it was written.</summary>
    public string Raw { get; }

    public int Year { get; }

    /// <summary>The court's code (法院代字); see <see cref="Exchange.Contracts.CourtCode"/>.</summary>
    public string CourtCode { get; }

    /// <summary>知 for a case of intellectual property (专门审判代字).</summary>
    public string? SpecialTrial { get; }

    /// <summary>What kind of case it is (类型代字); see <see cref="CaseTypes"/>.</summary>
    public string TypeCode { get; }

    public long Serial { get; }

    /// <summary>The document within the case: 2 in <c>号之二</c>.</summary>
    public int? Part { get; }

    /// <summary>A first (执) or resumed (执恢) enforcement case: one that can be ended for now (终本).</summary>
    public bool IsEnforcement => TypeCode is "执" or "执恢";

    /// <summary>By year, court, type and serial.</summary>
    public override int CompareTo(CaseNumber? other)
    {
        if (other is null)
            return 1;
        var order = Year.CompareTo(other.Year);
        order = order != 0 ? order : string.CompareOrdinal(CourtCode, other.CourtCode);
        order = order != 0 ? order : string.CompareOrdinal(SpecialTrial, other.SpecialTrial);
        order = order != 0 ? order : string.CompareOrdinal(TypeCode, other.TypeCode);
        return order != 0 ? order : Serial.CompareTo(other.Serial);
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CaseNumber? value, [NotNullWhen(false)] out string? reason)
    {
        value = null;
        Span<char> plain = stackalloc char[LongestText];
        var length = PlainText.Copy(text, plain);
        reason = length < 0 ? Malformed : Read(plain[..length], text!, out value);
        return value is not null;
    }

    private static string? Read(ReadOnlySpan<char> rest, string raw, out CaseNumber? number)
    {
        number = null;
        if (rest.Contains('*'))
            return "masked digits are not a case number";
        if (rest.Length < 6 || !IsOpening(rest[0]) || !IsClosing(rest[5]) || !TryNumber(rest[1..5], out var year))
            return Malformed;
        if (year is < 1949 or > 2200)
            return "the year of the case number is out of range";
        rest = rest[6..];

        var court = rest[..Exchange.Contracts.CourtCode.LengthAtStartOf(rest)];
        if (court.IsEmpty)
            return "the case number has no well-formed court code";
        rest = rest[court.Length..];

        var special = !rest.IsEmpty && rest[0] == '知';
        rest = special ? rest[1..] : rest;

        // The serial begins with the first digit, so what stands before it is the longest type code there can be.
        var type = rest[..Math.Max(0, rest.IndexOfAnyInRange('0', '9'))];
        if (!CaseTypes.TryFind(type, out var known))
            return "the case number has no type code of 法〔2015〕137号";
        rest = rest[type.Length..];

        var digits = Math.Max(0, rest.IndexOfAnyExceptInRange('0', '9'));
        if (digits > 15 || !TryNumber(rest[..digits], out var serial) || serial == 0)
            return "the serial of the case number is not a natural number";
        if (!CaseNumberPart.TryRead(rest[digits..], out var part))
            return "the case number does not end with 号 or 号之一";

        number = new(raw, (int)year, Exchange.Contracts.CourtCode.TextOf(court), special ? "知" : null, known.Code, serial, part);
        return null;
    }

    /// <summary>The text itself where it is canonical, as nearly all are.</summary>
    private static string Canonical(string raw, int year, string courtCode, string? specialTrial, string typeCode, long serial)
    {
        Span<char> canonical = stackalloc char[LongestText];
        canonical.TryWrite($"（{year}）{courtCode}{specialTrial}{typeCode}{serial}号", out var length);
        canonical = canonical[..length];
        return canonical.SequenceEqual(raw) ? raw : canonical.ToString();
    }

    internal static bool TryNumber(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        return !digits.ContainsAnyExceptInRange('0', '9') && long.TryParse(digits, NumberStyles.None, provider: null, out number);
    }

    private static bool IsOpening(char sign) => sign is '(' or '[' or '〔' or '【' or '﹝' or '〖' or '{' or '<' or '〈';

    private static bool IsClosing(char sign) => sign is ')' or ']' or '〕' or '】' or '﹞' or '〗' or '}' or '>' or '〉';
}
