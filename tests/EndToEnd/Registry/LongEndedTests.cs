using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Tests.EndToEnd.Loops;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Registry;

/// <summary>Cases that ended for now more than three years ago and rest since: ranked by what is still owed (终本满三年案件排序).</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class LongEndedTests
{
    [Fact]
    public async Task They_are_ranked_by_what_is_owed_and_younger_and_resumed_ones_are_not_among_them()
    {
        await using var county = await County.On();
        var small = await county.Delivered(1, record => Ended(record, "2023-03-01", 90_000));
        var large = await county.Delivered(2, record => Ended(record, "2022-11-07", 700_000));
        var young = await county.Delivered(3, record => Ended(record, "2023-03-02", 800_000));
        var resumed = await county.Delivered(
            4,
            record =>
            {
                Ended(record, "2022-11-07", 900_000);
                record["resumedOn"] = "2025-06-01";
            }
        );
        string[] own = [small, large, young, resumed];
        foreach (var number in own)
        {
            await county.Procurator.Until($"/procuratorate/v1/cases/{Uri.EscapeDataString(number)}", answer => answer.Status == 200);
        }

        var ranked = (await county.Procurator.Get("/procuratorate/v1/cases?longEnded=true&limit=500")).Ok().Items;

        ranked.Select(item => item["caseNumber"]!.GetValue<string>()).Where(own.Contains).ShouldBe([large, small]);
        (await county.Procurator.Get("/procuratorate/v1/cases?longEnded=perhaps")).Status.ShouldBe(400);
        (await county.As(Roles.Procurator, "330100").Get("/procuratorate/v1/cases?longEnded=true&limit=500"))
            .Ok()
            .Items.ShouldBeEmpty("another city sees none of them");
    }

    private static void Ended(JsonObject record, string on, decimal claim)
    {
        record["filedOn"] = "2022-01-10";
        record["endedOn"] = on;
        record["claim"] = claim;
    }
}
