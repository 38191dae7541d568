using System.Text.Json;
using Exchange.Contracts;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Clocks;

public class StatutoryClockTests
{
    private const string Court = "court:浙0602";
    private static readonly WorkCalendar Calendar = WorkCalendar.Published;

    [Theory]
    [InlineData("2026-03-10", "2026-06-10")]
    [InlineData("2026-06-30", "2026-09-30")] // the last working day before the National Day
    [InlineData("2026-07-01", "2026-10-08")] // 1 to 7 October are off
    [InlineData("2026-07-10", "2026-10-10")] // a make-up Saturday does not move
    [InlineData("2026-07-11", "2026-10-12")] // a Sunday does
    [InlineData("2025-11-30", "2026-02-28")] // month end, make-up Saturday
    [InlineData("2023-11-30", "2024-02-29")] // leap year
    public void A_court_answers_within_three_months_and_a_last_day_off_moves_on(string received, string due) =>
        Start(StatutoryClocks.OpinionAnswer, received).DueOn.ShouldBe(Day(due));

    [Theory]
    [InlineData("2026-02-12", "2026-02-24")] // Friday, make-up Saturday, then after Spring Festival
    [InlineData("2026-02-13", "2026-02-25")]
    [InlineData("2026-03-02", "2026-03-05")]
    public void A_listing_is_lifted_within_three_working_days(string performed, string due) =>
        Start(StatutoryClocks.ListingLift, performed).DueOn.ShouldBe(Day(due));

    [Fact]
    public void A_clock_is_overdue_only_when_its_last_day_is_over()
    {
        var clock = Start(StatutoryClocks.Reasons, "2026-03-02");

        clock.IsOverdue(Day("2026-03-09")).ShouldBeFalse();
        clock.IsOverdue(Day("2026-03-10")).ShouldBeTrue();
        clock.Stop(Day("2026-03-11")).IsOverdue(Day("2026-03-12")).ShouldBeFalse();
    }

    [Fact]
    public void A_clock_in_hours_is_overdue_to_the_minute_and_knows_no_holidays()
    {
        var clock = StatutoryClock.Start(
            StatutoryClocks.HandOver,
            Day("2026-09-30"),
            "police:330602",
            Calendar,
            At("2026-09-30T23:30+08:00")
        );

        clock.DueAt.ShouldBe(At("2026-10-01T23:30+08:00"));
        clock.DueOn.ShouldBe(Day("2026-10-01"));
        clock.IsOverdue(Day("2026-10-01"), At("2026-10-01T23:30+08:00")).ShouldBeFalse();
        clock.IsOverdue(Day("2026-10-01"), At("2026-10-01T23:31+08:00")).ShouldBeTrue();
    }

    [Fact]
    public void A_clock_in_hours_is_due_on_the_day_it_is_in_China() =>
        StatutoryClock
            .Start(StatutoryClocks.HandOver, Day("2026-03-03"), "police:330602", Calendar, At("2026-03-02T17:00Z"))
            .DueOn.ShouldBe(Day("2026-03-04"));

    [Fact]
    public void A_clock_in_hours_without_a_minute_runs_from_the_end_of_the_day() =>
        Start(StatutoryClocks.Acknowledgement, "2026-03-02").DueAt.ShouldBe(At("2026-03-04T00:00+08:00"));

    [Fact]
    public void The_president_allows_one_month_more()
    {
        var clock = Start(StatutoryClocks.OpinionAnswer, "2026-03-10").ExtendBy(StatutoryClocks.OpinionAnswerExtension, Calendar);

        clock.DueOn.ShouldBe(Day("2026-06-10"));
        clock.ExtendedTo.ShouldBe(Day("2026-07-10"));
        clock.ExtensionBasis.ShouldBe("法发〔2016〕30号第13条");
        clock.IsOverdue(Day("2026-07-10")).ShouldBeFalse();
        clock.IsOverdue(Day("2026-07-11")).ShouldBeTrue();
    }

    [Fact]
    public void An_extension_counts_from_the_last_day_before_it_moved() =>
        Start(StatutoryClocks.OpinionAnswer, "2026-07-02")
            .ExtendBy(StatutoryClocks.OpinionAnswerExtension, Calendar)
            .EffectiveDueOn.ShouldBe(Day("2026-11-02"));

    [Fact]
    public void A_day_that_a_person_fixed_stays() =>
        Start(StatutoryClocks.OpinionAnswer, "2026-11-10")
            .Extend(Day("2027-03-06"), "院长批准")
            .Recompute(With2027())
            .EffectiveDueOn.ShouldBe(Day("2027-03-06"));

