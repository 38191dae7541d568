using Exchange.Access;
using Exchange.Contracts;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Processes;

/// <summary>One law day in all processes, which outlives each of them.</summary>
[Trait(ExchangeRun.Needs, ExchangeRun.Servers)]
public sealed class LawDayTests
{
    private const string Door = "/dev/law-day";

    [Fact]
    public async Task Moved_at_one_service_it_moves_at_all_names_who_is_away_and_is_remembered_by_who_comes_back()
    {
        await using var run = await ProcessRun.Alone(new DateOnly(2026, 7, 1));
        foreach (var process in run.Processes.All)
        {
            (await DayAt(process)).ShouldBe("2026-07-01");
        }

        var police = run.Processes[Catalogue.Police];
        police.Kill();
        var refused = await At(run.Processes[Catalogue.Credit]).Put(Door, new { day = "2026-07-10" });
        refused.Status.ShouldBe(502);
        refused.Code.ShouldBe("peer");
        refused.Places.ShouldBe([police.Url.GetLeftPart(UriPartial.Authority)]);
        (await DayAt(run.Processes[Catalogue.Court])).ShouldBe("2026-07-10", "the others have moved");

        police.Start();
        await run.Processes.Ready(police);
        (await DayAt(police)).ShouldBe("2026-07-01", "what it last knew");
        (await At(run.Processes[Catalogue.Credit]).Put(Door, new { day = "2026-07-10" })).Ok();
        (await DayAt(police)).ShouldBe("2026-07-10");
    }

    [Fact]
    public async Task A_second_instance_that_nobody_asked_follows_soon()
    {
        var unaware = new ProcessesWanted
        {
            Instances = 2,
            Settings = new Dictionary<string, string> { ["Development:Peers"] = "" },
        };
        await using var run = await ProcessRun.Alone(wanted: unaware);
        (await At(run.Processes[Catalogue.Court]).Put(Door, new { day = "2026-07-01" })).Ok();

        await At(run.Processes[Catalogue.Court, 1]).Until(Door, answer => answer["day"].GetValue<string>() == "2026-07-01");
        (await DayAt(run.Processes[Catalogue.Police])).ShouldNotBe("2026-07-01", "another service has a day of its own");
    }

    private static Desk At(ServiceProcess process) => new(path => new Uri(process.Url, path), Desk.TokenOf(Roles.Operator, "000000"));

    private static async Task<string> DayAt(ServiceProcess process)
    {
        using var desk = At(process);
        return (await desk.Get(Door)).Ok()["day"].GetValue<string>();
    }
}
