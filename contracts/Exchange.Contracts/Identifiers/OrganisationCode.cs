using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>The number of an organisation before 2015 (组织机构代码, GB 11714-1997): nine signs, often written with a hyphen before the last.</summary>
[JsonConverter(typeof(IdentifierJson<OrganisationCode>))]
public sealed class OrganisationCode : Identifier<OrganisationCode>, IIdentifier<OrganisationCode>
{
    private static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    private OrganisationCode(string value)
        : base(value) { }

    public static bool TryParse(string? text, [NotNullWhen(true)] out OrganisationCode? value, [NotNullWhen(false)] out string? reason)
    {
        var plain = PlainText.NumberOf(text);
        if (plain is { Length: 10 } && plain[8] == '-')
            plain = plain.Remove(8, 1);
        reason = Refusal(plain);
        value = reason is null ? new OrganisationCode(plain!) : null;
        return value is not null;
    }

    /// <summary>The ninth sign: 11 − (Σ sign × weight mod 11), where 10 is written X and 11 is written 0.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first8)
    {
        var sum = 0;
        for (var at = 0; at < Weights.Length; at++)
            sum += (char.IsAsciiDigit(first8[at]) ? first8[at] - '0' : first8[at] - 'A' + 10) * Weights[at];
        return "0123456789X0"[11 - sum % 11];
    }

    private static string? Refusal(string? text) =>
        text is not { Length: 9 } ? "wrong length: an organisation code has 9 signs"
        : !text.All(sign => char.IsAsciiDigit(sign) || char.IsAsciiLetterUpper(sign))
            ? "an organisation code has digits and capital letters"
        : CheckCharacter(text.AsSpan(0, 8)) != text[8] ? "check digit (GB 11714)"
        : null;
}
