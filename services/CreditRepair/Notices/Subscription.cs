using System.Security.Cryptography;
using System.Text;
using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.CreditRepair.Notices;

/// <summary>A bank or credit body that wants to hear of restorations (订阅), entered by a desk for the divisions it is in charge of.</summary>
internal sealed record Subscription : Aggregate
{
    /// <summary>Name of the bank, as in its tokens.</summary>
    public required string Bank { get; init; }

    /// <summary>Where notices are posted; none: the bank reads them here.</summary>
    public Uri? Url { get; init; }

    public required IReadOnlyList<DivisionCode> Divisions { get; init; }

    /// <summary>Key of the signature; never shown.</summary>
    public string? Secret { get; init; }

    public override string StateName => "active";

    public override IReadOnlyList<string> AllowedActs => [];

    public static string IdOf(DivisionCode division, string bank) => $"{division.Value}-{KeyOf(bank)}";

    /// <summary>A bank's name as a part of an id.</summary>
    public static string KeyOf(string bank) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bank)))[..10];

    public bool Covers(DivisionCode division) => Divisions.Any(root => Contracts.Divisions.IsWithin(division, root));

    /// <summary>Idempotent by name: the same content changes nothing, other content replaces.</summary>
    public static Decision<Subscription> Enter(Subscription? known, Subscription wanted) =>
        known is null ? wanted
        : (known.Url, known.Secret) == (wanted.Url, wanted.Secret) && known.Divisions.SequenceEqual(wanted.Divisions)
            ? Decision<Subscription>.NothingNew
        : known with { Url = wanted.Url, Secret = wanted.Secret, Divisions = wanted.Divisions };
}

internal sealed record SubscriptionBody : ActBody
{
    public string? Name { get; init; }

    public string? Url { get; init; }

    /// <summary>Default: the division of the desk.</summary>
    public IReadOnlyList<DivisionCode>? Divisions { get; init; }

    public string? Secret { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Name, "name", "银行名称").List;
}
