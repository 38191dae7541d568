using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>One enforcement case as the court's service knows it (案件).</summary>
internal sealed partial record CaseDocument
{
    public required CaseRecord Record { get; init; }

    /// <summary>+1 when the content changes; it alone travels.</summary>
    public required long Revision { get; init; }

    /// <summary>Hash of the record's canonical JSON.</summary>
    public required string Hash { get; init; }

    /// <summary>Hash of the columns and cells last applied: an equal one changes nothing.</summary>
    public required string LastPatchHash { get; init; }

    /// <summary>As of which day the court last said something new; what is older is not applied. See also <see cref="Reaffirmation"/>.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>When this content was written, by the machine's time: of two contents as of one day the later is the newer.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The announcement under which it was last written; null when it was pushed alone.</summary>
    public string? AnnouncementId { get; init; }

    /// <summary>"import#row" of the row that last changed it, so that a resumed import counts right.</summary>
    public string? ChangedBy { get; init; }

    public bool History { get; init; }

    /// <summary>What happened, the latest last; older entries fall away.</summary>
    public IReadOnlyList<CaseRevision> Revisions { get; init; } = [];

    /// <summary>Somebody has heard something else than stands here: for a person to look at. A record pushed alone settles it.</summary>
    public CaseConflict? Conflict { get; init; }

    public int Schema { get; init; } = 1;

    private const int RevisionsKept = 50;

    public const string Court = "court";
    public const string InConflict = "conflict";

    public static Collection<CaseDocument> Collection { get; } =
        new(
            CourtFeedModule.Name,
            "cases",
            c => c.Record.CaseNumber.Value,
            new IndexField<CaseDocument>("path", c => Divisions.PathOf(c.Record.Division)),
            new IndexField<CaseDocument>(
                "state",
                c =>
                    c.Record.Withdrawn ? "withdrawn"
                    : c.Record.Ending.Has(out var ending) ? JsonNamingPolicy.CamelCase.ConvertName(ending.ToString())
                    : "open"
            )
            {
                IsSearched = false,
            },
            new IndexField<CaseDocument>("endedOn", c => c.Record.EndedOn.Has(out var on) ? on.ToString("yyyy-MM-dd") : null),
            new IndexField<CaseDocument>("announcement", c => c.AnnouncementId) { IsSearched = false },
            new IndexField<CaseDocument>(Court, c => c.Record.CourtCode.Value) { IsSearched = false },
            new IndexField<CaseDocument>(InConflict, c => c.Conflict is null ? null : "yes"),
            new IndexField<CaseDocument>(KnownPatch.HashField, c => c.LastPatchHash) { IsSearched = false },
            new IndexField<CaseDocument>(KnownPatch.AsOfField, c => c.AsOf.ToString("yyyy-MM-dd")) { IsSearched = false }
        );

    /// <summary>The first revision of a case, or the next one.</summary>
    /// <param name="hash">Of <paramref name="record"/>.</param>
    public static CaseDocument Next(
        CaseDocument? before,
        CaseRecord record,
        string hash,
        string patchHash,
        DateOnly asOf,
        DateTimeOffset at,
        string changedBy,
        string? announcementId,
        bool history
    )
    {
        var revision = (before?.Revision ?? 0) + 1;
        return new CaseDocument
        {
            Record = record,
            Revision = revision,
            Hash = hash,
            LastPatchHash = patchHash,
            AsOf = asOf,
            ChangedAt = at,
            AnnouncementId = announcementId,
            ChangedBy = changedBy,
            History = history && (before?.History ?? true),
            Conflict = before?.Conflict,
            Requeries = before?.Requeries ?? [],
            Revisions = With(before, new CaseRevision(revision, asOf, changedBy, CaseChanges.Between(before?.Record, record))),
        };
    }

    private static IReadOnlyList<CaseRevision> With(CaseDocument? before, CaseRevision revision)
    {
        var earlier = before?.Revisions ?? [];
        return [.. earlier.Skip(earlier.Count + 1 - RevisionsKept), revision];
    }

    /// <summary>Whether this row made one of the revisions, the last or one that others have gone on from.</summary>
    public bool WasChangedBy(string source) => ChangedBy == source || Revisions.Any(r => r.By == source);

    /// <summary>Somebody in it is or was listed or restricted.</summary>
    [JsonIgnore]
    public bool IsSanctioned => Record.Respondents.Any(r => r.RestrictedOn.HasValue || r.ListedOn.HasValue);

    public CaseRevisionStated Stated() =>
        new()
        {
            CaseNumber = Record.CaseNumber,
            Revision = Revision,
            Hash = Hash,
            Sanctioned = IsSanctioned,
        };

    public CaseRecordChanged Changed() =>
        new()
        {
            CaseNumber = Record.CaseNumber,
            Revision = Revision,
            Hash = Hash,
            Record = Record,
            AsOf = AsOf,
            ChangedAt = ChangedAt,
            Changes = Revisions.Count > 0 && Revisions[^1].Revision == Revision ? Revisions[^1].Changes : [],
        };

    public CaseSanctions Sanctions() =>
        new()
        {
            CaseNumber = Record.CaseNumber,
            Revision = Revision,
            Hash = Hash,
            Court = Record.Court,
            CourtCode = Record.CourtCode,
            Division = Record.Division,
            Respondents = Record.Respondents,
            EndedOn = Record.EndedOn,
            Ending = Record.Ending,
            PerformedOn = Record.PerformedOn,
            LastQueriedOn = Record.LatestRequeryOn,
            NothingFoundTwiceOn = NothingFoundTwiceOn,
            ResumedOn = Record.ResumedOn,
            Withdrawn = Record.Withdrawn,
        };
}

/// <param name="By">The import and row, or the office that pushed it.</param>
internal sealed record CaseRevision(long Revision, DateOnly AsOf, string By, IReadOnlyList<CaseChange> Changes);
