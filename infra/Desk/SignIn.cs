using System.Security.Claims;
using Exchange.Access;
using Exchange.Contracts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Desks;

/// <summary>In and out of the desk: by the OIDC issuer, or in development, on loopback only, by choosing who one is.</summary>
internal static class SignIn
{
    public const string Scheme = "desk";
    public const string OidcScheme = "desk-oidc";
    public const string Path = "/desk/sign-in";

    public static void MapSignIn(this IEndpointRouteBuilder app, IConfiguration settings)
    {
        if (settings.GetValue<bool>("Access:Development"))
        {
            app.MapGet(Path, Choose).AllowAnonymous().ExcludeFromDescription();
            app.MapPost(Path, Enter).AllowAnonymous().ExcludeFromDescription();
        }
        else
        {
            app.MapGet(
                    Path,
                    (string? ReturnUrl) =>
                        TypedResults.Challenge(new AuthenticationProperties { RedirectUri = Local(ReturnUrl) }, [OidcScheme])
                )
                .AllowAnonymous()
                .ExcludeFromDescription();
        }
        app.MapGet(
                "/desk/sign-out",
                (HttpContext http) => TypedResults.SignOut(new AuthenticationProperties { RedirectUri = "/desk" }, [Scheme])
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapGet(
                "/desk/language",
                (HttpContext http, string? to, string? back) =>
                {
                    LanguageCookie.Keep(http.Response, to);
                    return TypedResults.LocalRedirect(Local(back));
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static Results<RazorComponentResult<SignInPage>, NotFound> Choose(HttpContext http, string? ReturnUrl, string? division) =>
        AccessRegistration.IsLoopback(http)
            ? new RazorComponentResult<SignInPage>(
                new Dictionary<string, object?>
                {
                    [nameof(SignInPage.Language)] = LanguageCookie.Of(http.Request),
                    [nameof(SignInPage.Back)] = Local(ReturnUrl),
                    [nameof(SignInPage.Division)] =
                        division ?? http.RequestServices.GetRequiredService<IConfiguration>()["Desk:Division"] ?? "000000",
                }
            )
            : TypedResults.NotFound();

    private static async Task<IResult> Enter(HttpContext http, IAntiforgery antiforgery, TimeProvider machine)
    {
        if (!AccessRegistration.IsLoopback(http))
        {
            return TypedResults.NotFound();
        }
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var role = form["role"].ToString();
        if (
            !Roles.All.Contains(role, StringComparer.Ordinal)
            || !DivisionCode.TryParse(form["division"].ToString().Trim(), out var division)
        )
        {
            return TypedResults.LocalRedirect(Path);
        }
        var name = form["name"].ToString().Trim() is { Length: > 0 } given ? given : Words.Role(role).Zh;
        var office = form["office"].ToString().Trim() is { Length: > 0 } own ? own : null;
        var token = DevelopmentIssuer.Token([role], division, office, name, machine.GetUtcNow());
        var claims = new List<Claim>
        {
            new(Actor.RoleClaim, role),
            new(Actor.DivisionClaim, division.Value),
            new("name", name),
            new("sub", name),
            new(DeskSession.TokenClaim, token),
        };
        if (office is not null)
        {
            claims.Add(new Claim(Actor.OfficeClaim, office));
        }
        await http.SignInAsync(Scheme, Person(claims));
        return TypedResults.LocalRedirect(Local(form["back"]));
    }

    public static ClaimsPrincipal Person(IEnumerable<Claim> claims) => new(new ClaimsIdentity(claims, Scheme, "name", Actor.RoleClaim));

    /// <summary>Nobody is led away from here.</summary>
    private static string Local(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal)
            ? back
            : "/desk";
}
