using Exchange.Contracts;

namespace Exchange.Acts;

/// <summary>The calendar that counts now: the published one and every notice loaded since, the later over the earlier.</summary>
/// <remarks>One per process. Where several services share a process they share it: a notice loaded for one counts for all of them from then on.</remarks>
public sealed class CalendarInForce
{
    private readonly Lock gate = new();
    private readonly HashSet<string> loaded = new(StringComparer.Ordinal);
    private volatile WorkCalendar now = WorkCalendar.Published;

    public WorkCalendar Now => now;

    /// <summary>Lays a notice over what counts; once for each key.</summary>
    /// <param name="key">Service and notice.</param>
    public void Load(string key, IEnumerable<CalendarDay> notice)
    {
        lock (gate)
        {
            if (loaded.Add(key))
            {
                now = now.With(notice);
            }
        }
    }
}
