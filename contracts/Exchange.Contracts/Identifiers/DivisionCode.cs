using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>The code of an administrative division (行政区划代码, GB/T 2260): <c>330602</c>, where <c>000000</c> is the whole country.</summary>
/// <remarks>A well-formed code that is in no table is a value like any other; <see cref="Divisions"/> says what is known of it.</remarks>
[JsonConverter(typeof(IdentifierJson<DivisionCode>))]
public sealed class DivisionCode : Identifier<DivisionCode>, IIdentifier<DivisionCode>
{
    /// <summary>The codes that have ever been in force, each once: a file names few divisions many times.</summary>
    private static readonly Dictionary<string, DivisionCode> Listed = ReferenceTable
        .Rows("division-codes.csv")
        .Select(row => row[0])
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(code => code, code => new DivisionCode(code), StringComparer.Ordinal);

    private DivisionCode(string value)
        : base(value) { }

    /// <summary>The whole country (全国).</summary>
    public static DivisionCode Country { get; } = new("000000");

    public static bool TryParse(string? text, [NotNullWhen(true)] out DivisionCode? value, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        if (text is not null && Listed.TryGetValue(text, out value))
            return true;
        var plain = PlainText.NumberOf(text);
        var whole = plain is { Length: 6 } && plain.All(char.IsAsciiDigit);
        value = whole ? new DivisionCode(plain!) : null;
        reason = whole ? null : "not a division code of six digits";
        return whole;
    }
}
