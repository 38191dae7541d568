using System.Text;
using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Sheets;
using Exchange.Storage;

namespace Exchange.CourtFeed.Imports;

/// <summary>A court's file on its way in (季度报送). Once its upload was answered 202 it finishes by itself, whatever restarts.</summary>
internal sealed record CaseImport
{
    public required string Id { get; init; }

    public required ImportState State { get; init; }

    public required SheetFormat Format { get; init; }

    /// <summary>The uploader's subtree: a row of another division is rejected.</summary>
    public required DivisionCode Division { get; init; }

    public required string Office { get; init; }

    public required string UploadedBy { get; init; }

    /// <summary>The law day of the receipt; a resume on a later day judges by this one.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>Years of old cases: leads without triage clocks.</summary>
    public bool History { get; init; }

    public required long Length { get; init; }

    public required int Pieces { get; init; }

    /// <summary>The header as written; null for NDJSON.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    public string? FailureReason { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>Machine time until which one instance works on it.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Rises with each instance that takes it up; part of every announcement's id.</summary>
    public int Fence { get; init; }

    /// <summary>Attempts that ended in an error of this import; a store or a broker that was away is none.</summary>
    public int Failures { get; init; }

    /// <summary>Counts once it is completed; while it runs they are summed from its chunks.</summary>
    public ImportCounts? Final { get; init; }

    public static Collection<CaseImport> Collection { get; } =
        new(
            CourtFeedModule.Name,
            "imports",
            i => i.Id,
            new IndexField<CaseImport>("state", i => i.State.ToString()),
            new IndexField<CaseImport>("path", i => Divisions.PathOf(i.Division))
        );
}

[JsonConverter(typeof(CamelCaseEnumConverter<ImportState>))]
internal enum ImportState
{
    Running,
    Completed,
    Failed,
}

/// <summary>received = accepted + unchanged + rejected; published: accepted rows whose change is safe with every reader.</summary>
internal sealed record ImportCounts(long Received, long Accepted, long Unchanged, long Rejected, long Published)
{
    public static ImportCounts operator +(ImportCounts a, ImportCounts b) =>
        new(
            a.Received + b.Received,
            a.Accepted + b.Accepted,
            a.Unchanged + b.Unchanged,
            a.Rejected + b.Rejected,
            a.Published + b.Published
        );

    public static ImportCounts None { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>A chunk of a file that is done: judged, stored and published. Its counts are set once and summed, never added to.</summary>
/// <param name="Rows">The numbers of its rows in the file.</param>
internal sealed record ImportChunk(string ImportId, int Number, IReadOnlyList<int> Rows, ImportCounts Counts)
{
    public static string IdOf(string import, int number) => FormattableString.Invariant($"{import}/{number:D8}");

    public static Collection<ImportChunk> Collection { get; } =
        new(CourtFeedModule.Name, "import-chunks", c => IdOf(c.ImportId, c.Number), new IndexField<ImportChunk>("import", c => c.ImportId));
}

/// <summary>A row that was rejected, or accepted with a remark.</summary>
/// <param name="Kind">error, warning or note (older-than-known).</param>
/// <param name="Cells">The raw cells of a rejected row, to mend and re-send; of NDJSON the line.</param>
internal sealed record ImportRemark(
    string ImportId,
    int Row,
    string Kind,
    IReadOnlyList<RowProblem> Problems,
    IReadOnlyList<string>? Cells,
    string? Json
)
{
    public static string IdOf(string import, int row) => FormattableString.Invariant($"{import}/{row:D9}");

    public RawRow Raw(SheetHeader? header) =>
        header is null ? RawRow.OfJson(Row, Encoding.UTF8.GetBytes(Json ?? "")) : RawRow.OfCells(Row, header, Cells ?? []);

    public static Collection<ImportRemark> Collection { get; } =
        new(
            CourtFeedModule.Name,
            "import-remarks",
            r => IdOf(r.ImportId, r.Row),
            new IndexField<ImportRemark>("import", r => r.ImportId),
            new IndexField<ImportRemark>("kind", r => r.Kind)
        );
}
