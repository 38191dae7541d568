namespace Exchange.Sheets;

/// <summary>How a file of rows may be sent.</summary>
public enum SheetFormat
{
    Csv,
    Xlsx,
    Ndjson,
}

/// <summary>What came of opening a file: a reader, or a refusal of the whole.</summary>
public abstract record FileOpened;

/// <summary>The header is good; rows can be read.</summary>
public sealed record FileReady(SheetReader Reader) : FileOpened;

/// <summary>Nothing in the file can be used.</summary>
public sealed record FileRefused : FileOpened
{
    public const string Empty = "empty";
    public const string Undecodable = "undecodable";
    public const string MissingColumn = "missing-column";
    public const string RepeatedColumn = "repeated-column";

    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>The column that is missing, or there twice.</summary>
    public string? Column { get; init; }
}

/// <summary>A file of rows, read row by row in memory that does not grow with it.</summary>
/// <remarks>The stream must be seekable and stays the caller's. Rows can be read once.</remarks>
public abstract class SheetReader : IAsyncDisposable
{
    /// <summary>None for NDJSON.</summary>
    public virtual SheetHeader? Header => null;

    /// <summary>Columns that are not in the form, and are passed over.</summary>
    public IReadOnlyList<string> UnknownColumns => Header?.UnknownColumns ?? [];

    /// <summary>The rows that have anything in them. A bad row carries its problem and never ends the file.</summary>
    public abstract IAsyncEnumerable<RawRow> Rows(CancellationToken cancellation = default);

    public abstract ValueTask DisposeAsync();

    public static Task<FileOpened> Open(Stream file, SheetFormat format, SheetForm form, CancellationToken cancellation = default) =>
        format switch
        {
            SheetFormat.Csv => CsvSheet.Open(file, form, cancellation),
            SheetFormat.Xlsx => XlsxSheet.Open(file, form, cancellation),
            _ => NdjsonSheet.Open(file, cancellation),
        };

    /// <summary>Why a file with that header is refused; null when it is not.</summary>
    protected static FileRefused? Refuse(SheetHeader header) =>
        header.Repeated is { } repeated
            ? new()
            {
                Code = FileRefused.RepeatedColumn,
                Message = $"表头中{repeated.Header}出现两次 (a column is there twice)",
                Column = repeated.Header,
            }
        : header.Missing is not { } missing ? null
        : header.Cells.Any(IsDamaged)
            ? new() { Code = FileRefused.Undecodable, Message = "表头无法解码，请用 UTF-8 或 GB18030 (the header cannot be decoded)" }
        : new()
        {
            Code = FileRefused.MissingColumn,
            Message = $"缺少必填列 {missing.Header} (a required column is missing)",
            Column = missing.Header,
        };

    protected static FileRefused Nothing { get; } = new() { Code = FileRefused.Empty, Message = "文件为空 (the file is empty)" };

    /// <summary>Bytes that could not be decoded have become U+FFFD; a NUL is no text either.</summary>
    protected static bool IsDamaged(string cell) => cell.AsSpan().IndexOfAny('\uFFFD', '\0') >= 0;

    /// <summary>The row as it is, or with the problem that its cells are damaged or too many. None for an empty row.</summary>
    protected static RawRow? RowOf(int number, SheetHeader header, IReadOnlyList<string> cells)
    {
        var (isEmpty, damaged, beyond) = (true, -1, -1);
        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at].Length == 0 || (at >= header.Cells.Count && CellText.Trim(cells[at]).Length == 0))
                continue;
            isEmpty = isEmpty && CellText.Trim(cells[at]).Length == 0;
            if (damaged < 0 && IsDamaged(cells[at]))
                damaged = at;
            if (at >= header.Cells.Count && beyond < 0)
                beyond = at;
        }
        return isEmpty ? null
            : damaged >= 0
                ? RawRow.OfCells(number, header, cells, Problem(number, header, damaged, RowCodes.Encoding, Undecodable, cells[damaged]))
            : beyond >= 0 ? RawRow.OfCells(number, header, cells, Problem(number, header, beyond, RowCodes.Columns, TooMany, cells[beyond]))
            : RawRow.OfCells(number, header, cells);
    }

    protected static RowProblem Problem(int number, SheetHeader? header, int column, string code, string message, string? value = null) =>
        new()
        {
            Row = number,
            Column =
                header is null || column < 0 ? ""
                : column < header.Cells.Count ? header.Cells[column]
                : $"第{column + 1}列",
            Code = code,
            Message = message,
            Value = CellText.Shorten(value),
        };

    private const string Undecodable = "含有无法解码的字节 (bytes that are no text)";
    private const string TooMany = "单元格多于表头 (more cells than the header has)";
}
