using System.CommandLine;
using System.Globalization;
using Exchange.Contracts;
using Exchange.SampleData;

namespace Exchange.Local;

/// <summary><c>sample --cases N --seed S [--as-of DAY] --out FILE --truth FILE --feeds DIR</c>: writes a quarter, what other bodies know, and what is true of it.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var cases = SampleArguments.Cases();
        var seed = SampleArguments.Seed();
        var asOf = SampleArguments.AsOf();
        var output = new Option<FileInfo>("--out") { Required = true, Description = "By extension: .csv, .xlsx or .ndjson" };
        var truth = new Option<FileInfo?>("--truth") { Description = "JSON lines {caseNumber, rule, asOf}" };
        var feeds = new Option<DirectoryInfo?>("--feeds")
        {
            Description = "A folder: one CSV for each kind of feed; the truth holds with them",
        };
        var command = new Command("sample", "Write a made-up quarter and the planted truth") { cases, seed, asOf, output, truth, feeds };
        command.SetAction(parsed =>
        {
            var options = SampleArguments.Read(parsed, cases, seed, asOf);
            try
            {
                var folder = parsed.GetValue(feeds)?.FullName;
                SampleFile.Write(
                    options,
                    parsed.GetRequiredValue(output).FullName,
                    parsed.GetValue(truth)?.FullName,
                    withFeeds: folder is not null
                );
                if (folder is not null)
                {
                    SampleFeeds.Write(options, folder);
                }
                return 0;
            }
            catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(e.Message);
                return 2;
            }
        });
        return command;
    }
}

/// <summary>The arguments that say which sample: the same for sample, demo and serve.</summary>
internal static class SampleArguments
{
    public static Option<int> Cases()
    {
        var option = new Option<int>("--cases") { DefaultValueFactory = _ => 600, Description = "How many cases, up to 1,000,000" };
        option.Validators.Add(result =>
        {
            // What is no number at all is reported by the parser itself.
            if (
                result.Tokens is [{ Value: var text }]
                && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cases)
                && cases is < 1 or > 1_000_000
            )
            {
                result.AddError("--cases: from 1 to 1,000,000.");
            }
        });
        return option;
    }

    public static Option<int> Seed() => new("--seed") { DefaultValueFactory = _ => 1, Description = "Same seed, same sample" };

    public static Option<DateOnly> AsOf() =>
        new("--as-of")
        {
            DefaultValueFactory = _ => ChinaTime.DayOf(TimeProvider.System.GetUtcNow()),
            Description = "The day as of which the court speaks (default: today in China)",
        };

    public static SampleOptions Read(ParseResult parsed, Option<int> cases, Option<int> seed, Option<DateOnly> asOf) =>
        new()
        {
            Cases = parsed.GetValue(cases),
            Seed = parsed.GetValue(seed),
            AsOf = parsed.GetValue(asOf),
        };
}
