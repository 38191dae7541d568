using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Exchange.SampleData;

/// <summary>Writes a quarter as a court delivers it, and beside it what is true of it.</summary>
public static partial class SampleFile
{
    /// <summary>Properties of the stored record that no court writes.</summary>
    private static readonly string[] Derived = ["courtCode", "division"];

    private static readonly DateTimeOffset NoTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions AsDelivered = new(ExchangeJson.Options)
    {
        TypeInfoResolver = ExchangeJson.Options.TypeInfoResolver!.WithAddedModifier(LeaveDerivedOut),
    };

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>By the extension of the file: <c>.csv</c>, <c>.xlsx</c> or <c>.ndjson</c>.</summary>
    /// <param name="truthFile">JSON lines, one for each case and rule that fires.</param>
    /// <param name="withFeeds">Whether the truth is to hold once the feeds (<see cref="SampleFeeds"/>) have been delivered too.</param>
    public static void Write(SampleOptions options, string outFile, string? truthFile = null, bool withFeeds = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(outFile);
        switch (Path.GetExtension(outFile).ToLowerInvariant())
        {
            case ".csv":
                WriteCsv(options, outFile);
                break;
            case ".xlsx":
                WriteWorkbook(options, outFile);
                break;
            case ".ndjson":
                WriteNdjson(options, outFile);
                break;
            default:
                throw new ArgumentException("A sample is written as .csv, .xlsx or .ndjson.", nameof(outFile));
        }
        if (truthFile is not null)
            WriteTruth(options, truthFile, withFeeds);
    }

    private static void WriteCsv(SampleOptions options, string outFile)
    {
        using var writer = Open(outFile, EncodingOf(options));
        writer.WriteLine(Row(SampleQuarter.Columns(options)));
        foreach (var row in SampleQuarter.Generate(options))
            writer.WriteLine(Row(row.Cells));
    }

    private static void WriteNdjson(SampleOptions options, string outFile)
    {
        using var writer = Open(outFile, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var row in SampleQuarter.Generate(options))
            writer.WriteLine(JsonSerializer.Serialize(row.Record, AsDelivered));
    }

    private static void WriteTruth(SampleOptions options, string truthFile, bool withFeeds)
    {
        using var writer = Open(truthFile, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var (caseNumber, rule) in Truth(options, withFeeds))
            writer.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        caseNumber,
                        rule,
                        options.AsOf,
                    },
                    Plain
                )
            );
    }

    /// <summary>Some fires for the record and for a feed as well: it is one lead.</summary>
    private static IEnumerable<SampleTruth> Truth(SampleOptions options, bool withFeeds) =>
        SampleQuarter
            .Generate(options)
            .SelectMany(row => row.FiringRules.Select(rule => new SampleTruth(row.CaseNumber, rule)))
            .Concat(withFeeds ? SampleFeeds.Truth(options) : [])
            .Distinct();

    private static void WriteWorkbook(SampleOptions options, string outFile)
    {
        var columns = SampleQuarter.Columns(options);
        var rows = SampleQuarter
            .Generate(options)
            .Select(row => columns.Zip(row.Cells).ToDictionary(cell => cell.First, object (cell) => cell.Second));
        var written = outFile + ".written";
        MiniExcel.SaveAs(
            written,
            rows,
            sheetName: "执行案件",
            excelType: ExcelType.XLSX,
            configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None, AutoFilter = false },
            overwriteFile: true
        );
        WithoutChance(written, outFile);
        File.Delete(written);
    }

    /// <summary>
    /// A workbook is an archive whose parts bear the time of writing, and the library names its sheet by chance:
    /// the same sample must not differ by either.
    /// </summary>
    private static void WithoutChance(string written, string outFile)
    {
        using var from = ZipFile.OpenRead(written);
        using var to = new ZipArchive(File.Create(outFile), ZipArchiveMode.Create);
        foreach (var part in from.Entries)
        {
            var copy = to.CreateEntry(part.FullName);
            copy.LastWriteTime = NoTime;
            using var source = part.Open();
            using var target = copy.Open();
            if (part.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal))
                source.CopyTo(target);
            else
                target.Write(Encoding.UTF8.GetBytes(ChanceName().Replace(new StreamReader(source).ReadToEnd(), "sheet")));
        }
    }

    [GeneratedRegex("R[0-9a-f]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ChanceName();

    private static StreamWriter Open(string file, Encoding encoding) =>
        new(file, append: false, encoding, bufferSize: 1 << 16) { NewLine = "\n" };

    private static Encoding EncodingOf(SampleOptions options)
    {
        if (options.Encoding is SampleEncoding.Utf8)
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }

    private static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted));

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private static void LeaveDerivedOut(JsonTypeInfo type)
    {
        if (type.Type != typeof(CaseRecord))
            return;
        foreach (var property in type.Properties.Where(property => Derived.Contains(property.Name)).ToArray())
            type.Properties.Remove(property);
    }
}
