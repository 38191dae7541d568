using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>
/// Says which cases are about to change, before they do. While it is there nobody can be sure that the change has been
/// published; whoever finds it left behind publishes the current state of the cases it names.
/// </summary>
internal sealed record Announcement
{
    public required string Id { get; init; }

    public required IReadOnlyList<CaseNumber> Cases { get; init; }

    /// <summary>Machine time: a lease, not a legal day.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    public required bool History { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>A sweeper has published what it named; looked at once more before it is removed.</summary>
    public DateTimeOffset? SweptAt { get; init; }

    /// <summary>Revisions at the time it was swept, aligned with <see cref="Cases"/>.</summary>
    public IReadOnlyList<long> SweptRevisions { get; init; } = [];

    public static Collection<Announcement> Collection { get; } =
        new(CourtFeedModule.Name, "announcements", a => a.Id, new IndexField<Announcement>("openedAt#", a => a.OpenedAt.UtcTicks));
}
