using System.Text;
using System.Text.Json;
using Exchange.SampleData;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.SampleData;

public sealed class SampleFileTests : IDisposable
{
    private static readonly SampleOptions Options = new() { AsOf = new DateOnly(2026, 11, 24) };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sample-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(".csv")]
    [InlineData(".xlsx")]
    [InlineData(".ndjson")]
    public void The_same_options_give_the_same_bytes(string extension)
    {
        SampleFile.Write(Options, File("a" + extension), File("a.jsonl"));
        SampleFile.Write(Options, File("b" + extension), File("b.jsonl"));

        System.IO.File.ReadAllBytes(File("a" + extension)).ShouldBe(System.IO.File.ReadAllBytes(File("b" + extension)));
        System.IO.File.ReadAllBytes(File("a.jsonl")).ShouldBe(System.IO.File.ReadAllBytes(File("b.jsonl")));
    }

    [Fact]
    public void The_truth_has_a_line_for_each_case_and_rule()
    {
        SampleFile.Write(Options, File("quarter.csv"), File("truth.jsonl"));

        var lines = System.IO.File.ReadAllLines(File("truth.jsonl"));
        lines.Length.ShouldBe(SampleQuarter.Generate(Options).Sum(row => row.FiringRules.Count));
        using var first = JsonDocument.Parse(lines[0]);
        first.RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(["caseNumber", "rule", "asOf"]);
        first.RootElement.GetProperty("asOf").GetString().ShouldBe("2026-11-24");
    }

    [Fact]
    public void A_file_in_GB18030_says_the_same_as_one_in_UTF8()
    {
        SampleFile.Write(Options, File("utf8.csv"));
        SampleFile.Write(Options with { Encoding = SampleEncoding.Gb18030 }, File("gb.csv"));

        System.IO.File.ReadAllText(File("gb.csv"), Encoding.GetEncoding("GB18030")).ShouldBe(System.IO.File.ReadAllText(File("utf8.csv")));
    }

    [Fact]
    public void Json_leaves_absent_columns_out_and_writes_null_for_empty_cells()
    {
        var poor = Enumerable
            .Range(2, 60)
            .Select(seed => Options with { Seed = seed })
            .First(options => !SampleQuarter.Columns(options).Contains("承办人"));
        SampleFile.Write(poor, File("poor.ndjson"));
        SampleFile.Write(Options, File("rich.ndjson"));

        using var lacking = JsonDocument.Parse(System.IO.File.ReadLines(File("poor.ndjson")).First());
        using var complete = JsonDocument.Parse(System.IO.File.ReadLines(File("rich.ndjson")).First());
        lacking.RootElement.TryGetProperty("officer", out _).ShouldBeFalse();
        lacking.RootElement.TryGetProperty("division", out _).ShouldBeFalse();
        complete.RootElement.GetProperty("resumedOn").ValueKind.ShouldBe(JsonValueKind.Null);
        complete.RootElement.GetProperty("respondents")[0].GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Cars_seen_on_the_road_are_cars_of_the_quarter()
    {
        var plates = SampleQuarter
            .Generate(Options)
            .SelectMany(row => row.Record.Vehicles.Or([]))
            .Select(car => car.Plate.Or(""))
            .ToHashSet();

        var seen = SampleSightings.Generate(Options).ToList();

        seen.Count.ShouldBeGreaterThan(5);
        seen.ShouldAllBe(sighting => plates.Contains(sighting.Plate));
    }

    private string File(string name) => Path.Combine(folder.FullName, name);
}
