using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Feeds;
using Exchange.Tests.EndToEnd.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Models;

/// <summary>A chief procurator tunes a model: proposes numbers, tries them beside what counts, puts them in force, takes them back.</summary>
public sealed class ModelTests : IAsyncLifetime
{
    private const string Model = "/procuratorate/v1/models/PrematureEnding";

    private LocalRun run = null!;

    private Desk Chief => run.As(Roles.ChiefProcurator, SampleQuarters.City);

    private static int Planted { get; } = SampleQuarters.Planted.Count(lead => lead.EndsWith(" PrematureEnding"));

    public async ValueTask InitializeAsync()
    {
        run = await LocalRun.Start(SampleQuarters.AsOf);
        await run.Court().Import(SampleQuarters.Csv);
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task A_number_out_of_bounds_is_refused_with_its_bounds_and_its_law()
    {
        var answer = await Chief.Put(Model, new { parameters = new { minimumMonths = 2, petty = 5 }, why = "试一试" });

        answer.Status.ShouldBe(422);
        answer.Places.ShouldBe(["parameters.minimumMonths", "parameters.petty"]);
        answer.Text.ShouldContain("from 3 to 12");
        answer.Text.ShouldContain("373");
        (await Chief.Put(Model, new { parameters = new { minimumMonths = 4 } })).Places.ShouldBe(["why"]);
        (await Chief.Get(Model)).Body!["versions"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_on_trial_is_compared_with_what_counts_and_leaves_the_working_list_alone()
    {
        await Draft(new { minimumMonths = 12 });
        (await Chief.Post(Model + "/try", new { version = 2, why = "试运行一个季度" })).Ok();

        var results = await Chief.Until(Model + "/results?version=2&limit=500", IsThrough);

        results
            .Items.Where(r => r["kind"]!.GetValue<string>() == "same")
            .Select(r => $"{r["caseNumber"]} PrematureEnding")
            .ShouldBe(SampleQuarters.Planted.Where(lead => lead.EndsWith(" PrematureEnding")), ignoreOrder: true);
        results["counts"]["same"]!.GetValue<int>().ShouldBe(Planted);
        results["counts"]["new"]!.GetValue<int>().ShouldBeGreaterThan(0);
        results["counts"]["gone"].ShouldBeNull();
        results.Items.Where(r => r["kind"]!.GetValue<string>() == "new").ShouldAllBe(r => Causes(r).Contains("within-three-months"));
        (await run.Leads()).ShouldBe(SampleQuarters.Planted);
    }

    [Fact]
    public async Task What_is_put_in_force_judges_all_cases_again_and_what_is_retired_raises_nothing()
    {
        await Draft(new { minimumMonths = 12 });
        (await Chief.Post(Model + "/activate", new { version = 2, why = "本市口径" })).Ok();
        await LeadsOf(leads => leads.Count > Planted && leads.All(lead => lead["modelVersion"]!.GetValue<int>() == 2));

        (await Chief.Post(Model + "/activate", new { version = 1, why = "恢复" })).Ok();
        await LeadsOf(leads => leads.Count == Planted);

        (await Chief.Post(Model + "/retire", new { version = 1, why = "暂停使用" })).Ok();
        await LeadsOf(leads => leads.Count == 0);
        (await Chief.Get(Model)).State.ShouldBe("off");
    }

    [Fact]
    public async Task A_scope_narrows_it_and_a_county_may_have_its_own()
    {
        (await Chief.Put(Model, new { scope = new { divisions = new[] { "330602" } }, why = "先在越城试点" })).Ok();
        (await Chief.Post(Model + "/activate", new { version = 2, why = "先在越城试点" })).Ok();
        var county = (await LeadsOf(leads => leads.All(lead => lead["division"]!.GetValue<string>() == "330602"))).Count;

        using var own = run.As(Roles.ChiefProcurator, "330602");
        (await own.Put(Model, new { parameters = new { minimumMonths = 12 }, why = "本区口径" })).Ok();
        (await own.Post(Model + "/activate", new { version = 2, why = "本区口径" })).Ok();

        (await LeadsOf(leads => leads.Count > county)).ShouldAllBe(lead => lead["division"]!.GetValue<string>() == "330602");
        (await own.Get(Model))["division"].GetValue<string>().ShouldBe("330602");
    }

    [Fact]
    public async Task What_prosecutors_decide_is_counted_by_model_and_version()
    {
        var leads = await Leads();
        using var procurator = run.As(Roles.Procurator, leads[0]["division"]!.GetValue<string>());
        var own = leads.Where(lead => lead["division"]!.GetValue<string>() == leads[0]["division"]!.GetValue<string>()).Take(1).ToList();
        foreach (var lead in own)
        {
            var path = $"/procuratorate/v1/leads/{lead["id"]}";
            (await procurator.Post(path + "/claim", new { })).Ok();
            (await procurator.Post(path + "/dismiss", new { code = "lawful", text = "已依法送达" })).Ok();
        }

        var precision = (await Chief.Get(Model))["precision"].AsArray().Single()!;

        (
            precision["version"]!.GetValue<int>(),
            precision["dismissed"]!.GetValue<int>(),
            precision["percent"]!.GetValue<decimal>()
        ).ShouldBe((1, 1, 0m));
    }

    [Fact]
    public async Task A_judgment_is_made_again_as_of_its_day_though_record_and_model_have_moved_on()
    {
        var lead = (await Leads())[0];
        var path = $"/procuratorate/v1/leads/{lead["id"]}/judgment";
        var before = (await Chief.Get(path)).Ok();

        // The court delivers the quarter again three months later: some rows have changed.
        await run.MoveTo(SampleQuarters.AsOf.AddMonths(3));
        await run.Court().Import(SampleQuarters.Written(SampleQuarters.Options.NextQuarter(share: 1), ".csv"));
        await Draft(new { minimumMonths = 12 });
        (await Chief.Get(path)).Ok()["isSame"].GetValue<bool>().ShouldBeTrue();

        before["isSame"].GetValue<bool>().ShouldBeTrue();
        before["model"]["number"]!.GetValue<int>().ShouldBe(1);
        before["parameters"]["minimumMonths"]!.GetValue<int>().ShouldBe(3);
        before["record"]["caseNumber"]!.GetValue<string>().ShouldBe(lead["caseNumber"]!.GetValue<string>());
        before.Text.ShouldContain("****", Case.Sensitive, "numbers of people are masked");
    }

    [Fact]
    public async Task A_model_about_respondents_is_tested_on_what_is_stored_too()
    {
        foreach (var feed in SampleFeeds.Generate(SampleQuarters.Options).GroupBy(fact => fact.Kind, fact => fact.Cells))
        {
            await run.Procurator().Deliver(feed.Key, SampleFeed.Csv(feed.Key, feed));
        }
        const string Debts = "/procuratorate/v1/models/FabricatedDebt";
        (await Chief.Put(Debts, new { parameters = new { fastSettleDays = 1, fastPerformDays = 1 }, why = "收紧口径" })).Ok();
        (await Chief.Post(Debts + "/back-test", new { version = 2, why = "回溯" })).Status.ShouldBe(202);

        var results = await Chief.Until(Debts + "/results?version=2&limit=500", IsThrough);

        var planted = SampleFeeds.Truth(SampleQuarters.Options).Count(truth => truth.Rule == "FabricatedDebt");
        var counts = results["counts"].AsObject().ToDictionary(count => count.Key, count => count.Value!.GetValue<int>());
        counts.GetValueOrDefault("gone").ShouldBeGreaterThan(0, "what was settled within seven days is no longer enough");
        (counts.GetValueOrDefault("gone") + counts.GetValueOrDefault("same")).ShouldBe(planted);
        counts.GetValueOrDefault("new").ShouldBe(0);
    }

    [Fact]
    public async Task A_procurator_reads_models_and_does_not_change_them()
    {
        (await run.Procurator().Get("/procuratorate/v1/models")).Ok().Items.Count.ShouldBe(20);
        (await run.Procurator().Put(Model, new { why = "想改" })).Status.ShouldBe(403);
        (await run.Procurator().Get("/procuratorate/v1/models/NoSuch")).Status.ShouldBe(404);
    }

    private async Task Draft(object parameters) => (await Chief.Put(Model, new { parameters, why = "观察更长期限" })).Ok();

    private async Task<IReadOnlyList<JsonObject>> Leads() =>
        [
            .. (await run.Procurator().List("/procuratorate/v1/leads?rule=PrematureEnding")).Where(lead =>
                lead["state"]!.GetValue<string>() != "lapsed"
            ),
        ];

    /// <summary>The leads of the model once there are so many: all cases are judged again in the background.</summary>
    private async Task<IReadOnlyList<JsonObject>> LeadsOf(Func<IReadOnlyList<JsonObject>, bool> arrived)
    {
        IReadOnlyList<JsonObject> leads = [];
        await run.Procurator()
            .Until(
                "/procuratorate/v1/leads?rule=PrematureEnding&limit=500",
                answer =>
                {
                    leads = [.. answer.Items.Where(lead => lead["state"]!.GetValue<string>() != "lapsed")];
                    return arrived(leads);
                }
            );
        return leads;
    }

    private static IEnumerable<string> Causes(JsonObject result) => result["causes"]!.AsArray().Select(cause => cause!.GetValue<string>());

    private static bool IsThrough(Answer results) =>
        results["runs"].AsArray() is { Count: > 0 } runs && runs.All(r => r!["state"]!.GetValue<string>() == "completed");
}
