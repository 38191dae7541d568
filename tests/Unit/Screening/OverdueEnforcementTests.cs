using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class OverdueEnforcementTests
{
    // Six months after 10 January 2024 is Wednesday, 10 July; after 6 January it is Saturday, 6 July, so Monday, the 8th.
    [Theory]
    [InlineData("2024-01-10", "2024-07-10", "clean")]
    [InlineData("2024-01-10", "2024-07-11", "over-limit")]
    [InlineData("2024-01-06", "2024-07-08", "clean")]
    [InlineData("2024-01-06", "2024-07-09", "over-limit")]
    [InlineData("2023-08-31", "2024-02-29", "clean")] // February has no 31st
    [InlineData("2023-08-31", "2024-03-01", "over-limit")]
    public void Six_months_end_on_the_same_day_number_or_the_first_working_day_after_it(string filed, string ended, string verdict) =>
        Judge(Faultless with { FiledOn = Day(filed), EndedOn = Day(ended) }).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-07-10", "clean")]
    [InlineData("2024-07-11", "over-limit")]
    public void An_open_case_is_judged_as_of_the_day(string asOf, string verdict)
    {
        var open = Faultless with { Ending = Field<Ending>.None, EndedOn = Field<DateOnly>.None };

        Judge(open, asOf).ShouldBe(verdict);
        open.JudgedBy(OverdueEnforcement.Rule, Day("2024-07-10")).ChangesOn.ShouldBe(Day("2024-07-11"));
        open.JudgedBy(OverdueEnforcement.Rule, Day("2024-07-11")).ChangesOn.ShouldBeNull();
    }

    [Theory]
    [InlineData("2024-07-10", "clean")]
    [InlineData("2024-07-11", "? endedOn")]
    public void An_ending_nobody_spoke_of_may_have_been_in_time(string asOf, string verdict) =>
        Judge(Faultless with { EndedOn = Field<DateOnly>.Unknown }, asOf).ShouldBe(verdict);

    [Theory]
    [InlineData("（2024）浙0602行审12号行政裁定书")]
    [InlineData("绍市环罚字〔2023〕7号行政处罚决定书")]
    [InlineData("房屋征收决定")]
    [InlineData("行政处理决定书")]
    [InlineData("行政决定书")]
    public void An_administrative_decision_has_three_months(string basis)
    {
        Judge(Faultless with { Basis = basis, EndedOn = Day("2024-04-10") }).ShouldBe("clean");
        Judge(Faultless with { Basis = basis, EndedOn = Day("2024-04-11") }).ShouldBe("over-limit");
    }

    [Theory]
    [InlineData(5, "2024-07-15", "clean")]
    [InlineData(5, "2024-07-16", "over-limit")]
    [InlineData(3, "2024-07-15", "clean")] // 13 July is a Saturday
    public void Deducted_days_are_added(int days, string ended, string verdict) =>
        Judge(Faultless with { DeductedDays = days, EndedOn = Day(ended) }).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-08-30", "2024-08-30", "clean")]
    [InlineData("2024-08-30", "2024-08-31", "over-limit")]
    [InlineData("2024-08-31", "2024-09-02", "clean")] // a Saturday
    [InlineData("2024-06-30", "2024-07-10", "clean")] // an extension that ends earlier shortens nothing
    public void An_extension_counts_when_it_is_the_later(string extended, string ended, string verdict) =>
        Judge(Faultless with { ExtendedTo = Day(extended), EndedOn = Day(ended) }).ShouldBe(verdict);

    [Fact]
    public void Without_a_word_on_deductions_it_is_judged_says_so_and_starts_low()
    {
        var record = Faultless with { EndedOn = Day("2024-08-01"), DeductedDays = default, ExtendedTo = default };
        var verdict = record.JudgedBy(OverdueEnforcement.Rule);

        verdict.InShort().ShouldBe("over-limit");
        verdict.Missing.ShouldBe(["deductedDays", "extendedTo"]);
        Rules.PriorityOf(OverdueEnforcement.Rule, verdict, Urgency.Of(record, new RuleContext { AsOf = Today })).ShouldBe(Priority.Low);
        var told = record with { DeductedDays = 0 };
        Rules
            .PriorityOf(OverdueEnforcement.Rule, told.JudgedBy(OverdueEnforcement.Rule), Urgency.Of(told, new RuleContext { AsOf = Today }))
            .ShouldBe(Priority.Normal);
    }

    [Theory]
    [InlineData("（2024）浙0602执恢1234号", "over-limit")]
    [InlineData("（2024）浙0602执保1234号", "clean")]
    public void Only_enforcement_and_resumed_cases_have_the_limit(string number, string verdict) =>
        Judge(Faultless with { CaseNumber = CaseNumber.Parse(number), EndedOn = Day("2024-08-01") }).ShouldBe(verdict);

    private static string Judge(CaseRecord record, string? asOf = null) =>
        record.JudgedBy(OverdueEnforcement.Rule, Day(asOf ?? "2026-01-05")).InShort();
}
