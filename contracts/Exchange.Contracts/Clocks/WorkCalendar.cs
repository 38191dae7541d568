using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Exchange.Contracts;

/// <summary>Working days (工作日) by the State Council's yearly notices; a day no notice names is what its weekday says.</summary>
/// <remarks>全国年节及纪念日放假办法. A calendar never changes: a new notice makes a new version.</remarks>
public sealed class WorkCalendar
{
    private static readonly Lazy<WorkCalendar> FromNotices = new(ReadPublished);

    private readonly int _first;
    private readonly bool[] _works;
    private readonly HashSet<int> _years;

    private WorkCalendar(IEnumerable<CalendarDay> days)
    {
        Days = [.. days.OrderBy(day => day.Date)];
        // A notice may reach back to the last days of December; that alone is not the notice of that year.
        _years = [.. Days.Where(day => day.Date.Month < 12).Select(day => day.Date.Year)];
        (_first, _works) = Lay(Days);
        Version = VersionOf(Days, _years);
    }

    /// <summary>The calendar of the notices published so far.</summary>
    public static WorkCalendar Published => FromNotices.Value;

    /// <summary>Last year with a notice and a hash of all days named, such as <c>2026-1a2b3c4d</c>.</summary>
    public string Version { get; }

    /// <summary>Every day the notices name, in order.</summary>
    public IReadOnlyList<CalendarDay> Days { get; }

    /// <summary>Whether the notice of that day's year is loaded; without it only the weekday speaks.</summary>
    public bool Covers(DateOnly day) => _years.Contains(day.Year);

    public bool IsWorkingDay(DateOnly day)
    {
        var offset = day.DayNumber - _first;
        return (uint)offset < (uint)_works.Length ? _works[offset] : IsWeekday(day);
    }

    /// <summary>The n-th working day after a day; the day itself is not counted.</summary>
    public DateOnly AddWorkingDays(DateOnly from, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var day = from;
        while (n > 0)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day))
            {
                n--;
            }
        }

        return day;
    }

    /// <summary>The day itself if it is worked, else the first working day after it.</summary>
    public DateOnly NextWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>Working days after the first day up to and including the second; negative when that lies before.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            return -WorkingDaysBetween(to, from);
        }

        var count = 0;
        for (var day = from; day < to; )
        {
            day = day.AddDays(1);
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    /// <summary>A new version with a year's notice loaded; for a day named twice the later notice holds.</summary>
    public WorkCalendar With(IEnumerable<CalendarDay> notice) => new(Merge(Days.Concat(notice)));

    /// <summary>Reads <c>date,kind,name,basis</c> with a header line; <c>kind</c> is holiday or workday.</summary>
    /// <exception cref="FormatException">A line is not such a row; the message names it.</exception>
    public static IReadOnlyList<CalendarDay> Read(TextReader csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var days = new List<CalendarDay>();
        csv.ReadLine();
        for (var number = 2; csv.ReadLine() is { } line; number++)
        {
            if (line.Length > 0)
            {
                days.Add(ReadRow(line) ?? throw new FormatException($"Line {number} is not date,kind,name,basis: {line}"));
            }
        }

        return days;
    }

    private static CalendarDay? ReadRow(string line) =>
        line.Split(',') switch
        {
            [var date, "holiday", var name, var basis] when IsDate(date, out var day) => new(day, CalendarDayKind.Holiday, name, basis),
            [var date, "workday", var name, var basis] when IsDate(date, out var day) => new(day, CalendarDayKind.Workday, name, basis),
            _ => null,
        };

    private static bool IsDate(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static WorkCalendar ReadPublished()
    {
        using var stream =
            typeof(WorkCalendar).Assembly.GetManifestResourceStream("holidays.csv")
            ?? throw new InvalidOperationException("The calendar holidays.csv is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new WorkCalendar(Merge(Read(reader)));
    }

    private static IEnumerable<CalendarDay> Merge(IEnumerable<CalendarDay> days) =>
        days.GroupBy(day => day.Date).Select(named => named.Last());

    private static (int First, bool[] Works) Lay(IReadOnlyList<CalendarDay> days)
    {
        if (days.Count == 0)
        {
            return (0, []);
        }

        var first = days[0].Date.DayNumber;
        var works = new bool[days[^1].Date.DayNumber - first + 1];
        for (var i = 0; i < works.Length; i++)
        {
            works[i] = IsWeekday(DateOnly.FromDayNumber(first + i));
        }

        foreach (var day in days)
        {
            works[day.Date.DayNumber - first] = day.Kind == CalendarDayKind.Workday;
        }

        return (first, works);
    }

    private static string VersionOf(IEnumerable<CalendarDay> days, HashSet<int> years)
    {
        var text = string.Join('\n', days.Select(day => $"{day.Date:yyyy-MM-dd} {day.Kind}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return $"{years.DefaultIfEmpty().Max()}-{hash[..8]}";
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
