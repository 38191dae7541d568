using Exchange.Access;
using Exchange.Tests.EndToEnd.Feeds;
using Exchange.Tests.EndToEnd.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Campaigns;

/// <summary>专项监督: chosen models over the cases of a scope, in the background, and what comes of it.</summary>
public sealed class CampaignTests : IAsyncLifetime
{
    private const string Campaigns = "/procuratorate/v1/campaigns";
    private static readonly string[] Ended = ["PrematureEnding", "EndedWithAssets"];

    private LocalRun run = null!;

    public async ValueTask InitializeAsync()
    {
        run = await LocalRun.Start(SampleQuarters.AsOf);
        await run.Court().Import(SampleQuarters.Csv);
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task It_goes_through_the_cases_of_its_scope_and_shows_what_came_of_their_leads()
    {
        var begun = (await run.Procurator().Post(Campaigns, new { name = "终本案件专项监督", models = Ended })).Ok();
        begun.Status.ShouldBe(202);

        var campaign = await run.Procurator().UntilState($"{Campaigns}/{begun["id"]}", "completed");

        (campaign["seen"].GetValue<int>(), campaign["matched"].GetValue<int>(), campaign["cases"].GetValue<int>()).ShouldBe(
            (150, 150, 150)
        );
        campaign["funnel"]["leads"]!.GetValue<int>().ShouldBe(SampleQuarters.Planted.Count(lead => Ended.Any(lead.EndsWith)));
        campaign["funnel"]["byState"]!["new"]!.GetValue<int>().ShouldBe(campaign["funnel"]["leads"]!.GetValue<int>());
        (await run.Procurator().Get(Campaigns)).Items.Single()["name"]!.GetValue<string>().ShouldBe("终本案件专项监督");
        (await run.Leads()).ShouldBe(SampleQuarters.Planted);
    }

    [Fact]
    public async Task A_scope_narrows_it_and_one_that_matches_nothing_says_so_at_once()
    {
        var large = new { claimAtLeast = 1_000_000 };
        var begun = (
            await run.Procurator()
                .Post(
                    Campaigns,
                    new
                    {
                        name = "大标的",
                        models = Ended,
                        scope = large,
                    }
                )
        ).Ok();
        var campaign = await run.Procurator().UntilState($"{Campaigns}/{begun["id"]}", "completed");
        campaign["matched"].GetValue<int>().ShouldBeInRange(1, 149);

        var nothing = await run.Procurator()
            .Post(
                Campaigns,
                new
                {
                    name = "空",
                    models = Ended,
                    scope = new { to = "2001-01-01" },
                }
            );
        (nothing.Status, nothing.Code).ShouldBe((422, "matches-nothing"));
        var unknown = await run.Procurator().Post(Campaigns, new { name = "错", models = new[] { "NoSuch" } });
        unknown.Places.ShouldBe(["models[0]"]);
    }

    [Fact]
    public async Task It_is_seen_by_who_may_see_its_division_only()
    {
        using var county = run.As(Roles.Procurator, "330602");
        var begun = (await run.Procurator().Post(Campaigns, new { name = "全市", models = Ended })).Ok();

        (await county.Get($"{Campaigns}/{begun["id"]}")).Status.ShouldBe(404);
        (await county.Get(Campaigns)).Items.ShouldBeEmpty();
    }
}
