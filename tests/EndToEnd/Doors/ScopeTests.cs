using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>What lies outside one's division is not there; reading reaches the subtree, acting only one's own office.</summary>
public sealed class ScopeTests(BusyExchange exchange) : IClassFixture<BusyExchange>
{
    [Fact]
    public async Task One_s_own_county_sees_what_is_its_own()
    {
        foreach (var (path, role, id) in exchange.Shelves)
        {
            (await exchange.As(role).Get(PathOf(path, id))).Status.ShouldBe(200, path);
            (await exchange.As(role).List(path)).Select(IdOf).ShouldContain(id, path);
        }
    }

    [Fact]
    public async Task Another_county_finds_nothing_of_it_neither_one_by_one_nor_in_lists()
    {
        foreach (var (path, role, id) in exchange.Shelves)
        {
            var other = exchange.As(role, BusyExchange.OtherCounty);
            var one = await other.Get(PathOf(path, id));
            one.Status.ShouldBe(404, path);
            one.Code.ShouldBe("not-found");
            (await other.List(path)).Select(IdOf).ShouldNotContain(id, path);
            (await other.List(path + "?division=330602")).ShouldBeEmpty(path);
        }
        (await exchange.As(Roles.Procurator, BusyExchange.OtherCounty).Get(RegisteredCase)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_city_the_province_and_the_country_read_what_lies_below()
    {
        foreach (var division in (string[])[BusyExchange.City, "330000", "000000"])
        {
            foreach (var (path, role, id) in exchange.Shelves)
            {
                (await exchange.As(role, division).Get(PathOf(path, id))).Status.ShouldBe(200, $"{path} {division}");
                (await exchange.As(role, division).List(path)).Select(IdOf).ShouldContain(id, $"{path} {division}");
            }
        }
    }

    [Fact]
    public async Task An_auditor_reads_every_shelf_within_its_division_only()
    {
        foreach (var (path, _, id) in exchange.Shelves)
        {
            (await exchange.As(Roles.Auditor).Get(PathOf(path, id))).Status.ShouldBe(200, path);
            (await exchange.As(Roles.Auditor, BusyExchange.OtherCounty).Get(PathOf(path, id))).Status.ShouldBe(404, path);
        }
    }

    [Theory]
    [InlineData("/procuratorate/v1/leads/{lead}/dismiss", Roles.Procurator)]
    [InlineData("/procuratorate/v1/opinions/{opinion}/withdraw", Roles.ChiefProcurator)]
    [InlineData("/procuratorate/v1/transfers/{transfer}/recall", Roles.ChiefProcurator)]
    [InlineData("/procuratorate/v1/repairs/{repair}/decline", Roles.Procurator)]
    [InlineData("/court/v1/opinions/{opinion}/receipt", Roles.CourtClerk)]
    [InlineData("/court/v1/transfers/{courtTransfer}/recall", Roles.CourtClerk)]
    [InlineData("/police/v1/referrals/{transfer}/acknowledge", Roles.PoliceOfficer)]
    [InlineData("/credit/v1/repairs/{repair}/dismiss", Roles.CreditOfficer)]
    public async Task Above_one_reads_but_does_not_act_and_beside_it_is_not_there(string act, string role)
    {
        var path = act.Replace("{lead}", exchange.Lead)
            .Replace("{opinion}", exchange.Opinion)
            .Replace("{transfer}", exchange.Transfer)
            .Replace("{courtTransfer}", exchange.CourtTransfer)
            .Replace("{repair}", exchange.Repair);
        foreach (var division in (string[])[BusyExchange.City, "000000"])
        {
            var above = await exchange.As(role, division).Post(path, new { });
            above.Status.ShouldBe(403, above.Text);
            above.Code.ShouldBe("not-addressed");
        }
        (await exchange.As(role, BusyExchange.OtherCounty).Post(path, new { })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_case_is_withdrawn_by_its_own_court_only()
    {
        var withdraw = PathOf("/court/v1/cases", exchange.CaseNumber) + "/withdraw";
        (await exchange.As(Roles.CourtClerk, BusyExchange.OtherCounty).Post(withdraw, new { reason = "误报" })).Status.ShouldBe(404);
        var city = await exchange.As(Roles.CourtClerk, BusyExchange.City).Post(withdraw, new { reason = "误报" });
        city.Status.ShouldBe(403);
        city.Code.ShouldBe("not-addressed");
    }

    [Fact]
    public async Task An_import_of_one_county_is_not_there_for_another()
    {
        var record = System.Text.Encoding.UTF8.GetBytes(SampleRecord.Of(SampleRecord.NumberOf(1)).ToJsonString());
        var import = await exchange.As(Roles.CourtClerk).Import(record, "application/x-ndjson");
        var path = $"/court/v1/case-imports/{import["id"]}";

        var other = exchange.As(Roles.CourtClerk, BusyExchange.OtherCounty);
        (await other.Get(path)).Status.ShouldBe(404);
        (await other.Get(path + "/errors")).Status.ShouldBe(404);
        (await other.Get(path + "/rejects?purpose=mend")).Status.ShouldBe(404);
        (await other.Get("/court/v1/case-imports")).Items.ShouldBeEmpty();
        (await exchange.As(Roles.CourtClerk, BusyExchange.City).Get(path)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_figures_of_another_county_are_not_there()
    {
        (await exchange.As(Roles.Procurator).Get("/procuratorate/v1/statistics?division=330602")).Status.ShouldBe(200);
        (await exchange.As(Roles.Procurator).Get("/procuratorate/v1/statistics?division=330603")).Status.ShouldBe(404);
    }

    private string RegisteredCase => PathOf("/procuratorate/v1/cases", exchange.CaseNumber);

    private static string PathOf(string list, string id) => $"{list}/{Uri.EscapeDataString(id)}";

    private static string IdOf(System.Text.Json.Nodes.JsonObject item) => (item["id"] ?? item["caseNumber"])!.GetValue<string>();
}
