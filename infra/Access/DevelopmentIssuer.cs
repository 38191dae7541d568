using System.Security.Claims;
using System.Security.Cryptography;
using Exchange.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Exchange.Access;

/// <summary>Issues tokens for development. Its key lies in the user's own folder, and its tokens count on loopback only.</summary>
public static class DevelopmentIssuer
{
    public const string Name = "exchange-development";
    public const string Audience = "exchange";

    /// <param name="office">The office to act for; null: that of exactly this division.</param>
    public static string Token(IReadOnlyCollection<string> roles, DivisionCode division, string? office, string name, DateTimeOffset now)
    {
        office ??= Offices.Of(roles.ToHashSet(StringComparer.Ordinal), division);
        var claims = roles.Select(role => new Claim(Actor.RoleClaim, role)).ToList();
        claims.Add(new Claim(Actor.DivisionClaim, division.Value));
        claims.Add(new Claim(Actor.OfficeClaim, office));
        claims.Add(new Claim("name", name));
        claims.Add(new Claim("sub", name));
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            Subject = new ClaimsIdentity(claims),
            NotBefore = now.UtcDateTime.AddMinutes(-5),
            IssuedAt = now.UtcDateTime,
            Expires = now.UtcDateTime.AddHours(12),
            SigningCredentials = new SigningCredentials(Key(), SecurityAlgorithms.HmacSha256),
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public static SymmetricSecurityKey Key()
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create)
                is { Length: > 0 } home
                ? home
                : Path.GetTempPath(),
            "exchange"
        );
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "development-issuer.key");
        if (!File.Exists(file))
        {
            var fresh = file + "." + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(32));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            try
            {
                File.Move(fresh, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(fresh);
            }
        }
        return new SymmetricSecurityKey(File.ReadAllBytes(file));
    }
}
