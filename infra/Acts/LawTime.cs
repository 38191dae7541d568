using Exchange.Contracts;

namespace Exchange.Acts;

/// <summary>
/// The law's time: what day it is for a clock, a judgment, a signature. Apart from the machine's time, which leases, token
/// lifetimes and polling use. In development it can be moved forward for all services at once.
/// </summary>
public sealed class LawTime(TimeProvider machine) : TimeProvider
{
    private long offsetTicks;

    public DateTimeOffset Now => GetUtcNow();

    /// <summary>Today in China (UTC+8).</summary>
    public DateOnly Today => ChinaTime.DayOf(Now);

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>How many days the law is ahead of the machine; negative: behind it.</summary>
    public int DaysAhead
    {
        get => (int)(Interlocked.Read(ref offsetTicks) / TimeSpan.TicksPerDay);
        set => Interlocked.Exchange(ref offsetTicks, value * TimeSpan.TicksPerDay);
    }

    /// <summary>Makes it that day; the time of day stays the machine's.</summary>
    public void MoveTo(DateOnly day) => DaysAhead = DaysAheadOn(day);

    /// <summary>How far ahead of the machine it is when it is that day.</summary>
    public int DaysAheadOn(DateOnly day) => day.DayNumber - ChinaTime.DayOf(machine.GetUtcNow()).DayNumber;
}
