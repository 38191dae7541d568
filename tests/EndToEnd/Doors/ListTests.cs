using System.Text.Json.Nodes;
using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>Lists: items and next, page by page, filtered; a query that cannot be read is refused.</summary>
public sealed class ListTests(BusyExchange exchange) : IClassFixture<BusyExchange>
{
    public static TheoryData<string, string> Lists => [.. DoorTable.All.Where(IsList).Select(door => (door.Route, door.Roles[0]))];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_has_items_and_next(string path, string role)
    {
        var page = await exchange.As(role).Get(path);
        page.Status.ShouldBe(200, page.Text);
        page.Body!.AsObject().Select(property => property.Key).ShouldBe(["items", "next"], ignoreOrder: true);
        page.Body["items"].ShouldBeOfType<JsonArray>();
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_query_that_cannot_be_read_is_refused_with_the_parameter(string path, string role)
    {
        foreach (var limit in (string[])["0", "-1", "501", "many", "1e3", "99999999999"])
        {
            var answer = await exchange.As(role).Get($"{path}?limit={limit}");
            answer.Status.ShouldBe(400, $"limit={limit}: {answer}");
            answer.Places.ShouldBe(["limit"], $"limit={limit}");
        }
        foreach (var cursor in (string[])["nonsense", "!!", "bnVsbA==", "W10="])
        {
            var answer = await exchange.As(role).Get($"{path}?cursor={Uri.EscapeDataString(cursor)}");
            answer.Status.ShouldBe(400, $"cursor={cursor}: {answer}");
            answer.Places.ShouldBe(["cursor"], $"cursor={cursor}");
        }
    }

    [Theory]
    [InlineData("/procuratorate/v1/leads", Roles.Procurator)]
    [InlineData("/procuratorate/v1/opinions", Roles.Procurator)]
    [InlineData("/procuratorate/v1/transfers", Roles.Procurator)]
    [InlineData("/procuratorate/v1/repairs", Roles.Procurator)]
    [InlineData("/court/v1/opinions", Roles.CourtClerk)]
    [InlineData("/court/v1/transfers", Roles.CourtClerk)]
    [InlineData("/police/v1/referrals", Roles.PoliceOfficer)]
    [InlineData("/credit/v1/repairs", Roles.CreditOfficer)]
    [InlineData("/credit/v1/findings", Roles.CreditOfficer)]
    [InlineData("/credit/v1/notices", Roles.CreditOfficer)]
    public async Task Division_days_and_overdue_must_be_what_they_say(string path, string role)
    {
        foreach (
            var (parameter, value) in ((string, string)[])
                [("division", "33"), ("from", "2026-02-30"), ("to", "yesterday"), ("overdue", "maybe")]
        )
        {
            var answer = await exchange.As(role).Get($"{path}?{parameter}={value}");
            answer.Status.ShouldBe(400, $"{parameter}: {answer}");
            answer.Places.ShouldBe([parameter]);
        }
    }

    [Theory]
    [InlineData("/court/v1/cases", Roles.CourtClerk, 1)]
    [InlineData("/court/v1/cases", Roles.CourtClerk, 3)]
    [InlineData("/procuratorate/v1/leads", Roles.Procurator, 1)]
    [InlineData("/procuratorate/v1/leads", Roles.Procurator, 4)]
    [InlineData("/procuratorate/v1/leads?sort=priority", Roles.Procurator, 3)]
    public async Task Page_by_page_a_list_shows_each_thing_once(string path, string role, int limit)
    {
        await exchange.As(Roles.Procurator).Until("/procuratorate/v1/leads?limit=500", page => page.Items.Count >= 2 * BusyExchange.Cases);
        var whole = await exchange.As(role).List(path);
        var pages = await exchange.As(role).List(path, limit);

        whole.Count.ShouldBeGreaterThanOrEqualTo(BusyExchange.Cases);
        pages.Select(IdOf).ShouldBe(whole.Select(IdOf));
        pages.Select(IdOf).ShouldBeUnique();
    }

    [Fact]
    public async Task Filters_leave_only_what_fits()
    {
        var clerk = exchange.As(Roles.Procurator);
        var leads = await clerk.List("/procuratorate/v1/leads");
        var rules = leads.Select(lead => lead["rule"]!.GetValue<string>()).Distinct().ToList();
        rules.Count.ShouldBeGreaterThan(1);

        foreach (var rule in rules)
        {
            (await clerk.List($"/procuratorate/v1/leads?rule={rule}"))
                .Select(IdOf)
                .ShouldBe(Where(lead => lead["rule"]!.GetValue<string>() == rule), ignoreOrder: true);
        }
        foreach (var state in leads.Select(lead => lead["state"]!.GetValue<string>()).Distinct())
        {
            (await clerk.List($"/procuratorate/v1/leads?state={state}"))
                .Select(IdOf)
                .ShouldBe(Where(lead => lead["state"]!.GetValue<string>() == state), ignoreOrder: true);
        }
        (await clerk.List("/procuratorate/v1/leads?state=no-such-state")).ShouldBeEmpty();
        (await clerk.List("/procuratorate/v1/leads?from=2026-07-02")).ShouldBeEmpty();
        (await clerk.List("/procuratorate/v1/leads?from=2026-07-01&to=2026-07-01")).Count.ShouldBe(leads.Count);
        (await clerk.List("/procuratorate/v1/leads?overdue=true")).ShouldBeEmpty();
        (await clerk.List("/procuratorate/v1/leads?overdue=false")).Count.ShouldBe(leads.Count);
        (await exchange.As(Roles.Procurator, BusyExchange.City).List("/procuratorate/v1/leads?division=330602")).Count.ShouldBe(
            leads.Count
        );

        IEnumerable<string> Where(Func<JsonObject, bool> fits) => leads.Where(fits).Select(IdOf);
    }

    /// <summary>What the program itself has (its models, its kinds of feed) is shown as a whole.</summary>
    private static bool IsList(Door door) =>
        door.Method is "GET"
        && !door.NamesOne
        && !door.Route.StartsWith("/dev/")
        && door.Route
            is not (
                "/procuratorate/v1/statistics"
                or "/procuratorate/v1/statistics/breakdown"
                or "/procuratorate/v1/models"
                or "/procuratorate/v1/feed-kinds"
            );

    private static string IdOf(JsonObject item) => (item["id"] ?? item["caseNumber"])!.GetValue<string>();
}
