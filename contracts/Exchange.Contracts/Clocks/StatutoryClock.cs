using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>A period that runs for somebody: since when, until when, by which article, and whose act ends it.</summary>
/// <remarks>Overdue is a flag computed from the clock, never a state. The day of the event is not counted.
/// 民事诉讼法 art. 85; 刑事诉讼法 art. 105.</remarks>
public sealed record StatutoryClock
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Basis { get; init; }

    /// <inheritdoc cref="ClockRule.IsLegal"/>
    public required bool IsLegal { get; init; }

    public required int Amount { get; init; }

    public required ClockUnit Unit { get; init; }

    /// <inheritdoc cref="ClockRule.MovesToWorkingDay"/>
    public bool MovesToWorkingDay { get; init; }

    /// <summary>Who has to act, such as <c>court:浙0602</c>, <c>police:330602</c>, <c>bank:工商银行</c>.</summary>
    public required string Owner { get; init; }

    public required DateOnly StartedOn { get; init; }

    /// <summary>The minute of the event, for clocks in hours.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The calendar the due day was computed with.</summary>
    public required string CalendarVersion { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>The minute it is due, for clocks in hours.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The due day rests on working days of a year whose notice is not out yet: see <see cref="Recompute"/>.</summary>
    public bool Provisional { get; init; }

    public DateOnly? ExtendedTo { get; init; }

    /// <summary>Who allowed the extension by which article.</summary>
    public string? ExtensionBasis { get; init; }

    /// <summary>Last day of an extension by rule before it moves on; null when a day was fixed by a person.</summary>
    public DateOnly? ExtensionLastDay { get; init; }

    public DateOnly? StoppedOn { get; init; }

    public DateOnly? PausedOn { get; init; }

    /// <summary>Days it stood still so far; working days for a clock in working days.</summary>
    public int PausedDays { get; init; }

    [JsonIgnore]
    public DateOnly EffectiveDueOn => ExtendedTo ?? DueOn;

    [JsonIgnore]
    public bool IsRunning => StoppedOn is null && PausedOn is null;

    /// <summary>Running, and the last day is over.</summary>
    public bool IsOverdue(DateOnly today) => IsRunning && today > EffectiveDueOn;

    /// <summary>As <see cref="IsOverdue(DateOnly)"/>, to the minute for a clock in hours.</summary>
    public bool IsOverdue(DateOnly today, DateTimeOffset now) =>
        DueAt is { } due && ExtendedTo is null ? IsRunning && now > due : IsOverdue(today);

    /// <summary>Starts a clock on the day of the event; for hours at its minute, or at the end of that day when no minute is known.</summary>
    public static StatutoryClock Start(ClockRule rule, DateOnly on, string owner, WorkCalendar calendar, DateTimeOffset? at = null) =>
        new StatutoryClock
        {
            Code = rule.Code,
            Name = rule.Name,
            Basis = rule.Basis,
            IsLegal = rule.IsLegal,
            Amount = rule.Amount,
            Unit = rule.Unit,
            MovesToWorkingDay = rule.MovesToWorkingDay,
            Owner = owner,
            StartedOn = on,
            StartedAt = rule.Unit == ClockUnit.Hours ? at ?? EndOf(on) : null,
            CalendarVersion = calendar.Version,
            DueOn = on,
        }.Count(calendar);

    /// <summary>Extends to a day somebody fixed.</summary>
    public StatutoryClock Extend(DateOnly to, string basis) =>
        this with
        {
            ExtendedTo = to,
            ExtensionBasis = basis,
            ExtensionLastDay = null,
        };

    /// <summary>Extends by rule: to so much from the start (延长至), or by so much more (再延长). Only the last day of the whole moves on.</summary>
    public StatutoryClock ExtendBy(ClockRule rule, WorkCalendar calendar)
    {
        var last = rule.AddsToPeriod
            ? LegalPeriod.LastDay(ExtensionLastDay ?? ExtendedTo ?? LastDay(calendar), rule.Amount, rule.Unit, calendar)
            : Shift(LegalPeriod.LastDay(StartedOn, rule.Amount, rule.Unit, calendar), PausedDays, calendar);
        return (this with { ExtensionLastDay = last, ExtensionBasis = rule.Basis }).Count(calendar);
    }

    /// <summary>The act was done: nothing is due any more.</summary>
    public StatutoryClock Stop(DateOnly on) => this with { StoppedOn = StoppedOn ?? on };

    /// <summary>Stands still from that day, as while material is being completed.</summary>
    public StatutoryClock Pause(DateOnly on) => IsRunning ? this with { PausedOn = on } : this;

    /// <summary>Goes on with what was left when it paused.</summary>
    public StatutoryClock Resume(DateOnly on, WorkCalendar calendar)
    {
        if (PausedOn is not { } since)
        {
            return this;
        }

        var until = on < since ? since : on;
        var stood = Unit == ClockUnit.WorkingDays ? calendar.WorkingDaysBetween(since, until) : until.DayNumber - since.DayNumber;
        return (
            this with
            {
                PausedOn = null,
                PausedDays = PausedDays + stood,
                ExtensionLastDay = ExtensionLastDay is { } last ? Shift(last, stood, calendar) : null,
                ExtendedTo = ExtendedTo is { } to ? Shift(to, stood, calendar) : null,
            }
        ).Count(calendar);
    }

    /// <summary>Counts a running provisional clock again once a year's notice is loaded; the same instance when that changes nothing.</summary>
    public StatutoryClock Recompute(WorkCalendar calendar)
    {
        if (!IsRunning || !Provisional)
        {
            return this;
        }

        var counted = Count(calendar);
        return counted with { CalendarVersion = CalendarVersion } == this ? this : counted;
    }

    /// <summary>The same clock for another owner, such as after a hand-over.</summary>
    public StatutoryClock OwnedBy(string owner) => this with { Owner = owner };

    private StatutoryClock Count(WorkCalendar calendar)
    {
        var last = LastDay(calendar);
        var dueAt = StartedAt?.AddHours(Amount).AddDays(PausedDays);
        var due = dueAt is { } minute ? DateOnly.FromDateTime(minute.ToOffset(China).DateTime) : Move(last, calendar);
        var extended = ExtensionLastDay is { } end ? Move(end, calendar) : ExtendedTo;
        return this with
        {
            CalendarVersion = calendar.Version,
            DueOn = due,
            DueAt = dueAt,
            ExtendedTo = extended,
            Provisional = Unit switch
            {
                ClockUnit.Hours => false,
                ClockUnit.WorkingDays => !CoversAll(calendar, StartedOn, due),
                _ => MovesToWorkingDay && !(calendar.Covers(last) && calendar.Covers(extended ?? due)),
            },
        };
    }

    private DateOnly LastDay(WorkCalendar calendar) => Shift(LegalPeriod.LastDay(StartedOn, Amount, Unit, calendar), PausedDays, calendar);

    private DateOnly Shift(DateOnly day, int days, WorkCalendar calendar) =>
        Unit == ClockUnit.WorkingDays ? calendar.AddWorkingDays(day, days) : day.AddDays(days);

    private DateOnly Move(DateOnly day, WorkCalendar calendar) => MovesToWorkingDay ? calendar.NextWorkingDay(day) : day;

    private static bool CoversAll(WorkCalendar calendar, DateOnly from, DateOnly to) =>
        Enumerable.Range(from.Year, to.Year - from.Year + 1).All(year => calendar.Covers(new DateOnly(year, 1, 1)));

    private static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), China);
}
