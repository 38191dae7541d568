using System.Diagnostics.CodeAnalysis;

namespace Exchange.Contracts;

/// <summary>Numbers of which only some signs are shown.</summary>
internal static class MaskedNumber
{
    public static string Hide(string number, int first) =>
        number.Length <= first + 4
            ? new string('*', number.Length)
            : string.Concat(number.AsSpan(0, first), new string('*', number.Length - first - 4), number.AsSpan(number.Length - 4));

    public static bool IsReadable(string text, [NotNullWhen(false)] out string? reason)
    {
        reason =
            text.Length > 20 ? "wrong length: no number of a person or organisation is so long"
            : !text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '*' or '-') ? "a masked number has digits, letters and *"
            : null;
        return reason is null;
    }

    /// <summary>What the visible signs leave possible: one kind, or nothing that can be said.</summary>
    public static PartyKind KindOf(string text)
    {
        if (text.Length != 18)
            return PartyKind.Unknown;
        var person =
            MayBeProvince(text.AsSpan(0, 2))
            && !text.AsSpan(0, 17).ContainsAnyInRange('A', 'Z')
            && text[17] is '*' or 'X' or (>= '0' and <= '9');
        var organisation = MayBeProvince(text.AsSpan(2, 2)) || text.AsSpan(2, 2) is "10";
        return (person, organisation) switch
        {
            (true, false) => PartyKind.NaturalPerson,
            (false, true) => PartyKind.Organisation,
            _ => PartyKind.Unknown,
        };
    }

    private static bool MayBeProvince(ReadOnlySpan<char> two) =>
        two.Contains('*') || !two.ContainsAnyExceptInRange('0', '9') && Divisions.IsInForce($"{two}0000");
}
