using System.CommandLine;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Exchange.Hosting;
using Exchange.Local.Demo;
using Exchange.SampleData;
using Spectre.Console;

namespace Exchange.Local;

/// <summary>
/// <c>demo [--at URL...] [--json FILE] [--cases N] [--seed S] [--as-of DAY] [--data DIR]</c>: plays all agencies and exits; non-zero
/// when a loop is neither closed nor waiting on a named owner with a clock.
/// </summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var at = new Option<string[]>("--at")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = $"Play on services that run already: {ExchangeAddress.Expected}",
        };
        var json = new Option<FileInfo?>("--json") { Description = "Write what happened as JSON" };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder of the four databases (default: a temporary one)" };
        var cases = SampleArguments.Cases();
        var seed = SampleArguments.Seed();
        var asOf = SampleArguments.AsOf();
        var command = new Command("demo", "Play all agencies on a sample, then exit") { at, json, data, cases, seed, asOf };
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is { Implicit: false } && result.GetResult(data) is { Implicit: false })
            {
                result.AddError("--at plays on services that have their own stores; leave --data away.");
            }
        });
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var sample = SampleArguments.Read(parsed, cases, seed, asOf);
                var file = parsed.GetValue(json);
                if (parsed.GetValue(at) is not { Length: > 0 } urls)
                {
                    return await PlayHere(parsed.GetValue(data)?.FullName, sample, file, cancellation);
                }
                if (ExchangeAddress.Of(urls) is not { } address)
                {
                    await Console.Error.WriteLineAsync($"--at: {ExchangeAddress.Expected}.");
                    return 2;
                }
                try
                {
                    return await Play(address, sample, file, cancellation);
                }
                catch (HttpRequestException e)
                {
                    await Console.Error.WriteLineAsync($"The services do not all answer: {e.Message}");
                    return Starting.Refused;
                }
            }
        );
        return command;
    }

    /// <summary>On an exchange of its own in this process, gone afterwards.</summary>
    private static async Task<int> PlayHere(string? data, SampleOptions sample, FileInfo? json, CancellationToken cancellation)
    {
        var temporary = data is null ? Directory.CreateTempSubdirectory("exchange-demo-").FullName : null;
        try
        {
            await using var app = await Starting.Of(() => LocalExchange.Build(data ?? temporary!, "http://127.0.0.1:0"), cancellation);
            if (app is null)
            {
                return Starting.Refused;
            }
            try
            {
                return await Play(ExchangeAddress.Of(app.Urls.First())!, sample, json, cancellation);
            }
            finally
            {
                await app.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            if (temporary is not null)
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static async Task<int> Play(ExchangeAddress at, SampleOptions sample, FileInfo? json, CancellationToken cancellation)
    {
        if (await at.NotReady(cancellation) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 2;
        }
        if (await DemoRun.ContentOf(at) == CourtFeedContent.Real)
        {
            await Console.Error.WriteLineAsync("This store holds real imports: the demo does not play on it. Choose another store.");
            return 3;
        }
        var outcome = await new DemoRun(at, sample, AnsiConsole.Console).Play(cancellation);
        DemoReport.Print(outcome, AnsiConsole.Console);
        if (json is not null)
        {
            await using var stream = json.Create();
            await JsonSerializer.SerializeAsync(stream, outcome, ExchangeJson.Options, cancellation);
        }
        return outcome.Holds ? 0 : 1;
    }
}
