using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class PaperVehicleSeizureTests
{
    private const string OnPaper = "sealed-not-impounded";

    [Theory]
    [InlineData("2024-05-20", "-", OnPaper)]
    [InlineData("2024-05-20", "2024-05-21", OnPaper)]
    [InlineData("2024-05-20", "2024-05-20", "clean")]
    [InlineData("2024-05-21", "-", "clean")]
    [InlineData("2024-05-21", "?", "clean")]
    [InlineData("-", "-", "clean")]
    [InlineData("-", "?", "clean")]
    [InlineData("?", "-", "? vehicles[].sealedOn")]
    [InlineData("?", "2024-05-20", "clean")]
    [InlineData("2024-05-20", "?", "? vehicles[].impoundedOn")]
    [InlineData("?", "?", "? vehicles[].sealedOn vehicles[].impoundedOn")]
    public void A_vehicle_sealed_by_the_ending_is_impounded_by_it(string sealedOn, string impounded, string verdict) =>
        Faultless
            .With(new Vehicle { SealedOn = Cell(sealedOn), ImpoundedOn = Cell(impounded) })
            .JudgedBy(PaperVehicleSeizure.Rule)
            .InShort()
            .ShouldBe(verdict);

    [Fact]
    public void Without_vehicles_nothing_is_on_paper()
    {
        Faultless.JudgedBy(PaperVehicleSeizure.Rule).InShort().ShouldBe("clean");
        (Faultless with { Vehicles = Field<IReadOnlyList<Vehicle>>.Unknown })
            .JudgedBy(PaperVehicleSeizure.Rule)
            .InShort()
            .ShouldBe("? vehicles");
    }

    [Fact]
    public void Each_vehicle_is_a_cause_of_its_own_and_asks_for_the_permission()
    {
        var vehicle = new Vehicle
        {
            Plate = "浙D12345",
            SealedOn = Day("2024-03-01"),
            ImpoundedOn = Field<DateOnly>.None,
        };

        var causes = Faultless.With(vehicle, vehicle with { Plate = "浙D54321" }).JudgedBy(PaperVehicleSeizure.Rule).Causes;

        causes.Count.ShouldBe(2);
        causes[1].Facts[0].ShouldBe(new FactUsed("vehicles[1].plate", "浙D54321"));
        causes[1].Text.ShouldContain("是否准许");
    }
}
