using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Opinions;
using Exchange.CreditRepair.Repairs;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Opinions;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Exchange.Tests.Unit.CreditRepair;
using Exchange.Tests.Unit.ProcuratorateIntake.Opinions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Calendar;

/// <summary>What was provisional is counted again when a year's notice is loaded, however often the counting is cut short.</summary>
public sealed class CountingTests : IAsyncLifetime
{
    private const string Service = "lamps";
    private static readonly Collection<ActsTests.Lamp> Lamps = AggregateCollection.Of<ActsTests.Lamp>(Service, "lamps");
    private static readonly DateOnly Wednesday = new(2026, 12, 30);
    private static readonly CalendarDay NewYear = new(new DateOnly(2027, 1, 1), CalendarDayKind.Holiday, "元旦", "国办");
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-calendar-").FullName;
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2026, 12, 30, 2, 0, 0, TimeSpan.Zero));
    private readonly SqliteStores stores;
    private readonly Documents<ActsTests.Lamp> lamps;

    public CountingTests()
    {
        stores = new SqliteStores(folder);
        lamps = new Documents<ActsTests.Lamp>(Lamps, stores.Of(Service));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var shape in new[] { Lamps.Shape, CalendarNotices.CollectionOf(Service).Shape, CalendarNotices.MovedOf(Service).Shape })
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
    public async Task Clocks_are_counted_again_and_those_that_moved_are_listed_once()
    {
        await Lit("moves", StatutoryClocks.ListingLift, Wednesday);
        await Lit("stays", StatutoryClocks.OpinionAnswer, new DateOnly(2026, 10, 12));
        await Lit("settled", StatutoryClocks.ListingLift, new DateOnly(2026, 3, 2));
        await Store(Notice());

        using (var process = new Process(this))
        {
            await process.Counting.Look(Stop);
            await process.Counting.Look(Stop);
        }

        (await Due("moves")).ShouldBe((new DateOnly(2027, 1, 5), false));
        (await Due("stays")).ShouldBe((new DateOnly(2027, 1, 12), false));
        (await lamps.Find("stays", Stop))!.Value.Dossier[^1].Note.ShouldBe("Notice 2027-1: no longer provisional.");
        (await lamps.Find("settled", Stop))!.Value.Revision.ShouldBe(1);
        (await Moved()).ShouldBe([
            new MovedClock(
                "2027-1",
                "lamps",
                "moves",
                "listingLift",
                Wednesday,
                "court:浙0602",
                new DateOnly(2027, 1, 4),
                new DateOnly(2027, 1, 5)
            ),
        ]);
        (await Stored()).State.ShouldBe(CalendarNoticeState.Completed);
    }

    [Fact]
    public async Task A_counting_cut_short_goes_on_where_it_was_and_leaves_nothing_unlisted()
    {
        for (var i = 0; i < 250; i++)
        {
            await Lit($"lamp{i:000}", StatutoryClocks.ListingLift, Wednesday);
        }
        await Store(Notice());

        using (var process = new Process(this, dieOnPage: 2))
        {
            await Should.ThrowAsync<InvalidOperationException>(() => process.Counting.Look(Stop));
        }
        (await Stored()).Position.ShouldBe(new CountingPosition("lamps", "lamp199"));
        (await Moved()).Count.ShouldBe(200);

        using (var process = new Process(this))
        {
            await process.Counting.Look(Stop);
        }
        (await Stored()).State.ShouldBe(CalendarNoticeState.Completed);
        (await Moved()).Count.ShouldBe(250);
        (await lamps.Find("lamp000", Stop))!.Value.Revision.ShouldBe(2);
        (await Due("lamp249")).ShouldBe((new DateOnly(2027, 1, 5), false));
    }

    [Fact]
    public async Task Every_notice_counts_before_a_process_begins_to_work()
    {
        await Store(Notice() with { State = CalendarNoticeState.Completed });
        await Store(
            Notice() with
            {
                Id = "2027-2",
                LoadedAt = machine.GetUtcNow().AddDays(1),
                State = CalendarNoticeState.Completed,
                Days = [NewYear with { Kind = CalendarDayKind.Workday }, NewYear with { Date = new DateOnly(2027, 1, 4) }],
            }
        );

        using var process = new Process(this);
        await process.Counting.StartAsync(Stop);

        process.Calendar.Now.Covers(NewYear.Date).ShouldBeTrue();
        process.Calendar.Now.IsWorkingDay(NewYear.Date).ShouldBeTrue("the later notice holds");
        process.Calendar.Now.IsWorkingDay(new DateOnly(2027, 1, 4)).ShouldBeFalse();
        await process.Counting.StopAsync(Stop);
    }

    [Fact]
    public void The_court_says_the_day_to_which_its_answer_has_moved_and_keeps_one_clock()
    {
        var issued = ReceivedOpinion
            .Hear(
                null,
                new OpinionIssued
                {
                    OpinionId = "o",
                    Side = OpinionSide,
                    Sequence = 1,
                },
                On(new(2026, 10, 1))
            )
            .ShouldBeOfType<Accepted<ReceivedOpinion>>()
            .Next;
        var received = issued
            .Receive(new ReceiptBody { ReceiptNumber = "收1" }, On(new(2026, 10, 1)))
            .ShouldBeOfType<Accepted<ReceivedOpinion>>()
            .Next;
        received.Side.AnswerClock!.DueOn.ShouldBe(NewYear.Date);

        var counted = (ReceivedOpinion)received.CountAgain(On(Wednesday, With2027()));

        counted.Side.AnswerClock!.DueOn.ShouldBe(new DateOnly(2027, 1, 4));
        counted.Clocks.Single(c => c.IsRunning).ShouldBe(counted.Side.AnswerClock);
    }

    [Fact]
    public void A_court_that_has_more_days_than_it_seemed_is_not_overdue()
    {
        var side = Opinions.ReceivedSide(new DateOnly(2026, 10, 1));
        var received = Opinions
            .Issued()
            .HearCourt(
                new OpinionReceived
                {
                    OpinionId = Opinions.Id,
                    Side = side,
                    Sequence = 2,
                },
                On(new(2026, 10, 1))
            )
            .Next();
        var overdue = received.OnClock(On(new(2027, 1, 2))).Next();
        overdue.AnswerOverdue.ShouldBeTrue();

        var counted = (Opinion)overdue.CountAgain(On(new(2027, 1, 2), With2027()));

        counted.AnswerOverdue.ShouldBeFalse();
        counted.WakeOn.ShouldBe(new DateOnly(2027, 1, 5));
        counted.Clocks.Single(c => c.IsRunning).DueOn.ShouldBe(new DateOnly(2027, 1, 4));
    }

    [Fact]
    public void A_repair_that_is_watched_is_due_by_its_new_day()
    {
        var watching = ((Repair?)null)
            .Hear(Desk.Performed with { PerformedOn = Wednesday }, On(Wednesday))
            .ShouldBeOfType<Accepted<Repair>>()
            .Next;
        watching.DueOn.ShouldBe(new DateOnly(2027, 1, 4));

        var counted = (Repair)watching.CountAgain(On(Wednesday, With2027()));

        counted.DueOn.ShouldBe(new DateOnly(2027, 1, 5));
        counted.WakeOn.ShouldBe(new DateOnly(2027, 1, 6));
    }

    private static ProcuratorateOpinionSide OpinionSide => Opinions.Issued().Side with { IssuedOn = new DateOnly(2026, 10, 1) };

    private static WorkCalendar With2027() => WorkCalendar.Published.With([NewYear]);

    private static Moment On(DateOnly day, WorkCalendar? calendar = null) =>
        Opinions.On(day) with
        {
            Calendar = calendar ?? WorkCalendar.Published,
        };

    private CalendarNotice Notice() =>
        new()
        {
            Id = "2027-1",
            Year = 2027,
            Days = [NewYear],
            LoadedBy = "operator",
            LoadedAt = machine.GetUtcNow(),
        };

    private async Task Store(CalendarNotice notice) =>
        (await CalendarNotices.Of(stores, Service).Write(notice, 0, [], Stop)).ShouldBeTrue();

    private async Task<CalendarNotice> Stored() => (await CalendarNotices.Of(stores, Service).Find("2027-1", Stop))!.Value;

    private async Task<IReadOnlyList<MovedClock>> Moved() =>
        (await CalendarNotices.Moved(stores, Service).List(CalendarNotices.MovedBy(Notice(), 500), null, Stop)).Items;

    private async Task<(DateOnly, bool)> Due(string id)
    {
        var clock = (await lamps.Find(id, Stop))!.Value.Clocks.Single();
        return (clock.DueOn, clock.Provisional);
    }

    private async Task Lit(string id, ClockRule rule, DateOnly on)
    {
        using var process = new Process(this);
        await process.Acts.Hear(
            id,
            "made",
            "test",
            (_, moment) =>
                new ActsTests.Lamp
                {
                    Id = id,
                    Division = DivisionCode.Parse("330602"),
                    Office = "court:浙0602",
                    Correlation = id,
                    Clocks = [StatutoryClock.Start(rule, on, "court:浙0602", moment.Calendar)],
                },
            Stop
        );
    }

    /// <summary>One process of the service on the stored state.</summary>
    private sealed class Process : IDisposable
    {
        private readonly Relay relay;

        public Process(CountingTests world, int? dieOnPage = null)
        {
            relay = new Relay([], new RecordingBus(), world.machine, NullLogger<Relay>.Instance);
            Acts = new Acts<ActsTests.Lamp>(world.lamps, new LawTime(world.machine), Calendar, relay);
            var again = new ClocksAgain<ActsTests.Lamp>(world.lamps, Acts, Calendar, world.stores);
            Counting = new CalendarCounting(
                [new ServiceName(Service, Service)],
                [dieOnPage is { } page ? new DyingOn(page, again) : again],
                world.stores,
                Calendar,
                world.machine,
                NullLogger<CalendarCounting>.Instance
            );
        }

        public CalendarInForce Calendar { get; } = new();

        public Acts<ActsTests.Lamp> Acts { get; }

        public CalendarCounting Counting { get; }

        public void Dispose()
        {
            Counting.Dispose();
            relay.Dispose();
        }
    }

    private sealed class DyingOn(int page, ICountAgain kind) : ICountAgain
    {
        private int pages;

        public string Service => kind.Service;

        public string Kind => kind.Kind;

        public Task<string?> Page(CalendarNotice notice, string? after, CancellationToken cancellation) =>
            ++pages == page ? throw new InvalidOperationException("killed") : kind.Page(notice, after, cancellation);
    }
}
