namespace Exchange.Contracts;

/// <summary>How the law counts (期间): the day of the event is not counted.</summary>
/// <remarks>民事诉讼法 art. 85; 刑事诉讼法 art. 105; 民法典 arts. 201, 202.</remarks>
public static class LegalPeriod
{
    /// <summary>The same day number that many months on, or the last day of that month; backwards likewise.</summary>
    public static DateOnly PlusMonths(this DateOnly day, int months) => day.AddMonths(months);

    /// <summary>The last day of a period before any moving on; hours count as the days they reach.</summary>
    internal static DateOnly LastDay(DateOnly from, int amount, ClockUnit unit, WorkCalendar calendar) =>
        unit switch
        {
            ClockUnit.Months => from.PlusMonths(amount),
            ClockUnit.WorkingDays => calendar.AddWorkingDays(from, amount),
            ClockUnit.Hours => from.AddDays((amount + 23) / 24),
            _ => from.AddDays(amount),
        };
}
