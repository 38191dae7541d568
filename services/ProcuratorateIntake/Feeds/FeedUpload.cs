using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Sheets;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Feeds;

/// <summary>A feed on its way in. Once its upload was answered 202 it finishes by itself, whatever restarts.</summary>
internal sealed record FeedUpload
{
    public required string Id { get; init; }

    /// <summary>Of <see cref="FeedKinds"/>.</summary>
    public required string Kind { get; init; }

    public required FeedState State { get; init; }

    public required SheetFormat Format { get; init; }

    public required DivisionCode Division { get; init; }

    public required string Office { get; init; }

    public required string UploadedBy { get; init; }

    /// <summary>The law day of the receipt; a resume on a later day judges by this one.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required int Pieces { get; init; }

    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    public string? FailureReason { get; init; }

    /// <summary>Machine time until which one instance works on it.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Rises with each instance that takes it up.</summary>
    public int Fence { get; init; }

    /// <summary>Attempts that ended in an error of this upload.</summary>
    public int Failures { get; init; }

    /// <summary>Counts once it is completed; while it runs they are summed from its chunks.</summary>
    public FeedCounts? Final { get; init; }

    public static Collection<FeedUpload> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "feeds",
            u => u.Id,
            new IndexField<FeedUpload>("state", u => u.State.ToString()),
            new IndexField<FeedUpload>("path", u => Divisions.PathOf(u.Division))
        );
}

[JsonConverter(typeof(CamelCaseEnumConverter<FeedState>))]
internal enum FeedState
{
    Running,
    Completed,
    Failed,
}

/// <summary>received = accepted + unchanged + rejected.</summary>
internal sealed record FeedCounts(long Received, long Accepted, long Unchanged, long Rejected)
{
    public static FeedCounts None { get; } = new(0, 0, 0, 0);

    public static FeedCounts operator +(FeedCounts a, FeedCounts b) =>
        new(a.Received + b.Received, a.Accepted + b.Accepted, a.Unchanged + b.Unchanged, a.Rejected + b.Rejected);
}

/// <summary>Rows of an upload that are done: stored, and the cases that they touch judged. Its counts are set once and summed.</summary>
internal sealed record FeedChunk(string Upload, int Number, FeedCounts Counts)
{
    public static string IdOf(string upload, int number) => FormattableString.Invariant($"{upload}/{number:D8}");

    public static Collection<FeedChunk> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "feedChunks",
            c => IdOf(c.Upload, c.Number),
            new IndexField<FeedChunk>("upload", c => c.Upload)
        );
}

/// <summary>A row of an upload that was rejected, and why.</summary>
internal sealed record FeedReject(string Upload, int Row, IReadOnlyList<RowProblem> Problems)
{
    public static string IdOf(string upload, int row) => FormattableString.Invariant($"{upload}/{row:D9}");

    public static Collection<FeedReject> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "feedRejects",
            r => IdOf(r.Upload, r.Row),
            new IndexField<FeedReject>("upload", r => r.Upload)
        );
}
