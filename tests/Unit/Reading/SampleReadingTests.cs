using Exchange.Contracts;
using Exchange.CourtFeed.Reading;
using Exchange.SampleData;
using Exchange.Sheets;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Reading;

/// <summary>A quarter as clerks write it says what was true when it was written.</summary>
public sealed class SampleReadingTests
{
    [Theory]
    [InlineData(1, "csv")]
    [InlineData(2, "csv")]
    [InlineData(3, "csv")]
    [InlineData(6, "csv")]
    [InlineData(1, "xlsx")]
    [InlineData(3, "ndjson")]
    public async Task A_sample_reads_as_the_records_it_was_made_of(int seed, string extension)
    {
        var options = new SampleOptions
        {
            Seed = seed,
            Cases = 300,
            AsOf = TestRow.ReceivedOn,
        };
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.{extension}");
        try
        {
            SampleFile.Write(options, path);
            await using var file = File.OpenRead(path);
            var format = Enum.Parse<SheetFormat>(extension, ignoreCase: true);
            await using var reader = (await SheetReader.Open(file, format, CaseColumns.Form, TestContext.Current.CancellationToken))
                .ShouldBeOfType<FileReady>()
                .Reader;
            var judge = new RowJudge(TestRow.ReceivedOn, DivisionCode.Country);
            using var truth = SampleQuarter.Generate(options).GetEnumerator();
            await foreach (var row in reader.Rows(TestContext.Current.CancellationToken))
            {
                truth.MoveNext().ShouldBeTrue();
                var patch = judge.Judge(row).ShouldBeOfType<RowVerdict.Accepted>($"row {row.Number}").Patch;
                TestRow.Canonical(patch.Said).ShouldBe(TestRow.Canonical(truth.Current.Record!), $"row {row.Number}");
            }
            truth.MoveNext().ShouldBeFalse();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
