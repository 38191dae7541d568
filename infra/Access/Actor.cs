using System.Security.Claims;
using Exchange.Contracts;

namespace Exchange.Access;

/// <summary>The person or system behind a request: its roles, the division it may read, and the office it acts for.</summary>
/// <param name="Division">Root of the subtree that may be read; 000000 is the whole country.</param>
/// <param name="Office">The one office whose business it may do: "court:浙0602", "procuratorate:330602", "police:330602", "credit:330602", "bank:工商银行".</param>
public sealed record Actor(string Name, IReadOnlySet<string> Roles, DivisionCode Division, string Office)
{
    public const string DivisionClaim = "division";
    public const string OfficeClaim = "office";
    public const string RoleClaim = "role";

    /// <summary>The person as the issuer knows them: two may bear one name.</summary>
    public string Subject { get; init; } = Name;

    public bool IsAny(IEnumerable<string> roles) => roles.Any(Roles.Contains);

    /// <summary>What lies outside one's subtree is not there.</summary>
    public bool MayRead(DivisionCode division) => Divisions.IsWithin(division, Division);

    /// <summary>The subtree as a prefix of <see cref="Divisions.PathOf"/>.</summary>
    public string Subtree => Divisions.PathOf(Division);

    public static Actor From(ClaimsPrincipal user)
    {
        var roles = user.FindAll(RoleClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var division = DivisionCode.Parse(
            user.FindFirstValue(DivisionClaim) ?? throw new InvalidOperationException("The token names no division.")
        );
        var office = user.FindFirstValue(OfficeClaim) ?? Offices.Of(roles, division);
        var subject = user.FindFirstValue("sub");
        var name = user.FindFirstValue("name") ?? subject ?? "unnamed";
        return new Actor(name, roles, division, office) { Subject = subject ?? name };
    }
}

/// <summary>Names of offices, as they stand in clocks, dossiers and tokens.</summary>
public static class Offices
{
    public static string Court(CourtCode court) => $"court:{court.Value}";

    public static string Procuratorate(DivisionCode division) => $"procuratorate:{division.Value}";

    public static string Police(DivisionCode division) => $"police:{division.Value}";

    public static string Credit(DivisionCode division) => $"credit:{division.Value}";

    public static string Bank(string name) => $"bank:{name}";

    /// <summary>The office of exactly this division, for a token that names none.</summary>
    public static string Of(IReadOnlySet<string> roles, DivisionCode division) =>
        roles.Contains(Roles.CourtSystem) || roles.Contains(Roles.CourtClerk)
            ? Jurisdictions.CourtOfProcuratorate(division) is { } court
                ? Court(court)
                : "court:"
            : roles.Contains(Roles.Procurator) || roles.Contains(Roles.ChiefProcurator)
                ? Procuratorate(division)
                : roles.Contains(Roles.PoliceOfficer)
                    ? Police(division)
                    : roles.Contains(Roles.CreditOfficer)
                        ? Credit(division)
                        : $"none:{division.Value}";
}
