using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;

namespace Exchange.Tests.EndToEnd.Desks;

/// <summary>
/// An OpenID provider as an agency has one: discovery, code flow with PKCE, one client with a secret, tokens signed with RS256. Whoever comes is the same person.
/// </summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string ClientId = "exchange-desk";
    public const string ClientSecret = "a secret of the desk";
    private const string Key = "key-1";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string RedirectUri)> codes = new(StringComparer.Ordinal);
    private readonly Claim[] person;
    private readonly WebApplication app;

    private Issuer(Claim[] person)
    {
        this.person = person;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", Discovery);
        app.MapGet("/keys", Keys);
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", Token);
    }

    public string Url => app.Urls.First();

    public static async Task<Issuer> Start(params Claim[] person)
    {
        var issuer = new Issuer(person);
        await issuer.app.StartAsync();
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private IResult Discovery() =>
        Results.Json(
            new Dictionary<string, object>
            {
                ["issuer"] = Url,
                ["authorization_endpoint"] = Url + "/authorize",
                ["token_endpoint"] = Url + "/token",
                ["jwks_uri"] = Url + "/keys",
                ["response_types_supported"] = new[] { "code" },
                ["subject_types_supported"] = new[] { "public" },
                ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            }
        );

    private IResult Keys()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return Results.Json(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        alg = "RS256",
                        kid = Key,
                        n = Base64UrlEncoder.Encode(key.Modulus),
                        e = Base64UrlEncoder.Encode(key.Exponent),
                    },
                },
            }
        );
    }

    /// <summary>Signs in whoever comes, without asking.</summary>
    private IResult Authorize(HttpRequest request)
    {
        string Asked(string name) => request.Query[name].ToString();
        Asked("client_id").ShouldBe(ClientId);
        Asked("response_type").ShouldBe("code");
        Asked("code_challenge_method").ShouldBe("S256");
        Asked("scope").Split(' ').ShouldContain("exchange");
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (Asked("nonce"), Asked("code_challenge"), Asked("redirect_uri"));
        return Results.Redirect($"{Asked("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Asked("state"))}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (
            !codes.TryRemove(form["code"].ToString(), out var given)
            || given.Challenge != challenge
            || given.RedirectUri != form["redirect_uri"]
            || form["client_id"] != ClientId
            || form["client_secret"] != ClientSecret
        )
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }
        return Results.Json(
            new
            {
                access_token = Signed("exchange", person),
                id_token = Signed(ClientId, [.. person.Where(claim => claim.Type is "sub"), new Claim("nonce", given.Nonce)]),
                token_type = "Bearer",
                expires_in = 3600,
            }
        );
    }

    private string Signed(string audience, Claim[] claims)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Url,
                Audience = audience,
                Subject = new ClaimsIdentity(claims),
                IssuedAt = now,
                NotBefore = now.AddMinutes(-1),
                Expires = now.AddHours(1),
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = Key }, SecurityAlgorithms.RsaSha256),
            }
        );
    }
}
