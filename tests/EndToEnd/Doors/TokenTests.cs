using System.Security.Claims;
using Exchange.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>A token counts when our issuer signed it for us, now, and it names a division.</summary>
public sealed class TokenTests(QuietExchange exchange) : IClassFixture<QuietExchange>
{
    private static readonly SymmetricSecurityKey WrongKey = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public async Task A_token_as_it_should_be_opens_the_door() => (await Knock(Token())).ShouldBe(200);

    [Fact]
    public async Task A_token_that_is_known_by_now_opens_the_same_doors_and_no_others()
    {
        var token = Token();
        for (var time = 0; time < 3; time++)
        {
            (await Knock(token)).ShouldBe(200);
            (await exchange.Run.AsBearer(token).Get("/court/v1/failures")).Status.ShouldBe(403);
        }
        (await Knock(token + "x")).ShouldBe(401);
    }

    [Fact]
    public async Task A_token_of_a_wrong_key_does_not() => (await Knock(Token(key: WrongKey))).ShouldBe(401);

    [Fact]
    public async Task A_token_that_has_expired_does_not() => (await Knock(Token(expires: TimeSpan.FromHours(-1)))).ShouldBe(401);

    [Fact]
    public async Task A_token_of_another_issuer_does_not() => (await Knock(Token(issuer: "somebody"))).ShouldBe(401);

    [Fact]
    public async Task A_token_for_another_audience_does_not() => (await Knock(Token(audience: "elsewhere"))).ShouldBe(401);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3306")]
    [InlineData("绍兴")]
    public async Task A_token_without_a_division_does_not(string? division) => (await Knock(Token(division: division))).ShouldBe(401);

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3BlcmF0b3IifQ.")]
    public async Task What_is_no_token_does_not(string text) => (await Knock(text)).ShouldBe(401);

    [Fact]
    public async Task A_token_whose_role_was_changed_afterwards_does_not()
    {
        var parts = Token().Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("court-clerk", "operator");
        (
            await exchange.Run.AsBearer($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}").Get("/court/v1/failures")
        ).Status.ShouldBe(401);
    }

    private async Task<int> Knock(string token) => (await exchange.Run.AsBearer(token).Get("/court/v1/cases")).Status;

    private static string Token(
        SecurityKey? key = null,
        string issuer = DevelopmentIssuer.Name,
        string audience = DevelopmentIssuer.Audience,
        string? division = "330602",
        TimeSpan? expires = null
    )
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new List<Claim> { new(Actor.RoleClaim, Roles.CourtClerk), new("sub", "clerk") };
        if (division is not null)
        {
            claims.Add(new Claim(Actor.DivisionClaim, division));
        }
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                Subject = new ClaimsIdentity(claims),
                NotBefore = now.AddHours(-2),
                Expires = now + (expires ?? TimeSpan.FromHours(1)),
                SigningCredentials = new SigningCredentials(key ?? DevelopmentIssuer.Key(), SecurityAlgorithms.HmacSha256),
            }
        );
    }
}

/// <summary>The law day can be seen and moved, in development.</summary>
public sealed class LawDayTests
{
    [Fact]
    public async Task It_moves_for_all_services_and_refuses_what_is_no_day()
    {
        await using var run = await LocalRun.Start(new DateOnly(2026, 7, 1));
        var desk = run.As(Roles.Procurator, "330602");
        (await desk.Get("/dev/law-day"))["day"].GetValue<string>().ShouldBe("2026-07-01");

        (await desk.Put("/dev/law-day", new { day = "2026-12-31" })).Ok()["day"].GetValue<string>().ShouldBe("2026-12-31");
        (await desk.Get("/dev/law-day"))["day"].GetValue<string>().ShouldBe("2026-12-31");

        foreach (
            var body in (object[])
                [new { }, new { day = "2026-02-30" }, new { day = (string?)null }, new { day = "0001-01-01" }, new { day = "9999-12-31" }]
        )
        {
            (await desk.Put("/dev/law-day", body)).Status.ShouldBe(400, System.Text.Json.JsonSerializer.Serialize(body));
        }
        (await desk.Get("/dev/law-day"))["day"].GetValue<string>().ShouldBe("2026-12-31");
    }
}
