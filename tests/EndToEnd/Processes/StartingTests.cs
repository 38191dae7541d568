using System.Net;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Tests.EndToEnd.Doors;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Processes;

/// <summary>How a service starts, waits for what it needs, refuses what cannot be, and stops.</summary>
[Trait(ExchangeRun.Needs, ExchangeRun.Servers)]
public sealed class StartingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_that_come_before_broker_store_and_topology_wait_and_then_do_their_work()
    {
        var servers = await TestServers.Get();
        await using var store = Wire.To(servers.Store);
        store.Cut();
        var early = new ProcessesWanted
        {
            Topology = false,
            Settings = new Dictionary<string, string> { ["Store:Mongo"] = store.ConnectionString },
        };
        await using var processes = await ExchangeProcesses.Started(early, Stop);
        foreach (var process in processes.All)
        {
            await processes.Says(process, "store", Stop);
            (await processes.Readiness(process, Stop)).Status.ShouldNotBe(HttpStatusCode.OK);
        }

        store.Mend();
        foreach (var process in processes.All)
        {
            await processes.Says(process, "The broker at", Stop);
            (await processes.Readiness(process, Stop)).Status.ShouldNotBe(HttpStatusCode.OK);
        }

        (await processes.Broker.Apply()).ShouldBeEmpty();
        await processes.Ready(Stop);
        using var clerk = new Desk(processes.Door, Desk.TokenOf(Roles.CourtClerk, "330602"));
        using var procurator = new Desk(processes.Door, Desk.TokenOf(Roles.Procurator, "330602"));
        var number = SampleRecord.NumberOf(1);
        (await clerk.Post("/court/v1/cases", SampleRecord.Of(number))).Ok();
        await procurator.Until("/procuratorate/v1/leads?caseNumber=" + Uri.EscapeDataString(number), page => page.Items.Count > 0);
    }

    [Theory]
    [InlineData("Store:Mongo", "", "Store:Mongo is missing (or Store:MongoFile, the file that holds it).")]
    [InlineData("Broker:Address", "", "Broker:Address is missing.")]
    [InlineData("Access:Development", "false", "Access:Authority is missing, the OIDC issuer of the tokens.")]
    [InlineData(
        "Development:Peers",
        "http://example.com",
        "Development:Peers names 'http://example.com', which is no loopback URL like http://127.0.0.1:5082."
    )]
    public async Task A_setting_that_cannot_be_is_named_in_one_line(string key, string value, string line)
    {
        await using var processes = await ExchangeProcesses.Started(
            new ProcessesWanted
            {
                Topology = false,
                Settings = new Dictionary<string, string> { [key] = value },
            },
            Stop
        );
        foreach (var process in processes.All)
        {
            (await process.Ended(Stop)).ShouldBe(2);
            process.Log.ShouldBe([line]);
        }
    }

    [Fact]
    public async Task A_busy_address_is_named_in_one_line_and_a_stop_in_good_order_is_no_failure()
    {
        await using var processes = await ExchangeProcesses.Start(cancellation: Stop);
        var court = processes[Catalogue.Court];
        using var second = court.Twin();
        second.Start();
        (await second.Ended(Stop)).ShouldBe(2);
        second.Log[^1].ShouldBe($"Failed to bind to address {court.Url.GetLeftPart(UriPartial.Authority)}: address already in use.");
        second.Log.ShouldNotContain(line => line.TrimStart().StartsWith("at "), "no stack trace");

        (await court.Stop(Stop)).ShouldBe(0);
    }
}
