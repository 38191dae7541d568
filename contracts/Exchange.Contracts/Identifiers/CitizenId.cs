using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>The number of a natural person (公民身份号码, GB 11643-1999): area, day of birth, serial, check.</summary>
/// <remarks>
/// The form of 15 digits from before 1999 is read and written as the 18 into which the standard turned it, so that it matches them.
/// The area is where the number was given, perhaps long abolished, and is not checked.
/// </remarks>
[JsonConverter(typeof(IdentifierJson<CitizenId>))]
public sealed class CitizenId : Identifier<CitizenId>, IIdentifier<CitizenId>
{
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private CitizenId(string value, DateOnly bornOn)
        : base(value) => BornOn = bornOn;

    public DateOnly BornOn { get; }

    /// <summary>An odd serial.</summary>
    public bool IsMale => (Value[16] - '0') % 2 == 1;

    public static bool TryParse(string? text, [NotNullWhen(true)] out CitizenId? value, [NotNullWhen(false)] out string? reason)
    {
        var plain = Modern(PlainText.NumberOf(text));
        reason = Refusal(plain, out var bornOn);
        value = reason is null ? new CitizenId(plain!, bornOn) : null;
        return value is not null;
    }

    /// <summary>The eighteenth sign: Σ digit × weight mod 11, read from <c>10X98765432</c>.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var at = 0; at < Weights.Length; at++)
            sum += (first17[at] - '0') * Weights[at];
        return "10X98765432"[sum % 11];
    }

    private static string? Modern(string? text)
    {
        if (text is not { Length: 15 } || !text.All(char.IsAsciiDigit))
            return text;
        var first17 = text.Insert(6, "19");
        return first17 + CheckCharacter(first17);
    }

    /// <summary>Why a text without blanks and in capitals is no number of a person.</summary>
    internal static string? Refusal(string? text, out DateOnly bornOn)
    {
        bornOn = default;
        return text is not { Length: 18 } ? "wrong length: a citizen ID has 18 signs, or 15 in its old form"
            : text.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') ? "a citizen ID has digits, and perhaps an X at the end"
            : !TryDay(text.AsSpan(6, 8), out bornOn) ? "birth date: there is no such day"
            : CheckCharacter(text.AsSpan(0, 17)) != text[17] ? "check digit (GB 11643)"
            : null;
    }

    private static bool TryDay(ReadOnlySpan<char> digits, out DateOnly day)
    {
        var (year, month, dayOfMonth) = (Number(digits[..4]), Number(digits[4..6]), Number(digits[6..]));
        var exists = year >= 1800 && month is >= 1 and <= 12 && dayOfMonth >= 1 && dayOfMonth <= DateTime.DaysInMonth(year, month);
        day = exists ? new(year, month, dayOfMonth) : default;
        return exists;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = number * 10 + digit - '0';
        return number;
    }
}
