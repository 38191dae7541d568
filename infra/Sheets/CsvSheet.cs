using System.Runtime.CompilerServices;
using System.Text;

namespace Exchange.Sheets;

/// <summary>A file of comma-separated values, in UTF-8, GB18030 or UTF-16, parted by whatever its header is parted by.</summary>
public sealed class CsvSheet : SheetReader
{
    private const int PrefixBytes = 1 << 16;
    private const string Unclosed = "引号未闭合或行过长 (a quotation mark is never closed, or the row is too long)";
    private static readonly char[] Delimiters = [',', ';', '\t', '，', '；'];

    private readonly CsvTokenizer tokens;

    private CsvSheet(CsvTokenizer tokens, SheetHeader header)
    {
        this.tokens = tokens;
        Header = header;
    }

    public override SheetHeader Header { get; }

    public static async Task<FileOpened> Open(Stream file, SheetForm form, CancellationToken cancellation)
    {
        var prefix = new byte[PrefixBytes];
        var origin = file.Position;
        var length = await file.ReadAtLeastAsync(prefix, PrefixBytes, throwOnEndOfStream: false, cancellation);
        var (encoding, mark) = CsvEncoding.Of(prefix.AsSpan(0, length));
        var delimiter = await DelimiterOf(prefix.AsMemory(mark, length - mark), encoding, form, cancellation);

        file.Position = origin + mark;
        var records = new CsvTokenizer(file, encoding, delimiter);
        var header = await HeaderOf(records, form, cancellation);
        var refused = header is null ? Nothing : Refuse(header);
        if (refused is null)
            return new FileReady(new CsvSheet(records, header!));
        records.Dispose();
        return refused;
    }

    public override async IAsyncEnumerable<RawRow> Rows([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (await tokens.Read(cancellation))
        {
            var row = tokens.IsBroken
                ? RawRow.OfCells(tokens.Row, Header, tokens.Cells, Problem(tokens.Row, Header, column: -1, RowCodes.Columns, Unclosed))
                : RowOf(tokens.Row, Header, tokens.Cells);
            if (row is not null)
                yield return row;
        }
    }

    public override ValueTask DisposeAsync()
    {
        tokens.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The one by which most columns of the form are found.</summary>
    private static async Task<char> DelimiterOf(
        ReadOnlyMemory<byte> prefix,
        Encoding encoding,
        SheetForm form,
        CancellationToken cancellation
    )
    {
        var (best, most) = (Delimiters[0], 0);
        foreach (var delimiter in Delimiters)
        {
            using var records = new CsvTokenizer(new MemoryStream(prefix.ToArray(), writable: false), encoding, delimiter);
            var known = (await HeaderOf(records, form, cancellation))?.KnownColumns ?? 0;
            if (known > most)
                (best, most) = (delimiter, known);
        }
        return best;
    }

    /// <summary>The first row with anything in it.</summary>
    private static async Task<SheetHeader?> HeaderOf(CsvTokenizer records, SheetForm form, CancellationToken cancellation)
    {
        while (await records.Read(cancellation))
        {
            var header = new SheetHeader(form, records.Cells);
            if (header.Cells.Count > 0)
                return header;
        }
        return null;
    }
}
