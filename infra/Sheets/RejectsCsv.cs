using System.Text;

namespace Exchange.Sheets;

/// <summary>The rejected rows as they came, with a column that says why: to be mended and sent again as it is.</summary>
/// <remarks>In UTF-8 with a mark, so that spreadsheets read it. A cell that a spreadsheet would run as a formula gets an apostrophe, which the reader takes off.</remarks>
public sealed class RejectsCsv : IAsyncDisposable
{
    private readonly StreamWriter output;
    private readonly SheetHeader? header;
    private bool isBegun;

    /// <param name="header">None for NDJSON: its lines stand in a column of their own.</param>
    public RejectsCsv(Stream output, SheetHeader? header)
    {
        this.output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true)
        {
            NewLine = "\r\n",
        };
        this.header = header;
    }

    public async Task Write(RawRow row, IReadOnlyList<RowProblem> errors)
    {
        await Begin();
        var why = string.Join("; ", errors.Select(error => error.Column.Length > 0 ? $"{error.Column}: {error.Message}" : error.Message));
        if (header is null)
            await WriteLine([row.Number.ToString(), Encoding.UTF8.GetString(row.Json.Span), why]);
        else
            await WriteLine([.. Kept(row.Cells), .. Padding(row.Cells.Count), why]);
    }

    /// <summary>A file without rejects still has its header.</summary>
    public async ValueTask DisposeAsync()
    {
        await Begin();
        await output.DisposeAsync();
    }

    private async Task Begin()
    {
        if (isBegun)
            return;
        isBegun = true;
        await WriteLine(header is null ? ["行号", "内容", SheetHeader.ErrorColumn] : [.. Kept(header.Cells), SheetHeader.ErrorColumn]);
    }

    /// <summary>All cells but what an earlier file of rejects said.</summary>
    private IEnumerable<string> Kept(IReadOnlyList<string> cells) =>
        cells.Where((_, at) => at >= header!.Cells.Count || header.Cells[at] != SheetHeader.ErrorColumn);

    private IEnumerable<string> Padding(int written) =>
        header!.Cells.Skip(written).Where(name => name != SheetHeader.ErrorColumn).Select(_ => "");

    private Task WriteLine(IReadOnlyList<string> cells) => output.WriteLineAsync(string.Join(',', cells.Select(Escape)));

    private static string Escape(string cell)
    {
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t')
            cell = "'" + cell;
        return cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
