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

    /// <summary>Makes it that day; the time of day stays the machine's.</summary>
    public void MoveTo(DateOnly day)
    {
        var days = day.DayNumber - ChinaTime.DayOf(machine.GetUtcNow()).DayNumber;
        Interlocked.Exchange(ref offsetTicks, TimeSpan.FromDays(days).Ticks);
    }
}
