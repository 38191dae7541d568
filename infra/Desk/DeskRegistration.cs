using System.Security.Claims;
using Exchange.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Exchange.Desks;

public static class DeskRegistration
{
    /// <summary>The desk of this process: its pages are those that its services bring (<see cref="DeskPages"/>).</summary>
    /// <param name="name">Of the process: several on one machine keep their own cookies.</param>
    public static void AddDesk(this WebApplicationBuilder builder, string name)
    {
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services
            .AddHttpClient(DeskApi.Client)
            // A large file takes as long as it takes.
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false });
        services.AddScoped<DeskSession>();
        services.AddScoped<DeskApi>();
        services.AddSingleton<DoorBook>();
        var protection = services.AddDataProtection().SetApplicationName(name);
        if (builder.Configuration["Desk:Keys"] is { Length: > 0 } keys)
        {
            // Of several instances each reads the others' cookies.
            protection.PersistKeysToFileSystem(new DirectoryInfo(keys));
        }
        services.AddAntiforgery(forgery => forgery.Cookie.Name = $"{name}-forgery");
        AddSignIn(builder, name);
    }

    public static void MapDesk(this WebApplication app)
    {
        app.UseAntiforgery();
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, app.Environment.ApplicationName + ".staticwebassets.endpoints.json")))
        {
            app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, app.Environment.ApplicationName + ".staticwebassets.endpoints.json"))
                .AllowAnonymous();
        }
        app.MapSignIn(app.Configuration);
        app.MapDownloads();
        app.MapGet("/", () => TypedResults.LocalRedirect("/desk")).AllowAnonymous().ExcludeFromDescription();
        app.MapRazorComponents<DeskApp>()
            .AddInteractiveServerRenderMode()
            .AddAdditionalAssemblies([.. app.Services.GetServices<DeskPages>().Select(pages => pages.Assembly).Distinct()])
            .RequireAuthorization(new AuthorizationPolicyBuilder(SignIn.Scheme).RequireAuthenticatedUser().Build());
    }

    private static void AddSignIn(WebApplicationBuilder builder, string name)
    {
        var settings = builder.Configuration;
        var signIn = builder
            .Services.AddAuthentication()
            .AddCookie(
                SignIn.Scheme,
                cookie =>
                {
                    cookie.Cookie.Name = name;
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.LoginPath = SignIn.Path;
                    cookie.AccessDeniedPath = SignIn.Path;
                    cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                    cookie.SlidingExpiration = false;
                }
            );
        if (settings.GetValue<bool>("Access:Development") || string.IsNullOrEmpty(settings["Access:Authority"]))
        {
            return;
        }
        signIn.AddOpenIdConnect(
            SignIn.OidcScheme,
            oidc =>
            {
                oidc.SignInScheme = SignIn.Scheme;
                oidc.Authority = settings["Access:Authority"];
                oidc.ClientId = settings["Desk:ClientId"] ?? "exchange-desk";
                oidc.ClientSecret = settings["Desk:ClientSecret"];
                oidc.ResponseType = "code";
                // The issuer's answer comes as a link that is followed, so cookies need neither another site's leave nor, behind a proxy, a certificate here.
                oidc.ResponseMode = "query";
                oidc.CorrelationCookie.SameSite = oidc.NonceCookie.SameSite = SameSiteMode.Lax;
                oidc.CorrelationCookie.SecurePolicy = oidc.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                oidc.UsePkce = true;
                oidc.MapInboundClaims = false;
                oidc.UseTokenLifetime = true;
                oidc.Scope.Add(settings["Access:Audience"] ?? DevelopmentIssuer.Audience);
                oidc.Events.OnTokenValidated = validated =>
                {
                    // The doors are asked with the access token; who it is and what they may stands in it.
                    var token = validated.TokenEndpointResponse!.AccessToken;
                    var said = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token);
                    var kept = said.Claims.Where(claim =>
                        claim.Type is Actor.RoleClaim or Actor.DivisionClaim or Actor.OfficeClaim or "name" or "sub"
                    );
                    validated.Principal = SignIn.Person([.. kept, new Claim(DeskSession.TokenClaim, token)]);
                    return Task.CompletedTask;
                };
            }
        );
    }
}
