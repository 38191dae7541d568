using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Exchange.Tests.Unit.ProcuratorateIntake.Registry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Leads.LeadSamples;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Leads;

/// <summary>An officer whose ended cases have leads again and again, beside the other officers of the court.</summary>
public sealed class OfficerLeadsTests : IAsyncLifetime
{
    private const string Service = ProcuratorateIntakeModule.Service;
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-officers-").FullName;
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2024, 7, 1, 2, 0, 0, TimeSpan.Zero));
    private readonly SqliteStores stores;
    private readonly Documents<Lead> leads;
    private readonly CaseRegistry registry;
    private readonly OfficerLeads officers;
    private int serial;

    public OfficerLeadsTests()
    {
        stores = new SqliteStores(folder);
        var store = stores.Of(Service);
        leads = new Documents<Lead>(LeadIndex.Collection, store);
        var (time, calendar) = (new LawTime(machine), new CalendarInForce());
        var acts = new Acts<Lead>(leads, time, calendar, new Relay([], new RecordingBus(), machine, NullLogger<Relay>.Instance));
        registry = RegistryParts.Registry(store, acts, time, calendar, new SetAside(stores, TimeProvider.System));
        officers = new OfficerLeads(
            new Documents<CourtTally>(CourtTally.Collection, store),
            new Documents<RegisteredCase>(RegisteredCase.Collection, store),
            acts,
            time,
            calendar,
            new ModelsInForce(),
            RegistryParts.Trials(store),
            machine
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (
            var shape in (CollectionShape[])
                [RegisteredCase.Collection.Shape, leads.Shape, Failures.CollectionOf(Service).Shape, .. RegistryParts.Shapes]
        )
        {
            await stores.Of(Service).Prepare(shape, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(4, 0, 0, 0, false)] // four are too few
    [InlineData(5, 0, 0, 0, true)] // the only officer who has ended anything
    [InlineData(5, 11, 0, 0, true)] // 31 %
    [InlineData(5, 12, 0, 0, false)] // 29 %
    [InlineData(5, 5, 1, 3, true)] // 50 % to 25 %
    [InlineData(5, 6, 1, 3, false)] // 45 % to 25 %
    public async Task It_takes_five_cases_three_in_ten_and_twice_the_others(
        int with,
        int without,
        int othersWith,
        int othersWithout,
        bool fires
    )
    {
        await Arrive("甲法官", with, without);
        await Arrive("乙法官", othersWith, othersWithout);

        await Counted();

        (await Lead("甲法官") is not null).ShouldBe(fires);
        (await Lead("乙法官")).ShouldBeNull();
    }

    [Fact]
    public async Task The_lead_names_the_officer_and_the_cases_and_lapses_when_the_court_has_mended_them()
    {
        var faulty = await Arrive("甲法官", 5, 0);
        await Counted();
        var lead = (await Lead("甲法官"))!;

        lead.Officer.ShouldBe("甲法官");
        lead.State.ShouldBe(LeadState.New);
        lead.CaseNumber.ShouldBe(faulty[0].CaseNumber);
        lead.Explanation.Causes.Single().Code.ShouldBe("officer-repeats");
        lead.Explanation.Causes.Single()
            .Facts.Where(fact => fact.Field == "otherCase.caseNumber")
            .Select(fact => fact.Value)
            .ShouldBe(faulty.Select(record => record.CaseNumber.Value), ignoreOrder: true);

        await Arrive([faulty[0] with { NoticeSentOn = Faultless.NoticeSentOn }], revision: 2);
        await Counted();

        (await Lead("甲法官"))!.State.ShouldBe(LeadState.Lapsed);
    }

    [Fact]
    public async Task Counting_again_says_nothing_twice_and_looks_only_where_something_has_changed()
    {
        await Arrive("甲法官", 6, 0);
        await Counted();
        await Arrive("乙法官", 0, 1);
        await Counted();
        var counted = (await Lead("甲法官"))!;

        counted.Dossier.Count.ShouldBe(1);
        (await Counted()).ShouldBe(0);
        (await Lead("甲法官"))!.Revision.ShouldBe(counted.Revision);
    }

    [Fact]
    public async Task A_court_is_counted_once_its_cases_have_come_in_or_after_ten_minutes_all_the_same()
    {
        await Arrive("甲法官", 6, 0);
        machine.Advance(TimeSpan.FromSeconds(9));
        (await officers.Sweep(Stop)).ShouldBe(0);
        await Arrive("乙法官", 0, 1);
        machine.Advance(TimeSpan.FromSeconds(9));
        (await officers.Sweep(Stop)).ShouldBe(0);
        machine.Advance(TimeSpan.FromSeconds(1));
        (await officers.Sweep(Stop)).ShouldBe(1);

        await Arrive("丙法官", 6, 0);
        for (var passed = 0; passed < 600; passed += 5)
        {
            machine.Advance(TimeSpan.FromSeconds(5));
            await Arrive("丁法官", 0, 2);
        }
        (await officers.Sweep(Stop)).ShouldBe(2);
    }

    /// <summary>How many leads have changed once nothing has come in for a while.</summary>
    private Task<int> Counted()
    {
        machine.Advance(TimeSpan.FromHours(1));
        return officers.Sweep(Stop);
    }

    private async Task<Lead?> Lead(string officer) =>
        (await leads.Find(LoopIds.Lead(nameof(CrossCaseOfficer), $"{Faultless.CourtCode.Value}/{officer}"), Stop))?.Value;

    private async Task<IReadOnlyList<CaseRecord>> Arrive(string officer, int with, int without)
    {
        var records = Enumerable
            .Repeat(NoNotice, with)
            .Concat(Enumerable.Repeat(Faultless, without))
            .Select(record => record with { Officer = officer, CaseNumber = CaseNumber.Parse($"（2024）浙0602执{5000 + serial++}号") })
            .ToList();
        await Arrive(records, revision: 1);
        return records;
    }

    private async Task Arrive(List<CaseRecord> records, long revision)
    {
        if (records.Count == 0)
        {
            return;
        }
        await registry.Handle(
            new CaseRecordsChanged
            {
                Id = $"M{serial}@{revision}",
                OccurredAt = machine.GetUtcNow(),
                Division = Faultless.Division,
                Correlation = "",
                Court = Faultless.CourtCode,
                Cases =
                [
                    .. records.Select(record => new CaseRecordChanged
                    {
                        CaseNumber = record.CaseNumber,
                        Revision = revision,
                        Hash = $"{record.CaseNumber}@{revision}",
                        Record = record,
                    }),
                ],
            },
            Stop
        );
    }
}
