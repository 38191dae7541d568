using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Exchange.Contracts;
using Exchange.Local;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Processes;

/// <summary>The demo as anybody starts it, on four services that run by themselves.</summary>
[Trait(ExchangeRun.Needs, ExchangeRun.Servers)]
public sealed partial class DemoOnProcessesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_of_each_service_share_the_work_and_the_demo_finds_exactly_what_was_planted()
    {
        await using var run = await ProcessRun.Alone(wanted: new ProcessesWanted { Instances = 2 });
        string[] services = [Catalogue.Court, Catalogue.Procuratorate, Catalogue.Police, Catalogue.Credit];

        var played = await Demo(services.Select(service => run.Processes[service].Url));

        played.Code.ShouldBe(0, played.Output);
        played.Output.ShouldContain("missing 0, unexpected 0");
        foreach (var process in run.Processes.All)
        {
            (await Heard(process)).ShouldBeGreaterThan(0, $"{process} took no part");
        }
    }

    [Fact]
    public async Task It_says_in_one_line_which_service_it_cannot_play_with()
    {
        var played = await Demo([new Uri("http://127.0.0.1:9/")]);
        played.Code.ShouldBe(2);
        played.Output.Trim().ShouldStartWith("http://127.0.0.1:9/ does not answer");
        played.Output.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_plays_on_one_address_or_on_four()
    {
        var played = await Demo([new Uri("http://127.0.0.1:9/"), new Uri("http://127.0.0.1:10/")]);
        played.Code.ShouldBe(2);
        played.Output.Trim().ShouldBe($"--at: {ExchangeAddress.Expected}.");
    }

    private static async Task<(int Code, string Output)> Demo(IEnumerable<Uri> at)
    {
        string[] arguments =
        [
            typeof(LocalExchange).Assembly.Location,
            "demo",
            "--as-of",
            "2026-07-01",
            "--at",
            .. at.Select(url => url.ToString()),
        ];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        var error = process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>How many messages this instance took from its queues.</summary>
    private static async Task<long> Heard(ServiceProcess process)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(process.Url, "/metrics"), Stop);
        return Handled().Matches(metrics).Sum(m => long.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        @"^exchange_messages_handled_total\{[^}]*\} (?<count>\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Handled();
}
