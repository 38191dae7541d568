using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class MissedRequeryTests
{
    // Ended on 20 May 2024: the slots end on 20 November and 20 May.
    [Theory]
    [InlineData("2024-11-20", "")]
    [InlineData("2024-11-21", "1")]
    [InlineData("2025-05-20", "1")]
    [InlineData("2025-05-21", "1 2")]
    [InlineData("2029-05-20", "1 2 3 4 5 6 7 8 9")]
    [InlineData("2029-05-21", "1 2 3 4 5 6 7 8 9 10")]
    [InlineData("2039-01-01", "1 2 3 4 5 6 7 8 9 10")]
    public void Every_slot_that_has_passed_without_a_query_is_missed(string asOf, string slots) => Missed(Faultless, asOf).ShouldBe(slots);

    [Theory]
    [InlineData("2024-05-20", "1 2 3")] // by the ending
    [InlineData("2024-05-21", "2 3")]
    [InlineData("2024-11-20", "2 3")]
    [InlineData("2024-11-21", "3")] // it may have been the second in the slot that began then
    [InlineData("2025-11-20", "")]
    public void What_lies_before_the_latest_query_is_not_claimed(string queried, string slots) =>
        Missed(Faultless with { LastQueriedOn = Day(queried) }, "2025-11-21").ShouldBe(slots);

    [Fact]
    public void The_latest_query_is_that_of_any_revision() =>
        Missed(Faultless with { LastQueriedOn = Field<DateOnly>.None, LatestRequeryOn = Day("2025-05-21") }, "2025-11-21").ShouldBe("");

    [Theory]
    [InlineData("2024-11-20", "2024-11-21", "clean")]
    [InlineData("2024-11-21", "2024-11-22", "slot-missed")]
    public void A_slot_counts_only_when_it_ended_before_the_performance(string performed, string asOf, string verdict) =>
        Judge(Faultless with { PerformedOn = Day(performed) }, asOf).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-11-20", "clean")]
    [InlineData("2024-11-21", "? lastQueriedOn")]
    public void Without_any_word_on_queries_it_cannot_judge_once_a_slot_has_passed(string asOf, string verdict) =>
        Judge(Faultless with { LastQueriedOn = Field<DateOnly>.Unknown }, asOf).ShouldBe(verdict);

    [Fact]
    public void A_resumed_case_is_not_queried_any_more() =>
        Judge(Faultless with { ResumedOn = Day("2025-01-01") }, "2026-01-01").ShouldBe("clean");

    [Fact]
    public void It_is_looked_at_again_when_the_next_slot_has_passed_and_never_after_the_tenth()
    {
        Faultless.JudgedBy(MissedRequery.Rule, Day("2024-11-20")).ChangesOn.ShouldBe(Day("2024-11-21"));
        Faultless.JudgedBy(MissedRequery.Rule, Day("2024-11-21")).ChangesOn.ShouldBe(Day("2025-05-21"));
        Faultless.JudgedBy(MissedRequery.Rule, Day("2029-05-21")).ChangesOn.ShouldBeNull();
    }

    [Fact]
    public void A_case_that_ended_at_the_end_of_a_month_has_slots_that_do() =>
        Missed(Faultless with { FiledOn = Day("2024-03-01"), EndedOn = Day("2024-08-31") }, "2025-03-01").ShouldBe("1");

    private static string Judge(CaseRecord record, string asOf) => record.JudgedBy(MissedRequery.Rule, Day(asOf)).InShort();

    private static string Missed(CaseRecord record, string asOf)
    {
        var slots = Enumerable
            .Range(1, 10)
            .ToDictionary(number => MissedRequery.SlotOf(record.EndedOn.Value, number).LastDay.ToString("yyyy-MM-dd"), number => number);
        var missed = record
            .JudgedBy(MissedRequery.Rule, Day(asOf))
            .Causes.Select(cause => cause.Facts.Single(fact => fact.Field == "slot"));
        return string.Join(' ', missed.Select(slot => slots[slot.Value!.Split('/')[1]]));
    }
}
