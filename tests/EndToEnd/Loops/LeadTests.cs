using System.Text;
using Exchange.Access;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>What new files of the court make of a lead (线索): back again, gone, or there by the mere passing of days.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class LeadTests
{
    private const string Triage = "线索分流(中) procuratorate:330602";

    [Fact]
    public async Task A_dismissed_lead_is_new_again_when_a_cause_comes_that_nobody_decided_on()
    {
        await using var county = await County.On();
        var number = await county.Delivered();
        var lead = await county.Claimed(number);
        (await county.Procurator.Post(LeadAt(lead) + "/dismiss", new { code = "explained", text = "卷宗内有补充材料" })).Ok();
        await county.Procurator.Sees(LeadAt(lead), "dismissed");

        await county.ItIs("2026-03-03");
        await county.Corrected(number, record => record["noticeSentOn"] = null);
        var again = await county.Procurator.Sees(LeadAt(lead), "new", $"{Triage} 2026-03-17 param");
        Causes(again).ShouldBe(["no-notice", "within-three-months"]);
        again["dossier"].AsArray().Select(e => e.Text("act")).ShouldContain("dismiss");
        (await county.LeadOf(number)).ShouldBe(lead);
    }

    [Fact]
    public async Task A_dismissed_lead_stays_so_when_the_court_says_the_same_again()
    {
        await using var county = await County.On();
        var number = await county.Delivered();
        var lead = await county.Claimed(number);
        (await county.Procurator.Post(LeadAt(lead) + "/dismiss", new { code = "lawful", text = "依法终本" })).Ok();

        await county.ItIs("2026-03-03");
        // Another lead of the case lapses by the same file: then this one has been judged too.
        await county.Corrected(number, record => record["assets"] = new System.Text.Json.Nodes.JsonArray());
        await county.Procurator.UntilState(LeadAt(await county.LeadOf(number, "EndedWithAssets")), "lapsed");
        await county.Procurator.Sees(LeadAt(lead), "dismissed");
    }

    [Fact]
    public async Task A_lead_without_a_cause_lapses_and_comes_back_as_the_same_one()
    {
        await using var county = await County.On();
        var number = await county.Delivered();
        var lead = await county.LeadOf(number);
        await county.ItIs("2026-03-03");
        await county.Corrected(number, record => record["endedOn"] = "2025-08-04");
        var gone = await county.Procurator.Sees(LeadAt(lead), "lapsed");
        gone["lapsedReason"].GetValue<string>().ShouldNotBeEmpty();

        await county.ItIs("2026-03-04");
        await county.Corrected(number, record => record["endedOn"] = "2025-03-03");
        await county.Procurator.Sees(LeadAt(lead), "new", $"{Triage} 2026-03-18 param");
        (await county.LeadOf(number)).ShouldBe(lead);
    }

    [Fact]
    public async Task A_history_file_raises_leads_that_no_triage_clock_hurries()
    {
        await using var county = await County.On();
        var number = county.NumberOf(7);
        var line = Encoding.UTF8.GetBytes(SampleRecord.Of(number).ToJsonString() + "\n");
        var import = await county.As(Roles.CourtSystem).Import(line, "application/x-ndjson", "?history=true");
        import["accepted"].GetValue<int>().ShouldBe(1);

        var old = await county.Procurator.Sees(LeadAt(await county.LeadOf(number)), "new");
        old["history"].GetValue<bool>().ShouldBeTrue();
        var fresh = await county.Delivered(8);
        await county.Procurator.Sees(LeadAt(await county.LeadOf(fresh)), "new", $"{Triage} 2026-03-16 param");
    }

    [Fact]
    public async Task A_sanction_not_lifted_appears_when_the_third_working_day_is_over_without_any_new_record()
    {
        await using var county = await County.On();
        var number = await county.Delivered(1, record => Sanctions.Performed(record, County.Monday));
        var sanctions = "/credit/v1/repairs?caseNumber=" + Uri.EscapeDataString(number);
        await county.Credit.Until(sanctions, page => page.Items.Count == 2);
        var revision = (await county.Clerk.Get(CaseAt(number)))["revision"].GetValue<long>();

        await county.ItIs("2026-03-05");
        (await county.Procurator.Get(County.LeadsOf(number, "RestrictionNotLifted"))).Items.ShouldBeEmpty();
        foreach (var repair in (await county.Credit.Get(sanctions)).Items)
        {
            repair.Text("state").ShouldBe("watching");
        }

        await county.ItIs("2026-03-06");
        var lead = await county.LeadOf(number, "RestrictionNotLifted");
        var found = await county.Procurator.Sees(LeadAt(lead), "new", "线索分流(高) procuratorate:330602 2026-03-11 param");
        Causes(found).ShouldBe(["still-listed", "still-restricted"]);
        await county.Credit.Until(sanctions, page => page.Items.All(repair => repair.Text("state") == "found"));
        (await county.Clerk.Get(CaseAt(number)))["revision"].GetValue<long>().ShouldBe(revision);
    }

    private static string LeadAt(string id) => $"/procuratorate/v1/leads/{id}";

    private static string CaseAt(string number) => "/court/v1/cases/" + Uri.EscapeDataString(number);

    private static IReadOnlyList<string?> Causes(Answer lead) =>
        [.. lead["explanation"]["causes"]!.AsArray().Select(c => c.Text("code")).Order(StringComparer.Ordinal)];
}
