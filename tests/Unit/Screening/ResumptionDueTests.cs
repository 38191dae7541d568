using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class ResumptionDueTests
{
    // Seven days after Monday, 3 June 2024 is Monday, 10 June: Dragon Boat Festival, so Tuesday, the 11th.
    [Theory]
    [InlineData("2024-06-03", "2024-06-11", "clean")]
    [InlineData("2024-06-03", "2024-06-12", "found-after-ending")]
    [InlineData("2024-06-05", "2024-06-12", "clean")]
    [InlineData("2024-06-05", "2024-06-13", "found-after-ending")]
    [InlineData("2024-05-20", "2025-01-01", "clean")] // on the day of the ending
    [InlineData("2024-05-21", "2025-01-01", "found-after-ending")]
    [InlineData("-", "2025-01-01", "clean")]
    [InlineData("?", "2025-01-01", "clean")]
    public void A_case_is_resumed_within_seven_days_of_what_was_found(string found, string asOf, string verdict) =>
        Judge(With(House(found)), asOf).ShouldBe(verdict);

    [Fact]
    public void It_is_looked_at_again_when_the_days_have_passed() =>
        With(House("2024-06-05"))
            .JudgedBy(ResumptionDue.Rule, Day("2024-06-10"))
            .ShouldSatisfyAllConditions(v => v.InShort().ShouldBe("clean"), v => v.ChangesOn.ShouldBe(Day("2024-06-13")));

    [Fact]
    public void A_resumed_case_is_clean() =>
        Judge(With(House("2024-06-03")) with { ResumedOn = Day("2024-06-20") }, "2025-01-01").ShouldBe("clean");

    [Fact]
    public void What_cannot_be_disposed_of_or_is_worth_nothing_resumes_nothing()
    {
        Judge(With(House("2024-06-03") with { Obstacle = "轮候查封" }), "2025-01-01").ShouldBe("clean");
        Judge(With(House("2024-06-03") with { Amount = Money.Zero }), "2025-01-01").ShouldBe("clean");
        Judge(With(House("2024-06-03") with { Obstacle = default }), "2025-01-01").ShouldBe("? assets[].obstacle");
        Judge(With(House("2024-06-03") with { Amount = default }), "2025-01-01").ShouldBe("found-after-ending");
    }

    [Theory]
    [InlineData(999.99, 0, "clean")]
    [InlineData(1000, 0, "found-after-ending")]
    [InlineData(600, 399.99, "clean")]
    [InlineData(600, 400, "found-after-ending found-after-ending")]
    public void Petty_money_resumes_nothing(double deposit, double online, string verdict) =>
        Judge(With(Found("银行存款", deposit), Found("网络资金", online)), "2025-01-01").ShouldBe(verdict);

    [Fact]
    public void Money_known_at_the_ending_does_not_count_into_what_was_found() =>
        Judge(With(Found("银行存款", 600), Found("网络资金", 600) with { FoundOn = Field<DateOnly>.None }), "2025-01-01").ShouldBe("clean");

    [Fact]
    public void A_file_without_property_cannot_be_judged() => Judge(Faultless with { Assets = default }, "2025-01-01").ShouldBe("? assets");

    private static CaseRecord With(params Asset[] assets) => Faultless with { Assets = assets };

    private static Asset House(string foundOn) =>
        new()
        {
            Kind = "不动产",
            Amount = new Money(800_000),
            FoundOn = Cell(foundOn),
            Obstacle = Field<string>.None,
        };

    private static Asset Found(string kind, double amount) =>
        new()
        {
            Kind = kind,
            Amount = new Money((decimal)amount),
            FoundOn = Day("2024-06-03"),
            Obstacle = Field<string>.None,
        };

    private static string Judge(CaseRecord record, string asOf) => record.JudgedBy(ResumptionDue.Rule, Day(asOf)).InShort();
}
