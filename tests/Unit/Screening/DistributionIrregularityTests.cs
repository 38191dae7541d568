using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class DistributionIrregularityTests
{
    // Thirty days after 1 July 2024 is Wednesday, 31 July; after 4 July it is Saturday, 3 August, so Monday, the 5th.
    [Theory]
    [InlineData("2024-07-01", "2024-07-31", "clean")]
    [InlineData("2024-07-01", "2024-08-01", "paid-late")]
    [InlineData("2024-07-04", "2024-08-05", "clean")]
    [InlineData("2024-07-04", "2024-08-06", "paid-late")]
    [InlineData("-", "2024-08-06", "clean")]
    [InlineData("?", "2024-08-06", "? fundsReceivedOn")]
    public void Money_is_paid_out_within_thirty_days(string received, string paid, string verdict) =>
        Judge(Faultless with { FundsReceivedOn = Cell(received), FundsPaidOn = Cell(paid) }, "2025-01-01").ShouldBe(verdict);

    [Theory]
    [InlineData("-", "2024-07-31", "clean")]
    [InlineData("-", "2024-08-01", "paid-late")]
    [InlineData("?", "2024-07-31", "clean")]
    [InlineData("?", "2024-08-01", "? fundsPaidOn")]
    public void Money_not_paid_out_is_judged_as_of_the_day(string paid, string asOf, string verdict)
    {
        var record = Faultless with { FundsReceivedOn = Day("2024-07-01"), FundsPaidOn = Cell(paid) };

        Judge(record, asOf).ShouldBe(verdict);
        record.JudgedBy(DistributionIrregularity.Rule, Day("2024-07-31")).ChangesOn.ShouldBe(Day("2024-08-01"));
    }

    [Fact]
    public void Open_cases_are_judged_as_well() =>
        Judge(
                Faultless with
                {
                    Ending = Field<Ending>.None,
                    EndedOn = Field<DateOnly>.None,
                    FundsReceivedOn = Day("2024-07-01"),
                },
                "2024-08-01"
            )
            .ShouldBe("paid-late");

    private static string Judge(CaseRecord record, string asOf) => record.JudgedBy(DistributionIrregularity.Rule, Day(asOf)).InShort();
}