    [Fact]
    public void A_paused_clock_goes_on_with_what_was_left()
    {
        var paused = Start(StatutoryClocks.FilingDecisionByCourt, "2026-03-02").Pause(Day("2026-03-04"));

        paused.IsRunning.ShouldBeFalse();
        paused.IsOverdue(Day("2026-03-20")).ShouldBeFalse();
        var resumed = paused.Resume(Day("2026-03-20"), Calendar);
        resumed.IsRunning.ShouldBeTrue();
        resumed.DueOn.ShouldBe(Day("2026-03-25")); // five days were left
        resumed.Pause(Day("2026-03-24")).Resume(Day("2026-03-26"), Calendar).DueOn.ShouldBe(Day("2026-03-27"));
    }

    [Fact]
    public void A_pause_of_working_days_gives_back_working_days() =>
        Start(StatutoryClocks.ListingLift, "2026-02-12")
            .Pause(Day("2026-02-13"))
            .Resume(Day("2026-02-25"), Calendar)
            .DueOn.ShouldBe(Day("2026-02-27"));

    [Fact]
    public void A_pause_moves_the_extension_too() =>
        Start(StatutoryClocks.FilingDecisionByCourt, "2026-03-02")
            .ExtendBy(StatutoryClocks.FilingComplexByCourt, Calendar)
            .Pause(Day("2026-03-10"))
            .Resume(Day("2026-03-12"), Calendar)
            .EffectiveDueOn.ShouldBe(Day("2026-04-03"));

    [Fact]
    public void A_second_stop_does_not_move_the_first() =>
        Start(StatutoryClocks.Reasons, "2026-03-02").Stop(Day("2026-03-05")).Stop(Day("2026-03-09")).StoppedOn.ShouldBe(Day("2026-03-05"));

    [Theory]
    [InlineData("2026-09-30", false)] // 30 December
    [InlineData("2026-10-01", true)] // 1 January
    public void A_clock_beyond_the_published_calendar_is_provisional(string received, bool provisional) =>
        Start(StatutoryClocks.RetrialAnswer, received).Provisional.ShouldBe(provisional);

    [Fact]
    public void A_clock_in_hours_is_never_provisional() => Start(StatutoryClocks.HandOver, "2027-03-01").Provisional.ShouldBeFalse();

    [Fact]
    public void A_new_notice_moves_a_provisional_clock()
    {
        var clock = Start(StatutoryClocks.OpinionAnswer, "2026-10-01");
        clock.DueOn.ShouldBe(Day("2027-01-01"));

        var moved = clock.Recompute(With2027());

        moved.DueOn.ShouldBe(Day("2027-01-04"));
        moved.Provisional.ShouldBeFalse();
        moved.CalendarVersion.ShouldStartWith("2027-");
    }

    [Fact]
    public void A_new_notice_moves_a_provisional_extension() =>
        Start(StatutoryClocks.OpinionAnswer, "2026-09-01")
            .ExtendBy(StatutoryClocks.OpinionAnswerExtension, Calendar)
            .Recompute(With2027())
            .EffectiveDueOn.ShouldBe(Day("2027-01-04"));

    [Fact]
    public void What_does_not_change_stays_the_same_instance()
    {
        var settled = Start(StatutoryClocks.OpinionAnswer, "2026-03-10");
        settled.Recompute(With2027()).ShouldBeSameAs(settled);

        var stopped = Start(StatutoryClocks.OpinionAnswer, "2026-10-01").Stop(Day("2026-11-02"));
        stopped.Recompute(With2027()).ShouldBeSameAs(stopped);

        var provisional = Start(StatutoryClocks.OpinionAnswer, "2026-10-01");
        provisional.Recompute(Calendar).ShouldBeSameAs(provisional);
    }

    [Fact]
    public void A_clock_changes_hands() =>
        Start(StatutoryClocks.Reasons, "2026-03-02").OwnedBy("police:330604").Owner.ShouldBe("police:330604");

    [Fact]
    public void A_clock_survives_storage()
    {
        var clock = Start(StatutoryClocks.ListingLift, "2026-12-30").Pause(Day("2026-12-31"));

        var json = JsonSerializer.Serialize(clock, JsonSerializerOptions.Web);

        JsonSerializer.Deserialize<StatutoryClock>(json, JsonSerializerOptions.Web).ShouldBe(clock);
        json.ShouldContain("\"unit\":\"workingDays\"");
        json.ShouldNotContain("effectiveDueOn");
        json.ShouldNotContain("isRunning");
    }

    private static StatutoryClock Start(ClockRule rule, string on) => StatutoryClock.Start(rule, Day(on), Court, Calendar);

    private static WorkCalendar With2027() =>
        Calendar.With([
            .. Enumerable.Range(1, 3).Select(day => new CalendarDay(new DateOnly(2027, 1, day), CalendarDayKind.Holiday, "元旦", "国办")),
        ]);

    private static DateOnly Day(string day) => DateOnly.Parse(day);

    private static DateTimeOffset At(string minute) => DateTimeOffset.Parse(minute);
}
