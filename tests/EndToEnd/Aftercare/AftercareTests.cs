using Exchange.Tests.EndToEnd.Loops;
using Shouldly;
using Xunit;
using static Exchange.Tests.EndToEnd.Loops.Sanctions;

namespace Exchange.Tests.EndToEnd.Aftercare;

/// <summary>Loop 4: after the ending (终本后管理). The case ended on 3 March 2025; it is Monday 2 March 2026.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class AftercareTests
{
    [Fact]
    public async Task Ten_half_years_are_rows_that_the_court_sees_and_fills()
    {
        await using var county = await County.On();
        var number = await county.Delivered();

        var before = (await county.Clerk.Get(Requeries(number))).Ok();
        Slots(before)
            .ShouldBe([
                "1 2025-03-03 2025-09-03 missed",
                "2 2025-09-03 2026-03-03 due",
                .. Enumerable.Range(3, 8).Select(n => $"{n} {Ended(n - 1)} {Ended(n)} ahead"),
            ]);

        (
            await county.Clerk.Post(
                Requeries(number),
                new
                {
                    queriedOn = "2025-09-03",
                    found = false,
                    note = "网络查控",
                }
            )
        ).Ok();
        var after = (
            await county.Clerk.Post(
                Requeries(number),
                new
                {
                    queriedOn = "2025-09-03",
                    found = false,
                    note = "网络查控",
                }
            )
        ).Ok();

        Slots(after)[0].ShouldBe("1 2025-03-03 2025-09-03 done");
        after["slots"][0]!["queries"]!.AsArray().Count.ShouldBe(1);
        (await county.Clerk.Get($"/court/v1/cases/{Uri.EscapeDataString(number)}"))["lastQueriedOn"]
            .GetValue<string>()
            .ShouldBe("2025-09-03");
    }

    [Fact]
    public async Task A_query_is_made_after_the_ending_and_not_tomorrow_by_the_court_whose_case_it_is()
    {
        await using var county = await County.On();
        var number = await county.Delivered();

        (await county.Clerk.Post(Requeries(number), new { queriedOn = "2025-03-03", found = false })).Places.ShouldBe(["queriedOn"]);
        (await county.Clerk.Post(Requeries(number), new { queriedOn = "2026-03-03", found = false })).Places.ShouldBe(["queriedOn"]);
        (await county.Clerk.Post(Requeries(number), new { note = "查过" })).Places.ShouldBe(["queriedOn", "found"]);
        (await county.HigherClerk.Post(Requeries(number), new { queriedOn = "2025-09-03", found = false })).Status.ShouldBe(403);
        await county.Corrected(number, record => record["resumedOn"] = "2026-02-02");
        (await county.Clerk.Post(Requeries(number), new { queriedOn = "2025-09-03", found = false })).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Two_queries_in_vain_open_the_removal_of_the_listing_and_of_nothing_else()
    {
        await using var county = await County.On();
        var number = await county.Delivered(1, Listed);
        await county.Clerk.Post(Requeries(number), new { queriedOn = "2025-08-01", found = false });
        await county.Clerk.Post(Requeries(number), new { queriedOn = "2025-12-01", found = true });
        (await county.Clerk.Post(Requeries(number), new { queriedOn = "2026-02-02", found = false }))
            .Ok()
            .Body!["nothingFoundTwiceOn"]
            .ShouldBeNull("property turned up in between");

        (await county.Clerk.Post(Requeries(number), new { queriedOn = County.Monday, found = false })).Ok();

        var repair = await county.RepairOf(number);
        await county.Credit.Sees(RepairAt(repair), "watching", Breached);
        await county.ItIs("2026-03-06");
        var found = await county.Credit.Sees(RepairAt(repair), "found", Breached, "信用修复建议 credit:330602 2026-03-13 param");
        found["basis"].GetValue<string>().ShouldBe("twoEmptyQueries");
        (await county.Credit.Get($"/credit/v1/repairs?caseNumber={Uri.EscapeDataString(number)}&kind=restriction")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_seizure_warns_before_its_end_is_renewed_or_lapses()
    {
        await using var county = await County.On();
        var number = await county.Delivered();
        var deposit = await county.Seized(number, "deposit", "工商银行账户", "2025-04-02");
        var car = await county.Seized(number, "movable", "浙D12345", "2024-03-10");
        var house = await county.Seized(number, "immovable", "某路1号", "2025-03-10");
        await county.ItIs("2026-03-03");

        await county.Clerk.Sees(deposit, "expiring", "冻结存款期限 court:浙0602 2026-04-02 legal");
        await county.Clerk.Sees(car, "expiring", "查封动产期限 court:浙0602 2026-03-10 legal");
        await county.Clerk.Sees(house, "held", "查封不动产及其他财产权期限 court:浙0602 2028-03-10 legal");

        (await county.Clerk.Post(deposit + "/renew", new { })).Ok();
        await county.Clerk.Sees(deposit, "held", "冻结存款期限 court:浙0602 2027-03-03 legal");
        await county.ItIs("2026-03-11");
        (await county.Clerk.Get(car)).State.ShouldBe("lapsed");
        (await county.Clerk.Post(car + "/renew", new { })).ShouldBeNotNow("lapsed");
        (await county.Clerk.Post(house + "/release", new { reason = "已履行" })).Ok().State.ShouldBe("released");
    }

    private static void Listed(System.Text.Json.Nodes.JsonObject record)
    {
        Set(record, "listingEndsOn", null);
        Set(record, "delistedOn", null);
        Set(record, "restrictionLiftedOn", null);
        record["performedOn"] = null;
        record["openClues"] = 0;
    }

    private static string Requeries(string number) => $"/court/v1/cases/{Uri.EscapeDataString(number)}/requeries";

    private static string Ended(int halfYears) => new DateOnly(2025, 3, 3).AddMonths(6 * halfYears).ToString("yyyy-MM-dd");

    private static IReadOnlyList<string> Slots(Answer answer) =>
        [.. answer["slots"].AsArray().Select(slot => $"{slot!["number"]} {slot["after"]} {slot["until"]} {slot["state"]}")];
}

internal static class Seizures
{
    /// <summary>Where what was entered is seen.</summary>
    public static async Task<string> Seized(this County county, string number, string kind, string what, string sealedOn) => (
            await county.Clerk.Post(
                $"/court/v1/cases/{Uri.EscapeDataString(number)}/seizures",
                new
                {
                    kind,
                    what,
                    sealedOn,
                }
            )
        ).Ok().Location!.ToString();
}
