using System.CommandLine;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Exchange.Local.Demo;
using Spectre.Console;

namespace Exchange.Local;

/// <summary>
/// <c>demo [--json FILE] [--cases N] [--seed S] [--as-of DAY] [--data DIR]</c>: plays all agencies and exits; non-zero when a
/// loop is neither closed nor waiting on a named owner with a clock.
/// </summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var json = new Option<FileInfo?>("--json") { Description = "Write what happened as JSON" };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder of the four databases (default: a temporary one)" };
        var cases = SampleArguments.Cases();
        var seed = SampleArguments.Seed();
        var asOf = SampleArguments.AsOf();
        var command = new Command("demo", "Play all agencies on a sample, then exit") { json, data, cases, seed, asOf };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var folder = parsed.GetValue(data)?.FullName;
                var temporary = folder is null ? Directory.CreateTempSubdirectory("exchange-demo-").FullName : null;
                var app = LocalExchange.Build(folder ?? temporary!, "http://127.0.0.1:0");
                try
                {
                    await app.StartAsync(cancellation);
                    if (await CourtFeedContents.Of(app.Services, cancellation) == CourtFeedContent.Real)
                    {
                        await Console.Error.WriteLineAsync(
                            "This store holds real imports: the demo does not play on it. Choose another --data."
                        );
                        return 3;
                    }
                    var outcome = await new DemoRun(
                        app,
                        app.Urls.First(),
                        SampleArguments.Read(parsed, cases, seed, asOf),
                        AnsiConsole.Console
                    ).Play(cancellation);
                    DemoReport.Print(outcome, AnsiConsole.Console);
                    if (parsed.GetValue(json) is { } file)
                    {
                        await using var stream = file.Create();
                        await JsonSerializer.SerializeAsync(stream, outcome, ExchangeJson.Options, cancellation);
                    }
                    return outcome.Holds ? 0 : 1;
                }
                finally
                {
                    await app.StopAsync(CancellationToken.None);
                    await app.DisposeAsync();
                    if (temporary is not null)
                    {
                        Directory.Delete(temporary, recursive: true);
                    }
                }
            }
        );
        return command;
    }
}
