using Exchange.Contracts;

namespace Exchange.CourtFeed.Cases;

/// <summary>Rows of a file that were judged acceptable; no two of them speak of the same case.</summary>
/// <param name="Attempt">Unique to this attempt at this chunk: an importer closes only its own announcements.</param>
/// <param name="AsOf">The day as of which the court speaks.</param>
internal sealed record CaseChunk(IReadOnlyList<CaseEntry> Rows, string Attempt, DateOnly AsOf)
{
    public bool History { get; init; }

    /// <summary>An earlier attempt at the same file may have written some of them.</summary>
    public bool MayHaveBeenWritten { get; init; }

    /// <summary>Cases of which later files have said that nothing is new, by number.</summary>
    public IReadOnlySet<string> SaidLater { get; init; } = new HashSet<string>();
}

/// <param name="Source">"import#row".</param>
internal sealed record CaseEntry(CaseNumber CaseNumber, CasePatch Patch, string Source);

internal enum RowEffect
{
    Accepted,

    /// <summary>Written by an earlier attempt at the same row.</summary>
    AcceptedBefore,
    Unchanged,
    OlderThanKnown,
}
