using System.Text.Json.Nodes;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Loops;

/// <summary>车辆协查: a car that is sealed on paper only is found by the police and collected by the court, each with a receipt.</summary>
[Trait(ExchangeRun.Knows, ExchangeRun.Doors)]
public sealed class VehicleTests
{
    private const string Car = "浙D12345";

    [Fact]
    public async Task The_police_find_a_car_and_the_court_collects_it()
    {
        await using var county = await County.On();
        var (lead, request) = await Asked(county, new { });
        await county.Police.Sees(Search(request), "received", "车辆协查回执 police:330602 2026-03-04 param");
        (await county.Clerk.UntilState(Pickup(request), "searched"))["asked"]["plates"]!
            .AsArray()
            .Single()!
            .GetValue<string>()
            .ShouldBe(Car);

        (await county.Police.Post(Search(request) + "/acknowledge", new { receiptNumber = "协查1" })).Ok();
        await county.Procurator.Sees(Request(request), "searching", "车辆协查反馈 police:330602 2026-04-01 param");
        (
            await county.Police.Post(
                Search(request) + "/impound",
                new
                {
                    plate = "浙A00000",
                    place = "停车场",
                    number = "扣1",
                }
            )
        ).Places.ShouldBe(["plate"]);
        (
            await county.Police.Post(
                Search(request) + "/impound",
                new
                {
                    plate = Car,
                    place = "越城停车场",
                    number = "扣1",
                }
            )
        ).Ok().State.ShouldBe("answered");

        await county.Clerk.Sees(Pickup(request), "toCollect", "车辆移交 court:浙0602 2026-03-09 param");
        await county.Procurator.UntilState(Request(request), "impounded");
        (await county.Clerk.Post(Pickup(request) + "/collect", new { plate = Car, receiptNumber = "接1" })).Ok().State.ShouldBe("done");

        (await county.Procurator.UntilState(Request(request), "closed"))["outcome"].GetValue<string>().ShouldBe("collected");
        await county.Police.Until(Search(request), found => found["collected"].AsArray().Count == 1);
        (await county.Procurator.UntilState($"/procuratorate/v1/leads/{lead}", "closed"))["outcome"]
            .GetValue<string>()
            .ShouldBe("collected");
    }

    [Fact]
    public async Task A_car_that_is_not_found_ends_with_its_reason()
    {
        await using var county = await County.On();
        var (_, request) = await Asked(county, new { plates = new[] { Car, "浙D·67890" } });
        await county.Police.UntilState(Search(request), "received");
        (await county.Police.Post(Search(request) + "/acknowledge", new { receiptNumber = "协查2" })).Ok();
        (await county.Police.Post(Search(request) + "/not-found", new { plate = Car, reason = "已报废" })).Ok().State.ShouldBe("searching");
        (await county.Police.Post(Search(request) + "/not-found", new { plate = "浙D67890", reason = "去向不明" })).Ok();

        (await county.Procurator.UntilState(Request(request), "closed"))["outcome"].GetValue<string>().ShouldBe("notFound");
        await county.Clerk.UntilState(Pickup(request), "done");
    }

    [Fact]
    public async Task A_request_that_is_recalled_is_nobodys_work_any_more()
    {
        await using var county = await County.On();
        var (lead, request) = await Asked(county, new { });
        await county.Police.UntilState(Search(request), "received");

        (await county.Procurator.Post(Request(request) + "/recall", new { reason = "已履行" })).Ok();

        await county.Police.UntilState(Search(request), "recalled");
        await county.Clerk.UntilState(Pickup(request), "recalled");
        (await county.Police.Post(Search(request) + "/acknowledge", new { receiptNumber = "迟" })).ShouldBeNotNow("recalled");
        await county.Procurator.UntilState($"/procuratorate/v1/leads/{lead}", "closed");
    }

    private static async Task<(string Lead, string Request)> Asked(County county, object body)
    {
        var lead = await county.Claimed(await county.Delivered(change: NotImpounded), "PaperVehicleSeizure");
        var acted = (await county.Procurator.Post($"/procuratorate/v1/leads/{lead}/vehicle-search", body)).Ok();
        var request = acted["children"].AsArray()[^1]!["id"]!.GetValue<string>();
        await county.Procurator.UntilState(Request(request), "requested");
        return (lead, request);
    }

    private static void NotImpounded(JsonObject record) => SampleRecord.Set(record, "vehicles[0].impoundedOn", "null");

    private static string Request(string id) => $"/procuratorate/v1/vehicle-requests/{id}";

    private static string Search(string id) => $"/police/v1/vehicle-searches/{id}";

    private static string Pickup(string id) => $"/court/v1/vehicle-pickups/{id}";
}
