using Exchange.SampleData;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Imports;

/// <summary>However a court writes its quarter, the same leads come of it: those that were planted.</summary>
public sealed class FormatTests
{
    public static TheoryData<string> Ways => ["CSV in UTF-8 with a mark", "CSV in GB18030", "semicolons", "tabs", "a workbook", "NDJSON"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_way_of_writing_the_same_quarter_gives_the_leads_that_were_planted(string way)
    {
        var (file, mediaType) = Written(way);
        await using var run = await LocalRun.Start(SampleQuarters.AsOf);
        var import = await run.Court().Import(file, mediaType);
        import.State.ShouldBe("completed", import.ToString());
        import["received"].GetValue<int>().ShouldBe(150);
        import["accepted"].GetValue<int>().ShouldBe(150);
        import["rejected"].GetValue<int>().ShouldBe(0);
        (await run.Leads()).ShouldBe(SampleQuarters.Planted);
    }

    private static (byte[] File, string MediaType) Written(string way) =>
        way switch
        {
            "CSV in UTF-8 with a mark" => (SampleQuarters.Csv, "text/csv"),
            "CSV in GB18030" => (
                SampleQuarters.Written(SampleQuarters.Options with { Encoding = SampleEncoding.Gb18030 }, ".csv"),
                "text/csv"
            ),
            "semicolons" => (SampleQuarters.Of(SampleQuarters.Rows(SampleQuarters.Csv), ';'), "text/csv"),
            "tabs" => (SampleQuarters.Of(SampleQuarters.Rows(SampleQuarters.Csv), '\t'), "text/csv"),
            "a workbook" => (SampleQuarters.Written(SampleQuarters.Options, ".xlsx"), SampleQuarters.Xlsx),
            _ => (SampleQuarters.Written(SampleQuarters.Options, ".ndjson"), "application/x-ndjson"),
        };
}
