using Exchange.Contracts;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Clocks;

public class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkCalendar.Published;

    [Theory]
    [InlineData("2026-02-13", true)] // Friday before the make-up Saturday
    [InlineData("2026-02-14", true)] // make-up Saturday
    [InlineData("2026-02-15", false)] // first day of Spring Festival
    [InlineData("2026-02-23", false)] // last day of Spring Festival, a Monday
    [InlineData("2026-02-24", true)]
    [InlineData("2026-02-27", true)]
    [InlineData("2026-02-28", true)] // make-up Saturday
    [InlineData("2026-03-01", false)] // plain Sunday
    [InlineData("2022-12-31", false)] // named by the notice of 2023
    [InlineData("2012-12-31", true)] // before the first notice: a Monday
    [InlineData("2027-01-01", true)] // no notice yet: a Friday
    [InlineData("2027-01-02", false)] // no notice yet: a Saturday
    public void A_day_is_worked_as_the_notice_says_and_else_as_its_weekday_says(string day, bool works) =>
        Calendar.IsWorkingDay(Day(day)).ShouldBe(works);

    [Theory]
    [InlineData("2012-12-31", false)]
    [InlineData("2013-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void Years_from_2013_to_2026_are_covered(string day, bool covered) => Calendar.Covers(Day(day)).ShouldBe(covered);

    [Theory]
    [InlineData("2026-02-13", 0, "2026-02-13")]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-13", 2, "2026-02-24")]
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-10-07", 3, "2026-10-10")] // Thursday, Friday, make-up Saturday
    [InlineData("2026-12-30", 2, "2027-01-01")] // no notice yet
    public void Working_days_are_added_without_the_day_of_the_event(string from, int days, string to)
    {
        Calendar.AddWorkingDays(Day(from), days).ShouldBe(Day(to));
        Calendar.WorkingDaysBetween(Day(from), Day(to)).ShouldBe(days);
        Calendar.WorkingDaysBetween(Day(to), Day(from)).ShouldBe(-days);
    }

    [Theory]
    [InlineData("2026-09-30", "2026-09-30")]
    [InlineData("2026-10-01", "2026-10-08")]
    [InlineData("2026-10-07", "2026-10-08")]
    [InlineData("2026-10-10", "2026-10-10")]
    [InlineData("2026-10-11", "2026-10-12")]
    public void The_next_working_day_is_the_day_itself_when_it_is_worked(string day, string next) =>
        Calendar.NextWorkingDay(Day(day)).ShouldBe(Day(next));

    [Fact]
    public void Working_days_cannot_be_added_backwards() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(Day("2026-01-05"), -1));

    [Fact]
    public void A_years_notice_makes_a_new_version_and_leaves_the_old_one_alone()
    {
        var next = Calendar.With([Off("2027-01-01"), Off("2027-01-02"), Worked("2027-01-03")]);

        next.Covers(Day("2027-06-01")).ShouldBeTrue();
        next.IsWorkingDay(Day("2027-01-01")).ShouldBeFalse();
        next.IsWorkingDay(Day("2027-01-03")).ShouldBeTrue();
        next.Version.ShouldStartWith("2027-");
        Calendar.Version.ShouldStartWith("2026-");
        Calendar.IsWorkingDay(Day("2027-01-01")).ShouldBeTrue();
    }

    [Fact]
    public void A_notice_that_reaches_back_to_December_does_not_cover_that_year() =>
        Calendar.With([Off("2027-12-31"), Off("2028-01-01")]).Covers(Day("2027-12-31")).ShouldBeFalse();

    [Fact]
    public void A_later_notice_replaces_what_an_earlier_one_said_of_a_day() =>
        Calendar.With([Worked("2026-10-07")]).IsWorkingDay(Day("2026-10-07")).ShouldBeTrue();

    [Fact]
    public void The_same_notices_have_the_same_version_in_any_order() =>
        Calendar
            .With([Off("2027-01-01"), Worked("2027-01-03")])
            .Version.ShouldBe(Calendar.With([Worked("2027-01-03")]).With([Off("2027-01-01")]).Version);

    [Fact]
    public void A_notice_is_read_from_a_table()
    {
        using var csv = new StringReader("date,kind,name,basis\n2027-01-01,holiday,元旦,国办\n2027-01-03,workday,元旦,国办\n");

        WorkCalendar
            .Read(csv)
            .ShouldBe([
                new(Day("2027-01-01"), CalendarDayKind.Holiday, "元旦", "国办"),
                new(Day("2027-01-03"), CalendarDayKind.Workday, "元旦", "国办"),
            ]);
    }

    [Theory]
    [InlineData("2027-02-29,holiday,春节,国办")]
    [InlineData("2027-02-28,festival,春节,国办")]
    [InlineData("2027-02-28,holiday,春节")]
    public void A_line_that_is_no_day_is_refused_by_number(string line)
    {
        using var csv = new StringReader($"date,kind,name,basis\n{line}\n");

        Should.Throw<FormatException>(() => WorkCalendar.Read(csv)).Message.ShouldContain("Line 2");
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day);

    private static CalendarDay Off(string day) => new(Day(day), CalendarDayKind.Holiday, "元旦", "国办");

    private static CalendarDay Worked(string day) => new(Day(day), CalendarDayKind.Workday, "元旦", "国办");
}
