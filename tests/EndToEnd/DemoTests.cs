using System.Diagnostics;
using Exchange.Access;
using Exchange.Local;
using Exchange.Local.Demo;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace Exchange.Tests.EndToEnd;

/// <summary>The demo, and what the program prints and returns.</summary>
public sealed class DemoTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_demo_finds_exactly_what_was_planted_and_leaves_no_loop_in_silence(int seed)
    {
        await using var run = await LocalRun.Start();
        var sample = new SampleOptions
        {
            Cases = 600,
            Seed = seed,
            AsOf = new DateOnly(2026, 7, 1),
        };
        using var quiet = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(quiet) });
        var outcome = await new DemoRun(ExchangeAddress.Of(run.Url)!, sample, console).Play(TestContext.Current.CancellationToken);

        outcome.Missing.ShouldBeEmpty();
        outcome.Unexpected.ShouldBeEmpty();
        outcome.Leads.ShouldNotBeEmpty();
        outcome.Unowned.ShouldBeEmpty();
        outcome.Loops.ShouldContain(loop => loop.Ended);
        outcome.Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task The_demo_does_not_play_on_a_store_with_real_imports()
    {
        await using var run = await LocalRun.Start();
        (await run.As(Roles.CourtClerk, "330602").Post("/court/v1/cases", SampleRecord.Of(SampleRecord.NumberOf(1)))).Ok();
        await run.Stop();

        var played = await Program("demo", "--cases", "20", "--data", run.Data);
        played.Code.ShouldBe(3, played.Error);
        played.Error.ShouldContain("real imports");
    }

    [Fact]
    public async Task A_token_is_printed_alone_and_opens_the_doors()
    {
        var printed = await Program("token", "--role", "procurator", "--division", "330602");
        printed.Code.ShouldBe(0);
        printed.Error.ShouldBeEmpty();
        printed.Lines.ShouldHaveSingleItem().Split('.').Length.ShouldBe(3);

        await using var run = await LocalRun.Start();
        (await run.AsBearer(printed.Lines[0]).Get("/procuratorate/v1/leads")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_token_for_nobody_known_is_refused_on_the_error_output()
    {
        var printed = await Program("token", "--role", "emperor", "--division", "330602");
        printed.Code.ShouldBe(2);
        printed.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Serving_prints_one_line_once_it_is_ready()
    {
        var data = Directory.CreateTempSubdirectory("exchange-").FullName;
        using var process = Begin("serve", "--empty", "--data", data, "--urls", "http://127.0.0.1:0");
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var line = await process.StandardOutput.ReadLineAsync(patience.Token);
            line.ShouldNotBeNull().ShouldStartWith("Exchange is ready on http://127.0.0.1:");
            using var http = new HttpClient();
            var ready = await http.GetAsync(new Uri(line.Split(' ')[4] + "/health/ready"), patience.Token);
            ((int)ready.StatusCode).ShouldBe(200);
            process.Kill();
            (await process.StandardOutput.ReadToEndAsync(patience.Token)).ShouldBeEmpty();
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
            Directory.Delete(data, recursive: true);
        }
    }

    private sealed record Printed(int Code, IReadOnlyList<string> Lines, string Error);

    private static async Task<Printed> Program(params string[] arguments)
    {
        using var process = Begin(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Printed(process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
    }

    private static Process Begin(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [typeof(LocalExchange).Assembly.Location, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
