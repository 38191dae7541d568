using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>A chunk while it is written into the book: what became of each row, what is still to be written, what must be told.</summary>
internal sealed class ChunkPage(CaseChunk chunk, DateTimeOffset now)
{
    private readonly RowEffect[] effects = new RowEffect[chunk.Rows.Count];
    private readonly CaseDocument?[] told = new CaseDocument?[chunk.Rows.Count];
    private readonly Dictionary<int, long> reaffirmed = [];
    private List<(int Row, Change<CaseDocument> Change)> pending = [];

    public CaseChunk Chunk => chunk;

    public IReadOnlyList<RowEffect> Effects => effects;

    public IReadOnlyList<int> All => [.. Enumerable.Range(0, chunk.Rows.Count)];

    public IReadOnlyList<(int Row, Change<CaseDocument> Change)> Pending => pending;

    /// <summary>Cases that are as they were, now as of a later day.</summary>
    public IReadOnlyList<CaseNumber> Reaffirmed => [.. reaffirmed.Keys.Select(row => chunk.Rows[row].CaseNumber)];

    public string[] NumbersOf(IReadOnlyList<int> rows) => [.. rows.Select(row => chunk.Rows[row].CaseNumber.Value)];

    /// <summary>Decides what can be decided without reading a case.</summary>
    /// <returns>The rows that cannot.</returns>
    public IReadOnlyList<int> DecideByHeads(IReadOnlyDictionary<string, KnownPatch> known)
    {
        var open = new List<int>();
        for (var row = 0; row < chunk.Rows.Count; row++)
        {
            var entry = chunk.Rows[row];
            if (!known.TryGetValue(entry.CaseNumber.Value, out var last))
            {
                Decide(row, null);
            }
            else if (IsOlder(entry, last.AsOf))
            {
                effects[row] = RowEffect.OlderThanKnown;
            }
            else if (last.Hash == entry.Patch.Hash)
            {
                Reaffirm(row, last.AsOf, last.Version);
            }
            else
            {
                open.Add(row);
            }
        }
        return open;
    }

    public void Decide(int row, Versioned<CaseDocument>? known)
    {
        var entry = chunk.Rows[row];
        if (known is null)
        {
            Accept(row, null, entry.Patch.Alone, entry.Patch.HashAlone);
        }
        else if (known.Value.WasChangedBy(entry.Source))
        {
            // An earlier attempt wrote this row; what others have said since stays.
            effects[row] = RowEffect.AcceptedBefore;
            told[row] = known.Value;
        }
        else if (IsOlder(entry, known.Value.AsOf))
        {
            effects[row] = RowEffect.OlderThanKnown;
        }
        else if (known.Value.LastPatchHash == entry.Patch.Hash)
        {
            Reaffirm(row, known.Value.AsOf, known.Version);
        }
        else if (
            CaseMerge.Merge(known.Value.Record, entry.Patch) is var record
            && RecordHash.Of(record) is var hash
            && hash == known.Value.Hash
        )
        {
            // Nothing to tell, but the court has spoken again and in other words: the next time they are known at once.
            effects[row] = RowEffect.Unchanged;
            pending.Add((row, new(known.Value with { AsOf = chunk.AsOf, LastPatchHash = entry.Patch.Hash }, known.Version, known.Unsent)));
        }
        else
        {
            Accept(row, known, record, hash);
        }
    }

    /// <summary>The reaffirmed rows whose case somebody has written since it was looked at.</summary>
    public IReadOnlyList<int> MovedSince(IReadOnlyDictionary<string, long> versions) =>
        [.. reaffirmed.Where(r => versions.GetValueOrDefault(chunk.Rows[r.Key].CaseNumber.Value) != r.Value).Select(r => r.Key)];

    public (IReadOnlyList<int> Rows, IReadOnlyList<Change<CaseDocument>> Changes) TakePending()
    {
        var taken = pending;
        pending = [];
        return ([.. taken.Select(p => p.Row)], [.. taken.Select(p => p.Change)]);
    }

    /// <summary>
    /// What changed; and what an earlier attempt wrote is told once more: it may have been taken for dead, slept until its announcement was
    /// closed, written under it, and died before it told anybody.
    /// </summary>
    public List<CaseNumber> MustBeTold() =>
        [.. chunk.Rows.Where((_, row) => effects[row] is RowEffect.Accepted or RowEffect.AcceptedBefore).Select(entry => entry.CaseNumber)];

    /// <summary>Of these cases what is told: as we wrote them, or as they stand where an earlier attempt did.</summary>
    public IReadOnlyList<CaseDocument> Told(IReadOnlyList<CaseNumber> numbers)
    {
        var asked = numbers.ToHashSet();
        return [.. chunk.Rows.Select((entry, row) => asked.Contains(entry.CaseNumber) ? told[row] : null).OfType<CaseDocument>()];
    }

    private bool IsOlder(CaseEntry entry, DateOnly known) => chunk.AsOf < known || chunk.SaidLater.Contains(entry.CaseNumber.Value);

    private void Reaffirm(int row, DateOnly known, long version)
    {
        effects[row] = RowEffect.Unchanged;
        if (chunk.AsOf > known)
        {
            reaffirmed[row] = version;
        }
    }

    private void Accept(int row, Versioned<CaseDocument>? known, Contracts.Court.CaseRecord record, string hash)
    {
        var entry = chunk.Rows[row];
        var next = CaseDocument.Next(
            known?.Value,
            record,
            hash,
            entry.Patch.Hash,
            chunk.AsOf,
            now,
            entry.Source,
            chunk.Attempt,
            chunk.History
        );
        effects[row] = RowEffect.Accepted;
        told[row] = next;
        pending.Add((row, new Change<CaseDocument>(next, known?.Version ?? 0, known?.Unsent ?? [])));
    }
}
