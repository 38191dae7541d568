namespace Exchange.CourtFeed.Reading;

/// <summary>A row as it stands in the file, not yet judged: cells below a header, or a line of JSON.</summary>
internal sealed class RawRow
{
    private RawRow(int number) => Number = number;

    /// <summary>As a spreadsheet counts, the header being 1; of NDJSON the line.</summary>
    public int Number { get; }

    /// <summary>None for a line of JSON.</summary>
    public CaseHeader? Header { get; private init; }

    /// <summary>In the order of the file; there may be fewer than the header has.</summary>
    public IReadOnlyList<string> Cells { get; private init; } = [];

    public ReadOnlyMemory<byte> Json { get; private init; }

    /// <summary>Why the row cannot even be looked at.</summary>
    public RowProblem? Problem { get; private init; }

    public static RawRow OfCells(int number, CaseHeader header, IReadOnlyList<string> cells, RowProblem? problem = null) =>
        new(number)
        {
            Header = header,
            Cells = cells,
            Problem = problem,
        };

    public static RawRow OfJson(int number, ReadOnlyMemory<byte> json, RowProblem? problem = null) =>
        new(number) { Json = json, Problem = problem };

    /// <summary>The cell of that column: null when the file does not have it, empty when there is nothing in it.</summary>
    public string? Cell(CaseColumn column)
    {
        var at = Header!.IndexOf(column);
        return at < 0 ? null
            : at < Cells.Count ? Cells[at]
            : "";
    }
}
