using System.Net;
using System.Security.Claims;
using Exchange.Access;
using Exchange.Local;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Desks;

/// <summary>Into the desk by an issuer of the agency's own, as in production (OIDC, code flow).</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("exchange-").FullName;
    private Issuer issuer = null!;
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.Start(
            new Claim("sub", "7"),
            new Claim("name", "王书记员"),
            new Claim(Actor.RoleClaim, Roles.CourtClerk),
            new Claim(Actor.DivisionClaim, "330602"),
            new Claim(Actor.OfficeClaim, "court:浙0602")
        );
        app = LocalExchange.Build(
            data,
            "http://127.0.0.1:0",
            builder =>
            {
                builder.Configuration["Access:Development"] = "false";
                builder.Configuration["Access:Authority"] = issuer.Url;
                builder.Configuration["Desk:ClientSecret"] = Issuer.ClientSecret;
                // This issuer has no certificate; elsewhere it must.
                builder.Services.PostConfigureAll<JwtBearerOptions>(bearer => bearer.RequireHttpsMetadata = false);
                builder.Services.PostConfigureAll<OpenIdConnectOptions>(oidc => oidc.RequireHttpsMetadata = false);
            }
        );
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await issuer.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_issuer_says_who_sits_at_the_desk_and_the_doors_are_asked_with_its_token()
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };

        var start = await browser.GetAsync("/desk");
        start.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/desk");

        var own = await browser.GetAsync("/desk/download/court/v1/cases");
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
        var others = await browser.GetAsync("/desk/download/procuratorate/v1/leads");
        others.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_chooses_who_they_are_and_an_answer_of_the_issuer_that_nobody_asked_for_signs_nobody_in()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };

        (await stranger.GetAsync("/desk/sign-in")).Headers.Location!.OriginalString.ShouldStartWith(issuer.Url + "/authorize");
        var chosen = await stranger.PostAsync(
            "/desk/sign-in",
            new FormUrlEncodedContent([new("role", Roles.CourtClerk), new("division", "330602")])
        );
        chosen.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var unasked = await stranger.GetAsync("/signin-oidc?code=made-up&state=made-up");
        ((int)unasked.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
    }
}
