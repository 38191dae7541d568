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
using Exchange.ProcuratorateIntake.Statistics;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Exchange.Tests.Unit.Screening;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Leads.LeadSamples;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Registry;

/// <summary>Chunks of records as they arrive: in any order, twice, with one that is broken, and when a day comes.</summary>
public sealed class CaseRegistryTests : IAsyncLifetime
{
    private const string Service = ProcuratorateIntakeModule.Service;
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-registry-").FullName;
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2024, 7, 1, 2, 0, 0, TimeSpan.Zero));
    private readonly SqliteStores stores;
    private readonly Documents<RegisteredCase> cases;
    private readonly Documents<Lead> leads;
    private readonly Acts<Lead> acts;
    private readonly LawTime time;
    private readonly Watch watch = new();
    private readonly ModelsInForce models = new();
    private readonly CaseRegistry registry;

    public CaseRegistryTests()
    {
        stores = new SqliteStores(folder);
        cases = new Documents<RegisteredCase>(RegisteredCase.Collection, stores.Of(Service));
        leads = new Documents<Lead>(LeadIndex.Collection, stores.Of(Service));
        time = new LawTime(machine);
        var relay = new Relay([], new RecordingBus(), machine, NullLogger<Relay>.Instance);
        acts = new Acts<Lead>(leads, time, new CalendarInForce(), relay);
        var setAside = new SetAside(stores, TimeProvider.System);
        registry = RegistryParts.Registry(stores.Of(Service), acts, time, new CalendarInForce(), setAside, models, watch);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var shape in (CollectionShape[])[cases.Shape, leads.Shape, Failures.CollectionOf(Service).Shape, .. RegistryParts.Shapes])
        {
            await stores.Of(Service).Prepare(shape, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_record_is_stored_and_judged_and_raises_its_lead()
    {
        await Arrives(Changed(NoNotice));
        var row = await Row(NoNotice);
        row.Revision.ShouldBe(1);
        row.Raised.ShouldBe(["PrematureEnding"]);
        row.JudgedAsOf.ShouldBe(Monday);
        row.Answers.Select(a => a.Rule).ShouldContain("PrematureEnding");
        (await Lead()).State.ShouldBe(LeadState.New);
        watch.Seen.Single().CaseNumber.ShouldBe(NoNotice.CaseNumber);
    }

    [Fact]
    public async Task Revisions_end_the_same_in_any_order()
    {
        await Arrives(Changed(Faultless, revision: 3));
        await Arrives(Changed(NoNotice, revision: 2));
        await Arrives(Changed(NoNoticeNoOrder, revision: 1));
        (await Row(Faultless)).Revision.ShouldBe(3);
        (await leads.Find(LeadId, Stop)).ShouldBeNull();
        watch.Seen.ShouldAllBe(record => record.NoticeSentOn.HasValue);
    }

    [Fact]
    public async Task A_message_heard_again_judges_again_though_it_stores_nothing()
    {
        await Arrives(Changed(NoNotice));
        var version = (await cases.Find(NoNotice.CaseNumber.Value, Stop))!.Version;
        await leads.Delete([LeadId], Stop); // as if the first had died before the lead was written
        await Arrives(Changed(NoNotice));
        (await Lead()).State.ShouldBe(LeadState.New);
        (await cases.Find(NoNotice.CaseNumber.Value, Stop))!.Version.ShouldBe(version);
        await Arrives(Changed(NoNotice));
        (await Lead()).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_lead_lapses_though_the_first_hearing_died_before_it_did()
    {
        await Arrives(Changed(NoNotice));
        var raised = (await leads.Find(LeadId, Stop))!;
        await Arrives(Changed(Faultless, revision: 2));
        var lapsed = (await leads.Find(LeadId, Stop))!;
        await leads.Write(raised.Value, lapsed.Version, [], Stop);
        await Arrives(Changed(Faultless, revision: 2));
        (await Lead()).State.ShouldBe(LeadState.Lapsed);
    }

    [Fact]
    public async Task An_equal_revision_that_says_something_else_is_marked_and_ours_is_kept()
    {
        await Arrives(Changed(NoNotice));
        await Arrives(Changed(Faultless) with { Hash = "other" });
        var row = await Row(NoNotice);
        row.Record.NoticeSentOn.IsNone.ShouldBeTrue();
        row.Conflict.ShouldBe(new RevisionConflict(1, "other", Monday));
        await Arrives(Changed(Faultless, revision: 2));
        (await Row(NoNotice)).Conflict.ShouldBeNull();
    }

    [Fact]
    public async Task One_bad_record_is_kept_with_its_reason_and_the_other_ninety_nine_go_in()
    {
        var chunk = Enumerable.Range(1, 100).Select(i => Changed(Numbered(NoNotice, i))).ToArray();
        chunk[41] = chunk[41] with { Record = chunk[41].Record with { CaseNumber = CaseNumber.Parse("（2024）浙0602执999号") } };
        await Arrives(chunk);
        (await cases.Totals([], [], cancellation: Stop)).Single().Count.ShouldBe(99);
        (await leads.Totals([], [], cancellation: Stop)).Single().Count.ShouldBe(99);
        var failure = (await Failures.Of(stores, Service).Query(new DocumentQuery(), Stop)).Single().Value;
        failure.Reason.ShouldContain("执999号");
        ((CaseRecordsChanged)MessageBody.Unpack(failure.Type, failure.Body)).Cases.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_bad_record_of_many_that_are_pushed_at_one_time_is_kept_as_it_was_pushed()
    {
        var records = Enumerable.Range(1, 30).Select(i => Changed(Numbered(NoNotice, i))).ToArray();
        records[17] = records[17] with { Record = records[17].Record with { CaseNumber = CaseNumber.Parse("（2024）浙0602执999号") } };
        await Task.WhenAll(
            records.Select(record =>
                registry.Handle(
                    new CaseRecordsChanged
                    {
                        Id = record.CaseNumber.Value,
                        Correlation = record.CaseNumber.Value,
                        Court = CourtCode.Parse("浙0602"),
                        Cases = [record],
                    },
                    Stop
                )
            )
        );
        (await cases.Totals([], [], cancellation: Stop)).Single().Count.ShouldBe(29);
        (await leads.Totals([], [], cancellation: Stop)).Single().Count.ShouldBe(29);
        var failure = (await Failures.Of(stores, Service).Query(new DocumentQuery(), Stop)).Single().Value;
        MessageBody.Unpack(failure.Type, failure.Body).Correlation.ShouldBe(records[17].CaseNumber.Value);
    }

    [Fact]
    public async Task What_cannot_be_judged_is_found_by_rule_and_input()
    {
        await Arrives(Changed(Faultless with { NoticeSentOn = Field<DateOnly>.Unknown }));
        var missing = await cases.Totals(["missing", "court"], [Condition.Present("missing")], cancellation: Stop);
        Funnel.CannotJudgeOf(missing).ShouldContain(new CannotJudgeFigure("PrematureEnding", "noticeSentOn", "浙0602", 1));
    }

    [Fact]
    public async Task A_day_that_changes_a_verdict_is_found_by_index_and_raises_the_lead_without_a_record()
    {
        var performed = Faultless.With(
            Faultless.Respondents[0] with
            {
                ListedOn = Records.Day("2024-02-01"),
                ListingEndsOn = Field<DateOnly>.None,
            }
        ) with
        {
            Ending = Ending.Performed,
            EndedOn = Monday,
        };
        await Arrives(Changed(performed));
        (await Row(performed)).NextJudgeOn.ShouldBe(Monday.AddDays(4));
        var due = new DueCases(cases, registry, time);
        time.MoveTo(Monday.AddDays(3));
        (await due.Sweep(Stop)).ShouldBe(0);
        time.MoveTo(Monday.AddDays(4));
        (await due.Sweep(Stop)).ShouldBe(1);
        (await due.Sweep(Stop)).ShouldBe(0);
        (await leads.Find(LoopIds.Lead("RestrictionNotLifted", performed.CaseNumber.Value), Stop))!.Value.JudgedFrom.AsOf.ShouldBe(
            Monday.AddDays(4)
        );
        (await Row(performed)).Raised.ShouldBe(["RestrictionNotLifted"]);
    }

    [Fact]
    public async Task Many_at_once_lose_nothing_and_the_highest_revision_stays()
    {
        var revisions = Enumerable.Range(1, 12).OrderBy(i => i * 7 % 12).ToList();
        await Task.WhenAll(revisions.Select(i => Arrives(Changed(i == 12 ? Faultless : NoNotice, revision: i))));
        (await Row(Faultless)).Revision.ShouldBe(12);
        if (await leads.Find(LeadId, Stop) is { } lead)
        {
            lead.Value.State.ShouldBe(LeadState.Lapsed);
            lead.Value.JudgedFrom.Revision.ShouldBe(12);
        }
    }

    [Fact]
    public async Task A_dismissal_may_be_said_again_with_the_same_words_after_the_lead_was_new_again()
    {
        var procurator = new Exchange.Access.Actor(
            "王检",
            new HashSet<string> { "procurator" },
            DivisionCode.Parse("330602"),
            "procuratorate:330602"
        );
        await Arrives(Changed(NoNotice));
        await Dismissed();
        (await Dismissed()).Changed.ShouldBeFalse();
        await Arrives(Changed(NoNoticeNoOrder, revision: 2));
        (await Lead()).State.ShouldBe(LeadState.New);
        (await Dismissed()).Value!.State.ShouldBe(LeadState.Dismissed);

        Task<ActResult<Lead>> Dismissed() =>
            acts.On(LeadId, procurator, "dismiss", Dismiss, ["procurator"], (lead, moment) => lead.Dismiss(Dismiss, moment), Stop);
    }

    [Fact]
    public async Task A_model_that_is_retired_takes_back_what_is_new_and_one_in_force_again_brings_it_back()
    {
        await Arrives(Changed(NoNotice));
        var model = Model.Untouched(PrematureEnding.Rule, NoNotice.Division);

        await Turn(((Accepted<Model>)model.Retire(new ModelActBody { Version = 1 }, Day(0))).Next);
        (await Lead()).State.ShouldBe(LeadState.Lapsed);

        await Turn(model);
        (await Lead()).State.ShouldBe(LeadState.New);

        async Task Turn(Model now)
        {
            models.Now = new ModelBook([now]);
            await registry.JudgeAgain([.. (await cases.Query(new DocumentQuery(), Stop))], Stop);
        }
    }

    private static CaseRecord Numbered(CaseRecord record, int serial) =>
        record with
        {
            CaseNumber = CaseNumber.Parse($"（2024）浙0602执{serial}号"),
        };

    private static CaseRecordChanged Changed(CaseRecord record, long revision = 1) =>
        new()
        {
            CaseNumber = record.CaseNumber,
            Revision = revision,
            Hash = $"h{revision}",
            Record = record,
        };

    private Task Arrives(params CaseRecordChanged[] chunk) =>
        registry.Handle(
            new CaseRecordsChanged
            {
                Id = "chunk",
                Court = CourtCode.Parse("浙0602"),
                Cases = [.. chunk],
            },
            Stop
        );

    private async Task<RegisteredCase> Row(CaseRecord record) => (await cases.Find(record.CaseNumber.Value, Stop))!.Value;

    private async Task<Lead> Lead() => (await leads.Find(LeadId, Stop))!.Value;

    private sealed class Watch : IWatchCases
    {
        public List<CaseRecord> Seen { get; } = [];

        public Task CasesChanged(IReadOnlyList<CaseRecord> cases, CancellationToken cancellation)
        {
            lock (Seen)
            {
                Seen.AddRange(cases);
            }
            return Task.CompletedTask;
        }
    }
}
