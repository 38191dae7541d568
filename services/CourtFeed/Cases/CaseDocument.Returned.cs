using System.Text.Json.Serialization;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Cases;

/// <content>What others have heard of a case and the court, restored from an older backup, no longer knows.</content>
internal sealed partial record CaseDocument
{
    /// <summary>
    /// Takes back what the registry holds. The newer content stays, by the day the court spoke of and then by the time it was written;
    /// its revision rises above everything that was heard with another content, so that the next word counts everywhere.
    /// </summary>
    /// <returns>The same instance: there is nothing to take back.</returns>
    /// <remarks>Of two contents neither of which came before the other, the one set aside is kept in the conflict.</remarks>
    public static CaseDocument TakeBack(CaseDocument? ours, CaseRecordChanged theirs, bool history, string from, DateOnly today)
    {
        var hash = RecordHash.Of(theirs.Record);
        if (ours is null)
        {
            return Adopt(null, theirs, hash, hash == theirs.Hash ? theirs.Revision : theirs.Revision + 1, from) with { History = history };
        }
        if (ours.Hash == hash)
        {
            return ours.Revision >= theirs.Revision ? ours : ours.Above(theirs.Revision, from);
        }
        var (theirDay, theirTime) = (theirs.AsOf ?? DateOnly.MinValue, theirs.ChangedAt ?? DateTimeOffset.MinValue);
        if ((theirDay, theirTime).CompareTo((ours.AsOf, ours.ChangedAt)) > 0)
        {
            var revision = Math.Max(theirs.Revision, ours.Revision + 1);
            // Ours was written after theirs: it never was what theirs was made from.
            return Adopt(ours, theirs, hash, revision, from) with
            {
                Conflict =
                    ours.ChangedAt > theirTime ? new CaseConflict(from, theirs.Revision, theirs.Hash, today) { SetAside = ours.Record }
                    : ours.Conflict?.Revision <= theirs.Revision ? null
                    : ours.Conflict,
            };
        }
        return theirs.Revision < ours.Revision
            ? ours
            : ours.Above(theirs.Revision + 1, from) with
            {
                Conflict = new CaseConflict(from, theirs.Revision, theirs.Hash, today) { SetAside = theirs.Record },
            };
    }

    /// <summary>Speaks above what somebody has heard who cannot give the record back.</summary>
    /// <returns>The same instance: they have heard nothing that is not below.</returns>
    public CaseDocument SpeakAbove(CaseRevisionStated heard, string from, DateOnly today) =>
        heard.Revision < Revision || heard.Revision == Revision && (heard.Hash.Length == 0 || heard.Hash == Hash)
            ? this
            : Above(heard.Revision + 1, from) with
            {
                Conflict = new CaseConflict(from, heard.Revision, heard.Hash, today),
            };

    private static CaseDocument Adopt(CaseDocument? ours, CaseRecordChanged theirs, string hash, long revision, string from) =>
        new()
        {
            Record = theirs.Record,
            Revision = revision,
            Hash = hash,
            // The same row delivered again is compared cell by cell.
            LastPatchHash = "",
            AsOf = theirs.AsOf ?? ours?.AsOf ?? DateOnly.MinValue,
            ChangedAt = theirs.ChangedAt ?? DateTimeOffset.MinValue,
            AnnouncementId = ours?.AnnouncementId,
            ChangedBy = ours?.ChangedBy,
            History = ours?.History ?? false,
            Revisions = With(
                ours,
                new CaseRevision(revision, theirs.AsOf ?? DateOnly.MinValue, from, CaseChanges.Between(ours?.Record, theirs.Record))
            ),
        };

    /// <summary>The same content at a higher revision.</summary>
    private CaseDocument Above(long revision, string from) =>
        this with
        {
            Revision = revision,
            Revisions = With(this, new CaseRevision(revision, AsOf, from, [])),
        };
}

/// <summary>Two contents of one case, neither of which came before the other.</summary>
/// <param name="With">Who has heard the other.</param>
/// <param name="Revision">The revision at which they have heard it.</param>
internal sealed record CaseConflict(string With, long Revision, string Hash, DateOnly SeenOn)
{
    /// <summary>The record that does not stand; none where only credit repair's cut of it is left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CaseRecord? SetAside { get; init; }
}
