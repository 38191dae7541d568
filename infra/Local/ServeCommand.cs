using System.CommandLine;
using Exchange.CourtFeed.Imports;
using Exchange.Hosting;
using Exchange.Local.Demo;
using Exchange.SampleData;
using Spectre.Console;

namespace Exchange.Local;

/// <summary><c>serve [--empty] [--data DIR] [--urls URL]</c>: the four services, by default with the sample played first.</summary>
internal static class ServeCommand
{
    /// <summary>Longer than the longest story takes, so that what is then served belongs to today.</summary>
    private const int DaysPlayed = 170;

    public static Command Create()
    {
        var empty = new Option<bool>("--empty") { Description = "Start without the sample" };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder of the four databases (default: .data)" };
        var urls = new Option<string>("--urls")
        {
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
            Description = "Loopback address to serve on",
        };
        var cases = SampleArguments.Cases();
        var seed = SampleArguments.Seed();
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = "The day as of which the sample speaks (default: so long ago that the play ends today)",
        };
        var command = new Command("serve", "Serve the four services on one address") { empty, data, urls, cases, seed, asOf };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var app = await Starting.Of(
                    () => LocalExchange.Build(parsed.GetValue(data)?.FullName ?? ".data", parsed.GetValue(urls)!),
                    cancellation
                );
                if (app is null)
                {
                    return Starting.Refused;
                }
                var url = app.Urls.First();
                if (!parsed.GetValue(empty))
                {
                    await FirstLook(
                        ExchangeAddress.Of(url)!,
                        cases: parsed.GetValue(cases),
                        seed: parsed.GetValue(seed),
                        asOf: parsed.GetValue(asOf),
                        cancellation
                    );
                }
                Console.WriteLine($"Exchange is ready on {url} (API reference: {url}/reference)");
                await app.WaitForShutdownAsync(cancellation);
                return 0;
            }
        );
        return command;
    }

    /// <summary>On an empty store the sample is imported and played; what is already there is served as it is.</summary>
    private static async Task FirstLook(ExchangeAddress at, int cases, int seed, DateOnly? asOf, CancellationToken cancellation)
    {
        if (await DemoRun.ContentOf(at) != CourtFeedContent.Empty)
        {
            return;
        }
        var days = DemoRun.LawDaysAt(at);
        var today = await days.Look();
        var sample = new SampleOptions
        {
            Cases = cases,
            Seed = seed,
            AsOf = asOf ?? today.AddDays(-DaysPlayed),
        };
        var outcome = await new DemoRun(at, sample, AnsiConsole.Console).Play(cancellation);
        if (outcome.PlayedUntil < today)
        {
            await days.MoveTo(today);
        }
        DemoReport.Print(outcome, AnsiConsole.Console);
    }
}
