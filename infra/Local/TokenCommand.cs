using System.CommandLine;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local;

/// <summary><c>token --role R --division D [--office O]</c>: prints a development token, nothing else.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var role = new Option<string>("--role") { Required = true, Description = string.Join(", ", Roles.All) };
        var division = new Option<string>("--division") { Required = true, Description = "Six digits; 000000 is the whole country" };
        var office = new Option<string?>("--office")
        {
            Description = "Court code, division or bank to act for; default: the office of exactly that division",
        };
        var name = new Option<string?>("--name") { Description = "Name of the person; default: role and division" };
        var command = new Command("token", "Print a development token (counts on loopback only)") { role, division, office, name };
        command.SetAction(parsed =>
        {
            var roles = parsed.GetRequiredValue(role).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (roles.Except(Roles.All).FirstOrDefault() is { } unknown || roles.Length == 0)
            {
                Console.Error.WriteLine($"--role: choose from {string.Join(", ", Roles.All)}.");
                return 2;
            }
            if (!DivisionCode.TryParse(parsed.GetRequiredValue(division), out var code))
            {
                Console.Error.WriteLine("--division: six digits, e.g. 330602.");
                return 2;
            }
            Console.WriteLine(
                DevelopmentIssuer.Token(
                    roles,
                    code,
                    OfficeOf(roles, parsed.GetValue(office)),
                    parsed.GetValue(name) ?? $"{roles[0]} {code.Value}",
                    TimeProvider.System.GetUtcNow()
                )
            );
            return 0;
        });
        return command;
    }

    /// <summary>A full office name as it stands, or a bare code completed by the role.</summary>
    private static string? OfficeOf(IReadOnlyList<string> roles, string? office) =>
        office is null || office.Contains(':') ? office
        : roles.Contains(Roles.CourtSystem) || roles.Contains(Roles.CourtClerk) ? "court:" + office
        : roles.Contains(Roles.Procurator) || roles.Contains(Roles.ChiefProcurator) ? "procuratorate:" + office
        : roles.Contains(Roles.PoliceOfficer) ? "police:" + office
        : roles.Contains(Roles.CreditOfficer) ? "credit:" + office
        : roles.Contains(Roles.Bank) ? "bank:" + office
        : office;
}
