using System.Text;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Imports;

/// <summary>What becomes of good, known, bad and foreign rows of a file.</summary>
public sealed class RowTests : IAsyncLifetime
{
    private static readonly List<List<string>> Quarter = SampleQuarters.Rows(SampleQuarters.Csv);

    private LocalRun run = null!;

    public async ValueTask InitializeAsync() => run = await LocalRun.Start(SampleQuarters.AsOf);

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var first = await run.Court().Import(SampleQuarters.Csv);
        first["accepted"].GetValue<int>().ShouldBe(150);
        var again = await run.Court().Import(SampleQuarters.Csv);
        again["received"].GetValue<int>().ShouldBe(150);
        again["accepted"].GetValue<int>().ShouldBe(0);
        again["unchanged"].GetValue<int>().ShouldBe(150);
        (await run.Leads()).ShouldBe(SampleQuarters.Planted);
    }

    [Fact]
    public async Task A_bad_row_is_counted_and_named_by_row_column_and_code_and_stops_no_other()
    {
        var rows = Some(4);
        Spoil(rows, 2, "立案日期", "不是日期");
        Spoil(rows, 3, "执行标的金额", "很多");
        var import = await run.Court().Import(SampleQuarters.Of(rows));
        import.State.ShouldBe("completed");
        import["received"].GetValue<int>().ShouldBe(4);
        import["accepted"].GetValue<int>().ShouldBe(2);
        import["rejected"].GetValue<int>().ShouldBe(2);

        var errors = (await run.Court().Get($"/court/v1/case-imports/{import["id"]}/errors?kind=error")).Ok().Items;
        errors.Select(e => $"{e["row"]} {e["column"]} {e["code"]}").ShouldBe(["3 立案日期 date", "4 执行标的金额 amount"]);
    }

    [Fact]
    public async Task Rejected_rows_come_back_for_a_purpose_and_are_accepted_once_mended()
    {
        var rows = Some(4);
        var filed = Cell(rows, 2, "立案日期");
        var claim = Cell(rows, 3, "执行标的金额");
        Spoil(rows, 2, "立案日期", "不是日期");
        Spoil(rows, 3, "执行标的金额", "很多");
        var import = await run.Court().Import(SampleQuarters.Of(rows));
        var rejects = $"/court/v1/case-imports/{import["id"]}/rejects";

        var purposeless = await run.Court().Get(rejects);
        purposeless.Status.ShouldBe(400);
        purposeless.Places.ShouldBe(["purpose"]);
        var back = (await run.Court().Get(rejects + "?purpose=" + Uri.EscapeDataString("更正后重报"))).Ok();
        back.MediaType.ShouldBe("text/csv");
        var given = SampleQuarters.Rows(Encoding.UTF8.GetBytes(back.Text));
        given.Select(row => row[0]).ShouldBe([rows[0][0], rows[2][0], rows[3][0]]);

        Spoil(given, 1, "立案日期", filed);
        Spoil(given, 2, "执行标的金额", claim);
        var again = await run.Court().Import(SampleQuarters.Of(given));
        again["received"].GetValue<int>().ShouldBe(2);
        again["accepted"].GetValue<int>().ShouldBe(2, again.ToString());
        again["rejected"].GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_column_that_nobody_knows_is_reported_and_the_rest_is_read()
    {
        var rows = Some(2);
        rows[0].Add("院长寄语");
        rows[1].Add("好");
        rows[2].Add("很好");
        var import = await run.Court().Import(SampleQuarters.Of(rows));
        import["accepted"].GetValue<int>().ShouldBe(2);
        import["unknownColumns"].AsArray().Select(c => c!.GetValue<string>()).ShouldBe(["院长寄语"]);
    }

    [Fact]
    public async Task A_file_without_a_required_column_is_refused_as_a_whole()
    {
        var rows = Some(2);
        var at = rows[0].IndexOf("立案日期");
        rows.ForEach(row => row.RemoveAt(at));
        var refused = await run.Court().PostBytes("/court/v1/case-imports", SampleQuarters.Of(rows), "text/csv");
        refused.Status.ShouldBe(422);
        refused.Code.ShouldBe("missing-column");
        refused.Places.ShouldBe(["立案日期"]);
        (await run.Court().Get("/court/v1/case-imports")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_of_another_divisions_court_are_rejected()
    {
        var import = await run.Court("330700").Import(SampleQuarters.Of(Some(3)));
        import["accepted"].GetValue<int>().ShouldBe(0);
        import["rejected"].GetValue<int>().ShouldBe(3);
        var errors = (await run.Court("330700").Get($"/court/v1/case-imports/{import["id"]}/errors?kind=error")).Ok().Items;
        errors.Select(e => e["code"]!.GetValue<string>()).Distinct().ShouldBe(["outside-division"]);
        (await run.Court().Get("/court/v1/cases")).Items.ShouldBeEmpty();
    }

    /// <summary>The header and so many rows.</summary>
    private static List<List<string>> Some(int count) => [.. Quarter.Take(count + 1).Select(row => row.ToList())];

    private static string Cell(List<List<string>> rows, int row, string column) => rows[row][rows[0].IndexOf(column)];

    private static void Spoil(List<List<string>> rows, int row, string column, string value) => rows[row][rows[0].IndexOf(column)] = value;
}
