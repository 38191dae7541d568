using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Exchange.Sheets;

/// <summary>The first sheet of a workbook.</summary>
/// <remarks>
/// Read from a file of its own that goes with the reader: a workbook is read out of order, and what then throws is the workbook and not the store.
/// </remarks>
public sealed class XlsxSheet : SheetReader
{
    /// <summary>Of all parts unpacked. 200,000 cases with all columns are a tenth of it.</summary>
    private const long MostUnpacked = 4L << 30;

    /// <summary>From this size on the parts may be at most so many times larger than the file: texts and dates shrink to a tenth, not to a thousandth.</summary>
    private const long LargeUnpacked = 64L << 20;

    private const int MostShrunk = 200;

    /// <summary>From here on a number in a cell has lost digits, of a citizen's number for instance.</summary>
    private const double Exact = 1e15;

    private static readonly OpenXmlConfiguration Configuration = new() { EnableSharedStringCache = true, FillMergedCells = false };

    private readonly Stream copy;
    private readonly IEnumerator<IDictionary<string, object?>> rows;
    private int number;

    private XlsxSheet(Stream copy, IEnumerator<IDictionary<string, object?>> rows, SheetHeader header, int number) =>
        (this.copy, this.rows, Header, this.number) = (copy, rows, header, number);

    public override SheetHeader Header { get; }

    public static async Task<FileOpened> Open(Stream file, SheetForm form, CancellationToken cancellation)
    {
        var workbook = Temporary();
        IEnumerator<IDictionary<string, object?>>? opening = null;
        FileOpened? opened = null;
        try
        {
            await file.CopyToAsync(workbook, cancellation);
            opened = workbook.Length == 0 ? Nothing : Open(workbook, form, out opening);
        }
        finally
        {
            if (opened is not FileReady)
            {
                opening?.Dispose();
                await workbook.DisposeAsync();
            }
        }
        return opened;
    }

    public override async IAsyncEnumerable<RawRow> Rows([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            RawRow? row;
            bool isBroken;
            try
            {
                if (!rows.MoveNext())
                    yield break;
                (row, isBroken) = (RowOf(++number, Header, Cells(rows.Current)), false);
            }
            catch (Exception broken) when (IsOfTheFile(broken))
            {
                var problem = Problem(
                    ++number,
                    Header,
                    column: -1,
                    RowCodes.Encoding,
                    $"工作簿自此损坏 (broken from here on: {broken.Message})"
                );
                (row, isBroken) = (RawRow.OfCells(number, Header, [], problem), true);
            }
            if (row is not null)
                yield return row;
            if (isBroken)
                yield break;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        rows.Dispose();
        await copy.DisposeAsync();
    }

    private static FileOpened Open(Stream workbook, SheetForm form, out IEnumerator<IDictionary<string, object?>>? sheet)
    {
        sheet = null;
        try
        {
            var unpacked = Unpacked(workbook);
            if (unpacked > MostUnpacked || unpacked > LargeUnpacked && unpacked / workbook.Length > MostShrunk)
                return Broken("too large when unpacked");
            workbook.Position = 0;
            sheet = workbook
                .Query(useHeaderRow: false, excelType: ExcelType.XLSX, configuration: Configuration)
                .Cast<IDictionary<string, object?>>()
                .GetEnumerator();
            for (var row = 1; sheet.MoveNext(); row++)
            {
                var header = new SheetHeader(form, Cells(sheet.Current));
                if (header.Cells.Count > 0)
                    return Refuse(header) is { } refused ? refused : new FileReady(new XlsxSheet(workbook, sheet, header, row));
            }
            return Nothing;
        }
        catch (Exception broken) when (IsOfTheFile(broken))
        {
            return Broken(broken.Message);
        }
    }

    private static FileRefused Broken(string reason) =>
        new() { Code = FileRefused.Undecodable, Message = $"不是可读的 XLSX 工作簿 (not a workbook that can be read: {reason})" };

    private static long Unpacked(Stream workbook)
    {
        using var parts = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        return parts.Entries.Sum(part => part.Length);
    }

    /// <summary>The copy is at hand, so whatever is thrown while it is read speaks of its content.</summary>
    private static bool IsOfTheFile(Exception thrown) => thrown is not (OperationCanceledException or OutOfMemoryException);

    private static List<string> Cells(IDictionary<string, object?> row)
    {
        var cells = new List<string>(row.Count);
        foreach (var value in row.Values)
            cells.Add(Text(value));
        return cells;
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool yes => yes ? "是" : "否",
            DateTime time => time.ToString(
                time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture
            ),
            double number => Math.Abs(number) >= Exact
                ? number.ToString("E14", CultureInfo.InvariantCulture)
                : number.ToString("G15", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(format: null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static FileStream Temporary()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
