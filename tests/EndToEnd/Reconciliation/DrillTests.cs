using Exchange.Access;
using Exchange.Contracts;
using Exchange.Local;
using Exchange.Local.Demo;
using Exchange.SampleData;
using Exchange.Storage;
using Exchange.Tests.EndToEnd.Feeds;
using Exchange.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace Exchange.Tests.EndToEnd.Reconciliation;

/// <summary>
/// The drill (演练): a sample and its loops are played, the four stores are backed up at four moments of it, all are restored, and one
/// reconciliation later the agencies agree again, or a person is shown where they do not.
/// </summary>
public sealed class DrillTests
{
    public static readonly string[] Services = [Catalogue.Court, Catalogue.Procuratorate, Catalogue.Police, Catalogue.Credit];

    private static readonly SampleOptions Sample = new()
    {
        Cases = 300,
        Seed = 11,
        AsOf = new DateOnly(2026, 7, 1),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Whose backup is the oldest, whose the next.</summary>
    public static TheoryData<string> Orders =>
        [
            string.Join(' ', Services),
            string.Join(' ', Services.Reverse()),
            string.Join(' ', Catalogue.Procuratorate, Catalogue.Credit, Catalogue.Court, Catalogue.Police),
        ];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Four_stores_restored_from_four_moments_agree_again(string order)
    {
        await using var run = await LocalRun.Start(Sample.AsOf);
        await Drill(run, new SqliteBackups(run.Data), order.Split(' '));
    }

    [Fact]
    public async Task On_the_real_store_too()
    {
        var servers = await TestServers.Get();
        await using var backups = new MongoBackups(servers.Store, $"drill{Guid.NewGuid():N}"[..13] + "-");
        await using var run = await LocalRun.Start(Sample.AsOf, configure: builder => builder.Services.AddSingleton(_ => backups.Stores()));
        await Drill(run, backups, Services);
    }

    private static async Task Drill(LocalRun run, IBackups backups, IReadOnlyList<string> order)
    {
        using var quiet = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(quiet) });
        var play = new DemoRun(ExchangeAddress.Of(run.Url)!, Sample, console).Play(Stop);
        await TakeTurns(run, backups, order, play);
        var outcome = await play;
        var faultless = await Look(run);
        await run.Stop();
        foreach (var service in order)
        {
            await backups.Restore(service);
        }

        await run.Start();
        await run.MoveTo(outcome.PlayedUntil);
        // What came by feeds after the procuratorate's backup is nobody else's to say again: it is delivered once more.
        foreach (var feed in SampleFeeds.Generate(Sample).GroupBy(fact => fact.Kind, fact => fact.Cells))
        {
            await run.As(Roles.Procurator, Sample.City).Deliver(feed.Key, SampleFeed.Csv(feed.Key, feed));
        }
        await Task.WhenAll(Services.Select(service => Reconcile(run, service)));
        await Task.WhenAll(Services.Select(service => Reconcile(run, service)));

        var shelves = await Look(run);
        shelves.CasesThatDiffer().ShouldBeEmpty();
        shelves.Cases.ShouldBe(faultless.Cases, ignoreOrder: true);
        // What was said after the backups of court and registry both is gone; every other record is there and judged as it was.
        var same = shelves.SameAs(faultless);
        same.Count.ShouldBeGreaterThan(Sample.Cases * 9 / 10);
        shelves.Findings(same).ShouldBe(faultless.Findings(same));
        shelves.Findings(shelves.Cases).Except(shelves.Leads).ShouldBeEmpty();
        // A correction that is lost on both shelves leaves the case as it was, and time goes on for it.
        shelves.Leads.Where(lead => same.Contains(lead.Split(' ')[0])).Except(faultless.Leads).ShouldBeEmpty();
        shelves.WordsNotHeard().ShouldBeEmpty();
        shelves.LossesThatNobodySees().ShouldBeEmpty();
        shelves.Losses.ShouldBeGreaterThan(0, "the drill has lost something, or it proves nothing");
    }

    /// <summary>The first backup when the sample has just begun to come in, the others days of the law apart.</summary>
    private static async Task TakeTurns(LocalRun run, IBackups backups, IReadOnlyList<string> order, Task play)
    {
        var days = (int[])[0, 5, 40, 100];
        var desk = run.As(Roles.Operator, "000000");
        await run.As(Roles.Procurator, Sample.City).Until("/procuratorate/v1/statistics", a => a["records"].GetValue<long>() > 0);
        for (var turn = 0; turn < order.Count; turn++)
        {
            var day = Sample.AsOf.AddDays(days[turn]).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            while (!play.IsCompleted && string.CompareOrdinal((await desk.Get("/dev/law-day")).Ok()["day"].GetValue<string>(), day) < 0)
            {
                await Task.Delay(20, Stop);
            }
            play.IsCompleted.ShouldBeFalse("a backup of the end loses nothing");
            await backups.Take(order[turn]);
        }
    }

    private static async Task Reconcile(LocalRun run, string service)
    {
        var prefix = service.Split('-')[0];
        var desk = run.As(Roles.Operator, "000000");
        var begun = await desk.Post($"/{prefix}/v1/reconciliations", new { });
        begun.Status.ShouldBe(202);
        var ended = await desk.Until($"/{prefix}/v1/reconciliations/{begun["id"].GetValue<string>()}", a => a.State != "running");
        ended.State.ShouldBe("completed", ended.ToString());
    }

    private static Task<Shelves> Look(LocalRun run) => Shelves.Of(run.Services.GetRequiredService<IStores>());
}
