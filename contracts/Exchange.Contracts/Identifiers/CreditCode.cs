using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>The number of an organisation since 2015 (统一社会信用代码, GB 32100-2015): 18 signs, the last of them a check.</summary>
/// <remarks>
/// The organisation code inside (signs 9 to 17) has a check of its own, which is not required here: codes carried over from old
/// registrations and given to foreign bodies are in use without it. The division inside (signs 3 to 8) may be one of long ago.
/// </remarks>
[JsonConverter(typeof(IdentifierJson<CreditCode>))]
public sealed class CreditCode : Identifier<CreditCode>, IIdentifier<CreditCode>
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly SearchValues<char> Signs = SearchValues.Create(Alphabet);

    private CreditCode(string value)
        : base(value) { }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CreditCode? value, [NotNullWhen(false)] out string? reason)
    {
        var plain = PlainText.NumberOf(text);
        reason = Refusal(plain);
        value = reason is null ? new CreditCode(plain!) : null;
        return value is not null;
    }

    /// <summary>The eighteenth sign: 31 − (Σ sign × 3^(i−1) mod 31), where 31 is written 0.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var (sum, weight) = (0, 1);
        foreach (var sign in first17)
        {
            sum += (char.IsAsciiDigit(sign) ? sign - '0' : Alphabet.IndexOf(sign)) * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>Why a text without blanks and in capitals is no number of an organisation.</summary>
    internal static string? Refusal(string? text) =>
        text is not { Length: 18 } ? "wrong length: a unified social credit code has 18 signs"
        : text.AsSpan().ContainsAnyExcept(Signs) ? "a sign that no unified social credit code has (GB 32100 leaves out I, O, S, V, Z)"
        : CheckCharacter(text.AsSpan(0, 17)) != text[17] ? "check digit (GB 32100)"
        : null;
}
