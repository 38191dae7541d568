using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class EndedWithAssetsTests
{
    private const string Left = "disposable-asset";

    [Theory]
    [InlineData("2024-05-20", Left)]
    [InlineData("2024-05-21", "clean")]
    [InlineData("-", Left)]
    [InlineData("?", Left)]
    public void What_was_found_after_the_ending_was_not_left(string found, string verdict) =>
        Judge(Faultless.With(House with { FoundOn = Cell(found) })).ShouldBe(verdict);

    [Fact]
    public void Nothing_is_left_where_nothing_was_found()
    {
        Judge(Faultless).ShouldBe("clean");
        Judge(Faultless.With(Array.Empty<Asset>())).ShouldBe("clean");
        Judge(Faultless with { Assets = Field<IReadOnlyList<Asset>>.Unknown }).ShouldBe("? assets");
    }

    [Fact]
    public void Nothing_is_no_asset_and_an_unknown_worth_is_one()
    {
        Judge(Faultless.With(House with { Amount = Money.Zero })).ShouldBe("clean");
        Judge(Faultless.With(House with { Amount = new Money(0.01m) })).ShouldBe(Left);
        Judge(Faultless.With(House with { Amount = Field<Money>.None })).ShouldBe(Left);
        Judge(Faultless.With(House with { Amount = Field<Money>.Unknown })).ShouldBe(Left);
    }

    [Fact]
    public void An_obstacle_takes_an_asset_away_and_one_never_delivered_may()
    {
        Judge(Faultless.With(House with { Obstacle = "流拍" })).ShouldBe("clean");
        Judge(Faultless.With(House with { Obstacle = Field<string>.Unknown })).ShouldBe("? assets[].obstacle");
        Judge(Faultless.With(House, House with { Obstacle = Field<string>.Unknown })).ShouldBe(Left);
        Judge(Faultless.With(House with { Obstacle = Field<string>.Unknown, FoundOn = Day("2024-05-21") })).ShouldBe("clean");
    }

    [Theory]
    [InlineData("999.99", "0", 100_000, "clean")]
    [InlineData("1000.00", "0", 100_000, Left)]
    [InlineData("500", "499.99", 100_000, "clean")]
    [InlineData("500", "500", 100_000, Left)]
    [InlineData("500", "0", 10_000, "clean")] // exactly five percent
    [InlineData("500", "0.01", 10_000, Left)]
    [InlineData("500.01", "0", 10_000, Left)]
    public void Deposits_and_online_money_together_may_be_petty(string deposit, string online, int claim, string verdict) =>
        Judge((Faultless with { Claim = new Money(claim) }).With(Deposit(deposit), Deposit(online) with { Kind = "网络资金" }))
            .ShouldBe(verdict);

    [Fact]
    public void Money_of_unknown_amount_is_not_petty_unless_something_stands_in_the_way()
    {
        var unknown = Deposit("1") with { Amount = Field<Money>.None };

        Judge(Faultless.With(unknown)).ShouldBe(Left);
        Judge(Faultless.With(Deposit("10"), unknown)).ShouldBe(Left);
        Judge(Faultless.With(Deposit("10"), unknown with { Obstacle = "已冻结他案" })).ShouldBe("clean");
    }

    [Fact]
    public void Only_money_that_was_there_and_free_counts_into_the_petty_sum()
    {
        Judge(Faultless.With(Deposit("600"), Deposit("600") with { Obstacle = "养老金" })).ShouldBe("clean");
        Judge(Faultless.With(Deposit("600"), Deposit("600") with { FoundOn = Day("2024-05-21") })).ShouldBe("clean");
        Judge(Faultless.With(Deposit("600"), House with { Amount = new Money(600), Obstacle = "流拍" })).ShouldBe("clean");
    }

    [Fact]
    public void Money_whose_obstacle_is_unknown_is_open_only_where_it_could_matter()
    {
        var open = Deposit("600") with { Obstacle = Field<string>.Unknown };

        Judge(Faultless.With(open)).ShouldBe("clean");
        Judge(Faultless.With(open, open)).ShouldBe("? assets[].obstacle");
        Judge(Faultless.With(open, Deposit("600"))).ShouldBe("? assets[].obstacle");
        Judge(Faultless.With(open, Deposit("1000"))).ShouldBe(Left);
    }

    [Theory]
    [InlineData("2024-05-20", "-", "clean")]
    [InlineData("2024-05-20", "2024-05-21", "clean")]
    [InlineData("2024-05-20", "2024-05-20", Left)] // in hand
    [InlineData("2024-05-21", "-", Left)] // not sealed by the ending
    [InlineData("-", "-", Left)]
    [InlineData("?", "-", "? vehicles[].sealedOn")]
    [InlineData("2024-05-20", "?", "? vehicles[].impoundedOn")]
    [InlineData("?", "2024-05-20", Left)]
    public void Vehicles_sealed_on_paper_only_are_another_matter(string sealedOn, string impounded, string verdict) =>
        Judge(Faultless.With(Car).With(new Vehicle { SealedOn = Cell(sealedOn), ImpoundedOn = Cell(impounded) })).ShouldBe(verdict);

    [Fact]
    public void A_vehicle_asset_is_left_when_no_vehicle_is_recorded_or_one_is_not_on_paper()
    {
        var paper = new Vehicle { SealedOn = Day("2024-03-01"), ImpoundedOn = Field<DateOnly>.None };

        Judge(Faultless.With(Car)).ShouldBe(Left);
        Judge(Faultless.With(Car).With(Array.Empty<Vehicle>())).ShouldBe(Left);
        Judge(Faultless.With(Car).With(paper, paper with { ImpoundedOn = Day("2024-03-02") })).ShouldBe(Left);
        Judge(Faultless.With(Car) with { Vehicles = Field<IReadOnlyList<Vehicle>>.Unknown }).ShouldBe("? vehicles");
        Judge(Faultless.With(Car with { Obstacle = "灭失" }) with { Vehicles = Field<IReadOnlyList<Vehicle>>.Unknown }).ShouldBe("clean");
        Judge(Faultless.With(House) with { Vehicles = Field<IReadOnlyList<Vehicle>>.Unknown }).ShouldBe(Left);
    }

    [Fact]
    public void The_finding_names_what_is_left_and_nothing_else()
    {
        var cause = Faultless
            .With(Deposit("10"), House, Car with { Obstacle = "灭失" })
            .JudgedBy(EndedWithAssets.Rule)
            .Causes.ShouldHaveSingleItem();

        cause.Facts.ShouldBe([new("assets[1]", "不动产:300000.00"), new("endedOn", "2024-05-20")]);
        cause.Text.ShouldBe("2024年5月20日终本时有可处置财产：不动产300000.00元。");
    }

    private static readonly Asset House = new()
    {
        Kind = "不动产",
        Amount = new Money(300_000),
        Obstacle = Field<string>.None,
    };

    private static readonly Asset Car = new() { Kind = "车辆", Obstacle = Field<string>.None };

    private static Asset Deposit(string amount) =>
        new()
        {
            Kind = "银行存款",
            Amount = Money.Parse(amount),
            Obstacle = Field<string>.None,
        };

    private static string Judge(CaseRecord record) => record.JudgedBy(EndedWithAssets.Rule).InShort();
}
