namespace Exchange.Sheets;

/// <summary>A row as it stands in the file, not yet judged: cells below a header, or a line of JSON.</summary>
public sealed class RawRow
{
    /// <summary>What one row may hold in characters, as a record of CSV does. Of a longer one only the beginning is kept.</summary>
    public const int Longest = CsvTokenizer.LongestRecord;

    private const int LongestCell = 32_767;

    private RawRow(int number) => Number = number;

    /// <summary>As a spreadsheet counts, the header being 1; of NDJSON the line.</summary>
    public int Number { get; }

    /// <summary>None for a line of JSON.</summary>
    public SheetHeader? Header { get; private init; }

    /// <summary>In the order of the file; there may be fewer than the header has.</summary>
    public IReadOnlyList<string> Cells { get; private init; } = [];

    public ReadOnlyMemory<byte> Json { get; private init; }

    /// <summary>Why the row cannot even be looked at.</summary>
    public RowProblem? Problem { get; private init; }

    public static RawRow OfCells(int number, SheetHeader header, IReadOnlyList<string> cells, RowProblem? problem = null) =>
        cells.Sum(cell => (long)cell.Length) <= Longest
            ? new(number)
            {
                Header = header,
                Cells = cells,
                Problem = problem,
            }
            : new(number)
            {
                Header = header,
                Cells =
                [
                    .. cells.Take(header.Form.Columns.Count * 2).Select(cell => cell.Length <= LongestCell ? cell : cell[..LongestCell]),
                ],
                Problem = problem ?? TooLong(number),
            };

    public static RawRow OfJson(int number, ReadOnlyMemory<byte> json, RowProblem? problem = null) =>
        new(number) { Json = json, Problem = problem };

    /// <summary>The cell of that column: null when the file does not have it, empty when there is nothing in it.</summary>
    public string? Cell(SheetColumn column)
    {
        var at = Header!.IndexOf(column);
        return at < 0 ? null
            : at < Cells.Count ? Cells[at]
            : "";
    }

    private static RowProblem TooLong(int number) =>
        new()
        {
            Row = number,
            Column = "",
            Code = RowCodes.TooLong,
            Message = $"本行过长，最多 {Longest} 个字符 (the row is longer than {Longest} characters)",
        };
}
