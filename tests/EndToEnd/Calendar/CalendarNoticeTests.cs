using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Calendar;

/// <summary>The published calendar ends with 2026: what is due later is provisional until the year's notice is loaded.</summary>
public sealed class CalendarNoticeTests
{
    private const string Notice2027 = """
        date,kind,name,basis
        2027-01-01,holiday,元旦,国办发明电〔2026〕9号
        2027-01-02,holiday,元旦,国办发明电〔2026〕9号
        2027-01-03,holiday,元旦,国办发明电〔2026〕9号
        2027-02-20,workday,春节,国办发明电〔2026〕9号
        """;

    private const string Credit = "/credit/v1/calendar-notices";
    private const string Procuratorate = "/procuratorate/v1/calendar-notices";
    private static readonly DateOnly Wednesday = new(2026, 12, 30);
    private static readonly string Number = SampleRecord.NumberOf(77);

    [Fact]
    public async Task A_year_s_notice_moves_what_was_provisional_lists_it_and_still_counts_after_a_restart()
    {
        await using var run = await LocalRun.Start(Wednesday);
        await Perform(run, Number);
        var (officer, keeper) = (run.As(Roles.CreditOfficer, "330602"), run.As(Roles.Operator, "330602"));
        await officer.Until(RepairsOf(Number), a => DueDays(a).SequenceEqual(["2027-01-04", "2027-01-04"]));

        var loaded = await keeper.PostText(Credit, Notice2027, "text/csv");
        loaded.Status.ShouldBe(202, loaded.Text);
        loaded.Location!.ToString().ShouldBe(Credit + "/2027-1");
        var done = await keeper.UntilState(Credit + "/2027-1", "completed");

        DueDays(await officer.Get(RepairsOf(Number))).ShouldBe(["2027-01-05", "2027-01-05"]);
        done.Items.Select(m => m["aggregate"]!.GetValue<string>()).Distinct().Count().ShouldBe(2);
        done.Items.ShouldAllBe(m =>
            Text(m, "kind") == "repairs" && Text(m, "wasDueOn") == "2027-01-04" && Text(m, "dueOn") == "2027-01-05"
        );
        (await keeper.PostText(Credit, Notice2027, "text/csv")).Status.ShouldBe(200);

        await run.Stop();
        await run.Start();
        await Perform(run, SampleRecord.NumberOf(78));
        officer = run.As(Roles.CreditOfficer, "330602");
        await officer.Until(RepairsOf(SampleRecord.NumberOf(78)), a => DueDays(a).SequenceEqual(["2027-01-05", "2027-01-05"]));
        await run.MoveTo(new DateOnly(2027, 1, 5));
        (await officer.Get(RepairsOf(Number))).Items.ShouldAllBe(r => Text(r, "state") == "watching");
        await run.MoveTo(new DateOnly(2027, 1, 6));
        (await officer.Get(RepairsOf(Number))).Items.ShouldAllBe(r => Text(r, "state") == "found");
    }

    [Fact]
    public async Task The_procuratorate_judges_again_on_another_day()
    {
        await using var run = await LocalRun.Start(Wednesday);
        await Perform(run, Number);
        var procurator = run.As(Roles.Procurator, "330602");
        var path = "/procuratorate/v1/cases/" + Uri.EscapeDataString(Number);
        await procurator.Until(path, a => Text(a.Body!, "nextJudgeOn") == "2027-01-05");

        var keeper = run.As(Roles.Operator, "330602");
        (
            await keeper.Post(
                Procuratorate,
                new
                {
                    days = new[]
                    {
                        new
                        {
                            date = "2027-01-01",
                            kind = "holiday",
                            name = "元旦",
                            basis = "国办",
                        },
                    },
                }
            )
        ).Ok();
        await keeper.UntilState(Procuratorate + "/2027-1", "completed");

        Text((await procurator.Get(path)).Body!, "nextJudgeOn").ShouldBe("2027-01-06");
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("day,kind,name,basis\n2027-01-01,holiday,元旦,x", "line 1")]
    [InlineData("date,kind,name,basis\n", "days")]
    [InlineData("date,kind,name,basis\n2027-01-01,holiday,元旦,x\n\n2027-13-01,holiday,元旦,x", "line 4.date")]
    [InlineData("date,kind,name,basis\r\n2027-01-01,feast,元旦,x\r\n", "line 2.kind")]
    [InlineData("date,kind,name,basis\n2027-01-01,holiday,元旦", "line 2")]
    [InlineData("date,kind,name,basis\n2027-01-01,holiday,,", "line 2.name", "line 2.basis")]
    [InlineData("date,kind,name,basis\n2027-01-01,holiday,元旦,x\n2027-01-01,workday,元旦,x", "line 3.date")]
    [InlineData("date,kind,name,basis\n2025-01-01,holiday,元旦,x\n2027-01-01,holiday,元旦,x", "line 2.date")]
    [InlineData("date,kind,name,basis\n2026-12-31,holiday,元旦,x", "days")]
    public async Task A_malformed_notice_is_refused_with_place_and_reason_and_nothing_is_loaded(string csv, params string[] places)
    {
        await using var run = await LocalRun.Start(Wednesday);
        var keeper = run.As(Roles.Operator, "330602");

        var answer = await keeper.PostText(Credit, csv, "text/csv");

        answer.Status.ShouldBe(422, answer.Text);
        answer.Places.ShouldBe(places);
        (await keeper.Get(Credit + "/2027-1")).Status.ShouldBe(404);
        (await keeper.Get(Credit + "/2026-1")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_malformed_day_in_JSON_is_named_by_its_place()
    {
        await using var run = await LocalRun.Start(Wednesday);
        var keeper = run.As(Roles.Operator, "330602");

        (
            await keeper.Post(
                Credit,
                new
                {
                    days = new object?[]
                    {
                        null,
                        new
                        {
                            date = "2027-01-01",
                            kind = "holiday",
                            name = "元旦",
                        },
                    },
                }
            )
        ).Places.ShouldBe(["days[0]", "days[1].basis"]);
        (await keeper.Post(Credit, new { days = new[] { new { date = "2027-02-30" } } })).Status.ShouldBe(400);
        (await keeper.Post(Credit, new { days = new[] { new { kind = "feast" } } })).Status.ShouldBe(400);
    }

    /// <summary>Performed on this day, listed and restricted still.</summary>
    private static async Task Perform(LocalRun run, string number)
    {
        var record = SampleRecord.Of(number);
        SampleRecord.Set(record, "respondents[0].listingEndsOn", "null");
        SampleRecord.Set(record, "respondents[0].delistedOn", "null");
        SampleRecord.Set(record, "respondents[0].restrictionLiftedOn", "null");
        SampleRecord.Set(record, "performedOn", "\"2026-12-30\"");
        (await run.AsCourtOf(number).Post("/court/v1/cases", record)).Ok();
    }

    private static string RepairsOf(string number) => "/credit/v1/repairs?caseNumber=" + Uri.EscapeDataString(number);

    private static IEnumerable<string?> DueDays(Answer repairs) => repairs.Items.Select(r => Text(r, "dueOn"));

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
