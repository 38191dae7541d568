using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Acts;

/// <summary>What was said is said again as it was; what was said and is lost shows, and the next word is heard all the same.</summary>
public sealed class LostWordsTests : IAsyncLifetime
{
    private const string Id = "lamp";
    private static readonly Collection<Lantern> Lanterns = AggregateCollection.Of<Lantern>(Catalogue.Police, "lanterns");
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-lost-").FullName;
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
    private readonly RecordingBus bus = new();
    private readonly SqliteStores stores;
    private readonly Documents<Lantern> lanterns;
    private readonly Acts<Lantern> acts;
    private readonly LostWords lost;

    public LostWordsTests()
    {
        stores = new SqliteStores(folder);
        lanterns = new Documents<Lantern>(Lanterns, stores.Of(Catalogue.Police));
        acts = new Acts<Lantern>(
            lanterns,
            new LawTime(machine),
            new CalendarInForce(),
            new Relay([], bus, machine, NullLogger<Relay>.Instance)
        );
        lost = new LostWords([new Speaker<Lantern>(lanterns, acts)], stores, machine);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await lanterns.Store.Prepare(Lanterns.Shape, Stop);
        await lanterns.Store.Prepare(Failures.CollectionOf(Catalogue.Police).Shape, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Its_last_word_of_each_kind_is_said_again_with_the_same_id_and_sequence()
    {
        await Says(Acknowledged());
        await Says(Returned());
        var latest = await Says(Acknowledged());
        await Sent();

        (await SayAgain(new Statement("asked", 1, null, null))).ShouldNotBeNull();

        bus.Published.Select(w => w.Id).ShouldBe(["lamp@2.0.LeadReturned", latest.Id]);
        bus.Published.Select(w => w.Sequence).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task In_the_background_only_what_was_said_within_two_days_and_for_one_court_nothing()
    {
        await Says(Acknowledged());
        await Sent();
        (await SayAgain(new Statement("asked", 1, CourtCode.Parse("浙0602"), null))).ShouldBeNull();
        machine.Advance(TimeSpan.FromDays(3));

        (await SayAgain(new Statement(Reconciliation.Background, 1, null, null))).ShouldBeNull();

        bus.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_speaker_that_no_longer_knows_its_word_notes_a_conflict_once_and_speaks_above_it()
    {
        await Says(Acknowledged());

        await Hears(sequence: 7);
        await Hears(sequence: 7);
        await Hears(sequence: 5);

        var lantern = (await lanterns.Find(Id, Stop))!.Value;
        lantern
            .Dossier.Where(e => e.Note is not null)
            .ShouldHaveSingleItem()
            .Note!.ShouldStartWith("Conflict: procuratorate-intake has heard word 7");
        (await Says(Returned())).Sequence.ShouldBeGreaterThan(7);
    }

    [Fact]
    public async Task What_it_has_heard_since_the_restore_does_not_hide_a_lost_word()
    {
        await Change();
        await Change();
        await Change();

        await Hears(sequence: 2);

        (await lanterns.Find(Id, Stop))!.Value.Dossier.ShouldContain(e => e.Note != null && e.Note.StartsWith("Conflict:"));
    }

    [Fact]
    public async Task What_it_knows_to_have_said_is_no_conflict()
    {
        var word = await Says(Acknowledged());

        await Hears(word.Sequence);

        (await lanterns.Find(Id, Stop))!.Value.Revision.ShouldBe(1);
        (await Failed()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thing_that_is_gone_is_shown_to_operators_once_and_not_again_when_they_have_discarded_it()
    {
        await Hears(sequence: 4);
        var shown = (await Failed()).ShouldHaveSingleItem();
        shown.Value.Reason.ShouldContain("'lamp', which is not here");
        var failures = Failures.Of(stores, Catalogue.Police);
        await failures.Write(shown.Value with { State = FailureState.Discarded }, shown.Version, [], Stop);

        await Hears(sequence: 4);

        (await Failed()).ShouldHaveSingleItem().Value.State.ShouldBe(FailureState.Discarded);
    }

    private ReferralPoliceSide Side => new() { Organ = DivisionCode.Parse("330602"), StoredAt = machine.GetUtcNow() };

    private LeadAcknowledged Acknowledged() => new() { ReferralId = Id, Side = Side };

    private LeadReturned Returned() => new() { ReferralId = Id, Side = Side };

    private Task<IReadOnlyList<Versioned<FailedMessage>>> Failed() =>
        Failures.Of(stores, Catalogue.Police).Query(new DocumentQuery { Limit = 10 }, Stop);

    /// <summary>The procuratorate tells how far it has heard the lantern.</summary>
    private Task Hears(long sequence) =>
        lost.Handle(
            new PoliceWordsHeard
            {
                Id = "heard",
                Words = [new WordHeard(Id, sequence, nameof(LeadAcknowledged), DivisionCode.Parse("330602"))],
            },
            Stop
        );

    private async Task<ExchangeEvent> Says(ExchangeEvent word) => (await Change(word)).Said.Single();

    private Task<ActResult<Lantern>> Change(params IReadOnlyList<ExchangeEvent> words) =>
        acts.Hear(
            Id,
            "change",
            "test",
            (known, _) =>
                new Accepted<Lantern>(
                    known
                        ?? new Lantern
                        {
                            Id = Id,
                            Division = DivisionCode.Parse("330602"),
                            Office = "police:330602",
                            Correlation = Id,
                        },
                    words
                ),
            Stop
        );

    private Task<StatedPage?> SayAgain(Statement asked) => new SaidAgain<Lantern>(lanterns, bus, new LawTime(machine)).State(asked, Stop);

    private async Task Sent()
    {
        var found = (await lanterns.Find(Id, Stop))!;
        await lanterns.Store.ReplaceUnsent(lanterns.Shape, [new UnsentLeft(Id, found.Version, [])], Stop);
    }

    private sealed record Lantern : Aggregate
    {
        public override string StateName => "lit";

        public override IReadOnlyList<string> AllowedActs => [];
    }
}
