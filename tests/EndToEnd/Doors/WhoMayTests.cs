using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>Default deny: every door of the running program against every role.</summary>
public sealed class WhoMayTests(QuietExchange exchange) : IClassFixture<QuietExchange>
{
    private static readonly string[] Open = ["GET /", "GET /health/live", "GET /health/ready", "ANY /metrics"];

    public static TheoryData<string> EveryRole => [.. Roles.All];

    [Fact]
    public void Every_door_of_the_program_stands_in_the_table_and_none_that_is_not_there()
    {
        var doors = DoorTable.Of(exchange.Run.App).Where(door => !door.Anonymous).Select(door => door.Key).ToList();

        doors.Except(DoorTable.All.Select(door => door.Key)).ShouldBeEmpty("doors without an entry in the table");
        DoorTable.All.Select(door => door.Key).Except(doors).ShouldBeEmpty("entries of the table without a door");
        DoorTable.All.Select(door => door.Key).ShouldBeUnique();
    }

    [Fact]
    public void Only_health_metrics_the_description_and_the_reference_ask_for_no_token()
    {
        var open = DoorTable.Of(exchange.Run.App).Where(door => door.Anonymous).Select(door => door.Key).ToList();

        open.Where(door => !IsReference(door)).ShouldBe(Open, ignoreOrder: true);
        open.Where(IsReference).ShouldNotBeEmpty();

        static bool IsReference(string door) => door.StartsWith("GET /reference") || door.StartsWith("GET /openapi/");
    }

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/metrics", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/reference/", 200)]
    public async Task What_asks_for_no_token_answers_without_one(string path, int expected) =>
        (await exchange.Run.AsNobody().Get(path)).Status.ShouldBe(expected);

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_role_passes_the_doors_that_are_its_own_and_no_other(string role)
    {
        var desk = exchange.Desk(role);
        var wrong = new List<string>();
        foreach (var door in DoorTable.All)
        {
            var answer = await Knock(desk, door);
            var passed = answer.Status is not (401 or 403);
            if (passed != door.Roles.Contains(role) || (!passed && answer.Status != 403))
            {
                wrong.Add($"{door.Key}: {answer}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_passes_without_a_token_or_with_a_role_that_does_not_exist()
    {
        var nobody = exchange.Run.AsNobody();
        var stranger = exchange.Run.As("caretaker", "330602");
        var wrong = new List<string>();
        foreach (var door in DoorTable.All)
        {
            var without = await Knock(nobody, door);
            var strange = await Knock(stranger, door);
            if (without.Status != 401 || (strange.Status != 403 && door.Roles != Roles.All))
            {
                wrong.Add($"{door.Key}: {without}; {strange}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_at_the_door_is_a_problem_with_a_code()
    {
        var nobody = await exchange.Run.AsNobody().Get("/court/v1/cases");
        nobody.MediaType.ShouldBe("application/problem+json");
        nobody.Code.ShouldBe("unauthenticated");

        var clerk = await exchange.Run.As(Roles.CourtClerk, "330602").Get("/police/v1/referrals");
        clerk.MediaType.ShouldBe("application/problem+json");
        clerk.Code.ShouldBe("role");

        var lost = await exchange.Run.As(Roles.CourtClerk, "330602").Get("/court/v1/no-such-door");
        lost.Status.ShouldBe(404);
        lost.MediaType.ShouldBe("application/problem+json");
        lost.Code.ShouldBe("not-found");
    }

    /// <summary>A body that no door accepts, so that knocking changes nothing.</summary>
    private static Task<Answer> Knock(Desk desk, Door door) =>
        desk.Send(
            new HttpMethod(door.Method),
            door.Path(),
            door.Method is "GET"
                ? null
                : Desk.Json(
                    "[]",
                    door.Route.EndsWith("/case-imports") || door.Route.EndsWith("/feeds/{kind}") ? "text/csv" : "application/json"
                )
        );
}
