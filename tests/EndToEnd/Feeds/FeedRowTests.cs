using System.Text;
using Exchange.Access;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Feeds;

/// <summary>What becomes of good, known, bad and foreign rows of a feed.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class FeedRowTests : IAsyncLifetime
{
    private static readonly string[] Header = [.. SampleFeeds.Columns("travel")];
    private static readonly string[] Flight = ["张三", "11010519491231002X", "2026-06-01", "飞机", "MU5101", "经济舱", ""];

    private ExchangeRun run = null!;

    public async ValueTask InitializeAsync() => run = await ExchangeRun.Start(SampleQuarters.AsOf);

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task The_same_row_in_another_file_is_nothing_new()
    {
        var first = await run.Procurator().Deliver("travel", SampleFeed.Csv("travel", [Flight]));
        var again = await run.Procurator().Deliver("travel", SampleFeed.Csv("travel", [Flight, With(2, "2026-06-02")]));

        first["accepted"].GetValue<int>().ShouldBe(1);
        (again["received"].GetValue<int>(), again["accepted"].GetValue<int>(), again["unchanged"].GetValue<int>()).ShouldBe((2, 1, 1));
    }

    [Fact]
    public async Task A_bad_row_is_named_by_row_column_and_code_and_stops_no_other()
    {
        var feed = await run.Procurator()
            .Deliver(
                "travel",
                SampleFeed.Csv(
                    "travel",
                    [Flight, With(1, "110105194912310021"), With(2, "2026年13月1日"), With(2, "2026-07-02"), With(3, "步行"), With(5, "")]
                )
            );

        feed.State.ShouldBe("completed");
        (feed["accepted"].GetValue<int>(), feed["rejected"].GetValue<int>()).ShouldBe((1, 5));
        (await run.Procurator().Get($"/procuratorate/v1/feeds/{feed["id"]}/errors"))
            .Ok()
            .Items.Select(e => $"{e["row"]} {e["column"]} {e["code"]}")
            .ShouldBe(["3 证件号 invalid-id", "4 日期 date", "5 日期 future-date", "6 方式 value", "7 席别 required"]);
    }

    [Fact]
    public async Task A_line_of_JSON_says_the_same_as_a_row_and_a_broken_one_is_rejected()
    {
        var line = "{" + string.Join(',', Header.Zip(Flight).Select(cell => $"\"{cell.First}\":\"{cell.Second}\"")) + "}";
        await run.Procurator().Deliver("travel", SampleFeed.Csv("travel", [Flight]));

        var feed = await run.Procurator().Deliver("travel", Encoding.UTF8.GetBytes(line + "\n{broken\n"), "application/x-ndjson");

        (feed["unchanged"].GetValue<int>(), feed["rejected"].GetValue<int>()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_kind_that_there_is_not_is_answered_with_those_that_there_are()
    {
        var answer = await run.Procurator().PostBytes("/procuratorate/v1/feeds/weather", "a,b"u8.ToArray(), "text/csv");

        (answer.Status, answer.Code).ShouldBe((404, "unknown-kind"));
        SampleFeeds.Kinds.ShouldAllBe(kind => answer.Text.Contains(kind));
    }

    [Fact]
    public async Task A_file_without_a_required_column_is_refused_as_a_whole()
    {
        var answer = await run.Procurator()
            .PostBytes("/procuratorate/v1/feeds/travel", "姓名,日期\r\n张三,2026-06-01"u8.ToArray(), "text/csv");

        answer.Status.ShouldBe(422);
        answer.Text.ShouldContain("证件号");
    }

    [Fact]
    public async Task An_upload_is_seen_by_who_may_see_its_division_only()
    {
        var feed = await run.Procurator().Deliver("travel", SampleFeed.Csv("travel", [Flight]));

        (await run.As(Roles.Procurator, "330100").Get($"/procuratorate/v1/feeds/{feed["id"]}")).Status.ShouldBe(404);
        (await run.As(Roles.Auditor, "330000").Get($"/procuratorate/v1/feeds/{feed["id"]}")).Status.ShouldBe(200);
    }

    private static string[] With(int cell, string value) => [.. Flight[..cell], value, .. Flight[(cell + 1)..]];
}
