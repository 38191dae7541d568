using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>What a party is, as far as its number or name tells.</summary>
public enum PartyKind
{
    Unknown,

    /// <summary>自然人.</summary>
    NaturalPerson,

    /// <summary>法人或非法人组织.</summary>
    Organisation,
}

/// <summary>The number of a party (证件号): a citizen ID, a unified social credit code or an old organisation code, perhaps masked.</summary>
/// <remarks>Persons are matched by number and never by name alone. A masked number (<c>330602********1234</c>) is accepted and matches nothing.</remarks>
[JsonConverter(typeof(IdentifierJson<PartyNumber>))]
public sealed class PartyNumber : Identifier<PartyNumber>, IIdentifier<PartyNumber>
{
    private static readonly string[] OrganisationEndings =
    [
        "公司",
        "厂",
        "店",
        "部",
        "中心",
        "合作社",
        "委员会",
        "政府",
        "局",
        "所",
        "站",
        "社",
        "院",
        "校",
        "银行",
        "分公司",
    ];

    private PartyNumber(string value, PartyKind kind)
        : base(value) => Kind = kind;

    public PartyKind Kind { get; }

    public bool IsMasked => Value.Contains('*');

    /// <summary>For lists and logs: the first three signs of a person's number (four of an organisation's) and the last four.</summary>
    public string Masked => IsMasked ? Value : MaskedNumber.Hide(Value, Kind is PartyKind.NaturalPerson ? 3 : 4);

    /// <summary>The same party: never so when either number is masked.</summary>
    public bool Matches(PartyNumber other) => !IsMasked && Equals(other);

    /// <summary>What a party without a number is, by the ending of its name: an organisation or unknown, never a natural person.</summary>
    public static PartyKind KindByName(string name) =>
        OrganisationEndings.Any(ending => name.AsSpan().Trim().EndsWith(ending)) ? PartyKind.Organisation : PartyKind.Unknown;

    public static bool TryParse(string? text, [NotNullWhen(true)] out PartyNumber? value, [NotNullWhen(false)] out string? reason)
    {
        value = null;
        var plain = PlainText.NumberOf(text);
        if (plain is null)
            reason = string.IsNullOrWhiteSpace(text) ? "empty" : "wrong length: no number of a person or organisation is so long";
        else if (plain.Contains('*'))
            value = MaskedNumber.IsReadable(plain, out reason) ? new PartyNumber(plain, MaskedNumber.KindOf(plain)) : null;
        else if (plain.Contains("E+", StringComparison.Ordinal))
            reason = "the number was stored as a number and has lost its digits";
        else
            value = Whole(plain, out reason);
        return value is not null;
    }

    private static PartyNumber? Whole(string text, out string? reason)
    {
        switch (text.Length)
        {
            case 18:
                return OfEighteen(text, out reason);
            case 15:
                return CitizenId.TryParse(text, out var person, out reason) ? new(person.Value, PartyKind.NaturalPerson) : null;
            case 9 or 10:
                return OrganisationCode.TryParse(text, out var old, out reason) ? new(old.Value, PartyKind.Organisation) : null;
            default:
                reason = "wrong length: 15 or 18 signs for a person, 18 or 9 for an organisation";
                return null;
        }
    }

    /// <summary>Should a number pass as both, a leading 9 (registered by the market authority) makes it an organisation's.</summary>
    private static PartyNumber? OfEighteen(string text, out string? reason)
    {
        var looksLikeOrganisation = text[0] == '9' || text.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9');
        var notAPerson = CitizenId.Refusal(text, out _);
        reason = null;
        if (notAPerson is null && !looksLikeOrganisation)
            return new(text, PartyKind.NaturalPerson);
        var notAnOrganisation = CreditCode.Refusal(text);
        if (notAnOrganisation is null)
            return new(text, PartyKind.Organisation);
        if (notAPerson is null)
            return new(text, PartyKind.NaturalPerson);
        reason = looksLikeOrganisation ? notAnOrganisation : notAPerson;
        return null;
    }
}
