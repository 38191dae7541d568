using System.IO.Compression;
using System.Text;
using Exchange.CourtFeed.Reading;
using Exchange.Sheets;
using FsCheck;
using FsCheck.Xunit;
using MiniExcelLibs;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Reading;

public sealed class CaseFileTests
{
    private static readonly string[] Headers = [.. CaseColumns.All.Where(column => column.IsRequired).Select(column => column.Header)];
    private static readonly string Header = string.Join(',', Headers);
    private const string Good =
        $"（2023）浙0602执1234号,绍兴市越城区人民法院,甲公司,王某,{TestRow.Person},2023-01-05,（2022）浙0602民初77号民事判决书,120000";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    static CaseFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public async Task A_file_is_read_in_the_encoding_it_is_written_in(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes($"{Header}\r\n{Good}\r\n")];

        var row = (await Read(file)).ShouldHaveSingleItem();

        row.Number.ShouldBe(2);
        row.Cell(CaseColumns.Court).ShouldBe("绍兴市越城区人民法院");
        row.Cell(CaseColumns.Officer).ShouldBeNull();
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('，')]
    public async Task What_parts_the_header_parts_the_rows(char delimiter)
    {
        var row = (await Read(Utf8($"{Header}\n{Good}".Replace(',', delimiter)))).ShouldHaveSingleItem();

        row.Cell(CaseColumns.Claim).ShouldBe("120000");
    }

    [Fact]
    public async Task Quotes_hold_line_breaks_delimiters_and_quotes()
    {
        var row = (await Read(Utf8($"{Header},备注\n{Good},\"一,\"\"二\"\"\n三\"\n"))).ShouldHaveSingleItem();

        row.Cell(CaseColumns.Remarks).ShouldBe("一,\"二\"\n三");
    }

    [Fact]
    public async Task Blank_rows_are_counted_and_passed_over()
    {
        var rows = await Read(Utf8($"{Header}\n\n{Good}\n,,,\n{Good}"));

        rows.Select(row => row.Number).ShouldBe([3, 5]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task Bad_bytes_cost_their_row_and_name_their_column(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bad = [0x81, 0xFF];
        byte[] file =
        [
            .. encoding.GetBytes($"{Header}\n{Good}\n（2023）浙0602执2号,"),
            .. bad,
            .. encoding.GetBytes($",甲公司,王某,,2023-01-05,判决,1\n{Good}\n"),
        ];

        var rows = await Read(file);

        rows.Select(row => row.Problem?.Code).ShouldBe([null, "encoding", null]);
        rows[1].Problem!.Column.ShouldBe("法院");
        rows[2].Cell(CaseColumns.CaseNumber).ShouldBe("（2023）浙0602执1234号");
    }

    [Fact]
    public async Task Fewer_cells_are_empty_and_more_are_an_error_unless_empty()
    {
        var rows = await Read(Utf8($"{Header},备注,,\n{Good}\n{Good},农民工,,,\n{Good},农民工,多\n"));

        rows[0].Cell(CaseColumns.Remarks).ShouldBe("");
        rows[1].Problem.ShouldBeNull();
        rows[2].Problem!.Code.ShouldBe("columns");
        rows[2].Problem!.Column.ShouldBe("第10列");
    }

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_costs_its_line_only()
    {
        var rows = await Read(Utf8($"{Header},备注\n{Good},\"没有结束\n{Good},二\n{Good},\"三\"\n{Good},四\n"));

        rows.Select(row => row.Problem?.Code).ShouldBe(["columns", null, null, null]);
        rows.Select(row => row.Number).ShouldBe([2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_row_without_end_costs_itself_only()
    {
        var rows = await Read(Utf8($"{Header}\n{new string('长', 3_000_000)}\n{Good}\n\"{new string('长', 3_000_000)}\n{Good}"));

        rows.Select(row => row.Problem?.Code).ShouldBe(["columns", null, "columns", null]);
    }

    [Fact]
    public async Task Unknown_columns_are_named()
    {
        await using var reader = await Open(Utf8($"{Header},颜色,错误,,形状\n{Good}"), SheetFormat.Csv);

        reader.UnknownColumns.ShouldBe(["颜色", "第11列", "形状"]);
    }

    [Theory]
    [InlineData("", FileRefused.Empty, null)]
    [InlineData("\n\n", FileRefused.Empty, null)]
    [InlineData("案号,法院\n1,2", FileRefused.MissingColumn, "申请执行人")]
    [InlineData("hello", FileRefused.MissingColumn, "案号")]
    [InlineData("P\0K", FileRefused.Undecodable, null)]
    public async Task A_file_without_its_columns_is_refused(string text, string code, string? column)
    {
        var refused = (
            await SheetReader.Open(new MemoryStream(Utf8(text)), SheetFormat.Csv, CaseColumns.Form, Now)
        ).ShouldBeOfType<FileRefused>();

        refused.Code.ShouldBe(code);
        refused.Column.ShouldBe(column);
    }

    [Fact]
    public async Task A_column_that_is_there_twice_is_refused() =>
        (await SheetReader.Open(new MemoryStream(Utf8($"{Header},案号\n")), SheetFormat.Csv, CaseColumns.Form, Now))
            .ShouldBeOfType<FileRefused>()
            .Code.ShouldBe(FileRefused.RepeatedColumn);

    [Fact]
    public async Task A_workbook_has_days_numbers_and_numbers_that_lost_their_digits()
    {
        var values = new Dictionary<string, object>
        {
            ["案号"] = "（2023）浙0602执1234号",
            ["法院"] = "绍兴市越城区人民法院",
            ["申请执行人"] = "甲公司",
            ["被执行人"] = "王某",
            ["被执行人证件号"] = 110105194912310020d,
            ["立案日期"] = new DateTime(2023, 1, 5, 0, 0, 0, DateTimeKind.Unspecified),
            ["执行依据"] = "判决",
            ["执行标的金额"] = 0.1d + 0.2d,
            ["结案日期"] = 44931,
        };
        using var file = new MemoryStream();
        await MiniExcel.SaveAsAsync(file, new[] { values }, cancellationToken: Now);

        var row = (await Read(file.ToArray(), SheetFormat.Xlsx)).ShouldHaveSingleItem();

        row.Number.ShouldBe(2);
        row.Cell(CaseColumns.FiledOn).ShouldStartWith("2023-01-05");
        row.Cell(CaseColumns.Claim).ShouldBe("0.3");
        var errors = new RowJudge(TestRow.ReceivedOn, TestRow.Country).Judge(row).ShouldBeOfType<RowVerdict.Rejected>().Errors;
        errors.Single(error => error.Code == "invalid-id").Message.ShouldContain("stored as a number");
        errors.ShouldNotContain(error => error.Code == "date");
    }

    [Fact]
    public void A_row_longer_than_any_case_is_rejected_and_only_its_beginning_kept()
    {
        var endless = new string('长', RawRow.Longest + 1);
        var header = new SheetHeader(CaseColumns.Form, Headers);

        var row = RawRow.OfCells(2, header, ["（2023）浙0602执1234号", endless]);

        row.Problem!.Code.ShouldBe(RowCodes.TooLong);
        row.Cells.Sum(cell => cell.Length).ShouldBeLessThan(40_000);
        RawRow.OfCells(2, header, [.. Headers]).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        using var file = new MemoryStream();
        file.SaveAs(new[] { Headers.ToDictionary(header => header, object (_) => "x") });
        using (var parts = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            await using var part = await parts.CreateEntry("xl/media/zeros.bin", CompressionLevel.SmallestSize).OpenAsync(Now);
            for (var i = 0; i < 100; i++)
                await part.WriteAsync(new byte[1 << 20], Now);
        }
        file.Position = 0;

        (await SheetReader.Open(file, SheetFormat.Xlsx, CaseColumns.Form, Now))
            .ShouldBeOfType<FileRefused>()
            .Code.ShouldBe(FileRefused.Undecodable);
    }

    [Property(MaxTest = 50)]
    public bool Any_bytes_are_a_file_or_refused(byte[] bytes, bool afterHeader)
    {
        byte[] file = afterHeader ? [.. Utf8(Header + "\n"), .. bytes] : bytes;
        return Enum.GetValues<SheetFormat>().All(format => Survives(file, format).GetAwaiter().GetResult());
    }

    [Property(MaxTest = 30)]
    public bool A_workbook_with_bytes_changed_is_read_or_refused(PositiveInt[] places, byte with)
    {
        using var file = new MemoryStream();
        file.SaveAs(new[] { Headers.ToDictionary(header => header, object (header) => header) });
        var bytes = file.ToArray();
        foreach (var place in places)
            bytes[place.Get * 7919L % bytes.Length] = with;
        return Survives(bytes, SheetFormat.Xlsx).GetAwaiter().GetResult();
    }

    [Property(MaxTest = 200)]
    public bool Cells_written_as_csv_are_read_as_they_were(string?[] cells)
    {
        var texts = cells.Select(Readable).Take(20).ToArray();
        var header = $"{Header},{string.Join(',', texts.Select((_, at) => $"c{at}"))}";
        var rows = Read(Utf8($"{header}\n{Good},{string.Join(',', texts.Select(Quoted))}\n{Good}")).GetAwaiter().GetResult();
        return rows.Count == 2
            && rows[0].Problem is null
            && rows[0].Cells.Skip(Headers.Length).SequenceEqual(texts.Length == 0 ? [""] : texts);

        static string Readable(string? text) =>
            new((text ?? "").Where(sign => sign != 0 && !char.IsSurrogate(sign) && sign != '\uFFFD').ToArray());
        static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [Fact]
    public async Task Of_ndjson_each_line_is_a_record()
    {
        var good = TestRow.Json().Replace('\n', ' ').Replace('\r', ' ');
        byte[] file =
        [
            .. Utf8($"\uFEFF{good}\n\n{{\"caseNumber\":\n"),
            .. "{\"officer\":\""u8,
            0xFF,
            .. Utf8($"\"}}\n{new string(' ', 10)}\"{new string('x', 3_000_000)}\"\n{good}"),
        ];

        var rows = await Read(file, SheetFormat.Ndjson);
        var judge = new RowJudge(TestRow.ReceivedOn, TestRow.Country);
        var codes = rows.Select(row => judge.Judge(row) is RowVerdict.Rejected no ? no.Errors[0].Code : null);

        rows.Select(row => row.Number).ShouldBe([1, 3, 4, 5, 6]);
        codes.ShouldBe([null, "json", "encoding", "json", null]);
    }

    [Fact]
    public async Task Rejected_rows_come_back_as_they_were_with_the_reason_and_can_be_sent_again()
    {
        await using var reader = await Open(Utf8($"{Header},备注\n{Good},\"=1+1,\"\"x\"\"\"\n"), SheetFormat.Csv);
        using var output = new MemoryStream();
        await using (var rejects = new RejectsCsv(output, reader.Header))
        {
            await foreach (var row in reader.Rows(Now))
                await rejects.Write(row, [Problem(row.Number)]);
        }

        await using var again = await Open(output.ToArray(), SheetFormat.Csv);
        again.UnknownColumns.ShouldBeEmpty();
        var mended = new List<RawRow>();
        await foreach (var row in again.Rows(Now))
            mended.Add(row);
        mended.ShouldHaveSingleItem().Cells[^1].ShouldBe("法院: 原因");
        new RowJudge(TestRow.ReceivedOn, TestRow.Country)
            .Judge(mended[0])
            .ShouldBeOfType<RowVerdict.Accepted>()
            .Patch.Said.Remarks.Value.ShouldBe("=1+1,\"x\"");

        static RowProblem Problem(int row) =>
            new()
            {
                Row = row,
                Column = "法院",
                Code = "value",
                Message = "原因",
            };
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<SheetReader> Open(byte[] file, SheetFormat format) =>
        (await SheetReader.Open(new MemoryStream(file), format, CaseColumns.Form, Now)).ShouldBeOfType<FileReady>().Reader;

    private static async Task<List<RawRow>> Read(byte[] file, SheetFormat format = SheetFormat.Csv)
    {
        await using var reader = await Open(file, format);
        var rows = new List<RawRow>();
        await foreach (var row in reader.Rows(Now))
            rows.Add(row);
        return rows;
    }

    private static async Task<bool> Survives(byte[] file, SheetFormat format)
    {
        if (await SheetReader.Open(new MemoryStream(file), format, CaseColumns.Form, Now) is not FileReady ready)
            return true;
        await using var reader = ready.Reader;
        var judge = new RowJudge(TestRow.ReceivedOn, TestRow.Country);
        await foreach (var row in reader.Rows(Now))
            judge.Judge(row).ShouldNotBeNull();
        return true;
    }
}
