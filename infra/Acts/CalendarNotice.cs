using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>A year's notice (放假通知) as one service has loaded it, and how far that service has counted its clocks again.</summary>
public sealed record CalendarNotice
{
    /// <summary>The year and which notice of it: "2027-1".</summary>
    public required string Id { get; init; }

    public required int Year { get; init; }

    public required IReadOnlyList<CalendarDay> Days { get; init; }

    public required string LoadedBy { get; init; }

    /// <summary>By the machine's time: the later notice holds.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Kinds of which everything is counted again.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>The kind that is being counted, and the last id done of it.</summary>
    public CountingPosition? Position { get; init; }

    public CalendarNoticeState State { get; init; } = CalendarNoticeState.Running;

    /// <summary>Same days, kinds, names and articles.</summary>
    public bool SaysTheSame(IReadOnlyList<CalendarDay> days) => Days.SequenceEqual(days);
}

public sealed record CountingPosition(string Kind, string LastId);

[JsonConverter(typeof(CamelCaseEnumConverter<CalendarNoticeState>))]
public enum CalendarNoticeState
{
    /// <summary>It counts already; clocks of before are being counted again.</summary>
    Running,

    Completed,
}

/// <summary>A clock that a notice has moved. Stored before the clock is, so that a crash between the two leaves nothing unlisted.</summary>
/// <param name="Kind">The aggregate's collection.</param>
/// <param name="Clock">Code of the clock, see <see cref="StatutoryClocks"/>.</param>
public sealed record MovedClock(
    string Notice,
    string Kind,
    string Aggregate,
    string Clock,
    DateOnly StartedOn,
    string Owner,
    DateOnly WasDueOn,
    DateOnly DueOn
)
{
    [JsonIgnore]
    public string Id => FormattableString.Invariant($"{Notice}/{Kind}/{Aggregate}/{Clock}/{StartedOn:yyyy-MM-dd}");
}

/// <summary>The notices of one service and what they moved, in its own database.</summary>
public static class CalendarNotices
{
    private const string Notice = "notice";

    public static Collection<CalendarNotice> CollectionOf(string service) => new(service, "calendar", n => n.Id);

    public static Collection<MovedClock> MovedOf(string service) =>
        new(service, "calendarMoved", m => m.Id, new IndexField<MovedClock>(Notice, m => m.Notice));

    public static Documents<CalendarNotice> Of(IStores stores, string service) => new(CollectionOf(service), stores.Of(service));

    public static Documents<MovedClock> Moved(IStores stores, string service) => new(MovedOf(service), stores.Of(service));

    /// <summary>All of them, the latest last. There is about one a year.</summary>
    public static async Task<IReadOnlyList<Versioned<CalendarNotice>>> All(
        Documents<CalendarNotice> notices,
        CancellationToken cancellation
    )
    {
        var all = await notices.Query(new DocumentQuery { Limit = 500 }, cancellation);
        return [.. all.OrderBy(n => n.Value.LoadedAt).ThenBy(n => n.Value.Id, StringComparer.Ordinal)];
    }

    public static DocumentQuery MovedBy(CalendarNotice notice, int limit) =>
        new() { Where = [Condition.Equal(Notice, notice.Id)], Limit = limit };
}
