using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Acts;

/// <summary>The rim around every aggregate: who may, how often, what is saved together.</summary>
public sealed class ActsTests : IAsyncLifetime
{
    private static readonly Collection<Lamp> Lamps = AggregateCollection.Of<Lamp>("lamps", "lamps");
    private static readonly string[] Roles = ["police-officer"];
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-acts-").FullName;
    private readonly SqliteStores stores;
    private readonly Documents<Lamp> documents;
    private readonly Acts<Lamp> acts;
    private readonly RecordingBus bus = new();
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));

    public ActsTests()
    {
        stores = new SqliteStores(folder);
        documents = new Documents<Lamp>(Lamps, stores.Of("lamps"));
        var relay = new Relay([new KnownCollection("lamps", Lamps.Shape, stores.Of("lamps"))], bus, machine, NullLogger<Relay>.Instance);
        acts = new Acts<Lamp>(documents, new LawTime(machine), new CalendarInForce(), relay);
    }

    public async ValueTask InitializeAsync()
    {
        await stores.Of("lamps").Prepare(Lamps.Shape, default);
        await acts.Hear(
            "lamp",
            "made",
            "test",
            (_, _) =>
                new Lamp
                {
                    Id = "lamp",
                    Division = Yuecheng,
                    Office = "police:330602",
                    Correlation = "lamp",
                },
            default
        );
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_act_saves_the_new_state_and_its_message_in_one_write()
    {
        (await Switch(Officer(), new Turn { On = true })).Value!.Lit.ShouldBeTrue();
        var stored = await documents.Find("lamp");
        stored!.Value.Revision.ShouldBe(2);
        stored.Unsent.Single().Type.ShouldBe(typeof(LeadAcknowledged).FullName);
        MessageBody.Unpack(stored.Unsent[0].Type, stored.Unsent[0].Body).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_act_again_changes_nothing_and_another_content_is_told_what_is_possible()
    {
        await Switch(Officer(), new Turn { On = true, Note = "a" });
        var again = await Switch(Officer(), new Turn { On = true, Note = "a" });
        again.Changed.ShouldBeFalse();
        again.Refusal.ShouldBeNull();
        var other = await Switch(Officer(), new Turn { On = true, Note = "b" });
        other.Refusal!.Kind.ShouldBe(RefusalKind.NotNow);
        other.Refusal.State.ShouldBe("lit");
        other.Refusal.Allowed.ShouldBe(["turn-off"]);
    }

    [Fact]
    public async Task Outside_one_s_subtree_it_is_not_there() =>
        (await Switch(Officer(division: "330700", office: "police:330700"), new Turn { On = true })).Refusal!.Kind.ShouldBe(
            RefusalKind.NotFound
        );

    [Fact]
    public async Task The_office_above_reads_but_does_not_act()
    {
        var above = Officer(division: "330600", office: "police:330600");
        (await acts.Read("lamp", above, default)).ShouldNotBeNull();
        (await Switch(above, new Turn { On = true })).Refusal!.Code.ShouldBe("not-addressed");
    }

    [Fact]
    public async Task Another_role_is_refused_behind_the_door_too() =>
        (await Switch(Officer(role: "procurator"), new Turn { On = true })).Refusal!.Code.ShouldBe("role");

    [Fact]
    public async Task A_newer_revision_than_the_one_seen_is_said()
    {
        await Switch(Officer(), new Turn { On = true });
        (await Switch(Officer(), new Turn { On = false, ExpectedRevision = 1 })).Refusal!.Kind.ShouldBe(RefusalKind.Stale);
        (await Switch(Officer(), new Turn { On = false, ExpectedRevision = 2 })).Value!.Lit.ShouldBeFalse();
    }

    [Fact]
    public async Task An_act_dated_tomorrow_is_refused_and_one_dated_today_in_China_is_not()
    {
        (await Switch(Officer(), new Turn { On = true, ActedOn = new DateOnly(2026, 3, 3) })).Refusal!.Code.ShouldBe("future-date");
        (await Switch(Officer(), new Turn { On = true, ActedOn = new DateOnly(2026, 3, 2) })).Changed.ShouldBeTrue();
    }

    [Fact]
    public async Task Acts_that_race_are_all_kept()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => acts.Hear("lamp", "counted", "test", (lamp, _) => lamp! with { Count = lamp.Count + 1 }, default))
        );
        var stored = await documents.Find("lamp");
        stored!.Value.Count.ShouldBe(20);
        stored.Value.Revision.ShouldBe(21);
        stored.Value.Dossier.Count.ShouldBe(21);
    }

    [Fact]
    public async Task The_law_day_moves_apart_from_the_machine()
    {
        var time = new LawTime(machine);
        time.Today.ShouldBe(new DateOnly(2026, 3, 2));
        time.MoveTo(new DateOnly(2026, 6, 1));
        time.Today.ShouldBe(new DateOnly(2026, 6, 1));
        machine.Advance(TimeSpan.FromDays(1));
        time.Today.ShouldBe(new DateOnly(2026, 6, 2));
        await Task.CompletedTask;
    }

    private static DivisionCode Yuecheng => DivisionCode.Parse("330602");

    private static Actor Officer(string role = "police-officer", string division = "330602", string office = "police:330602") =>
        new("officer", new HashSet<string> { role }, DivisionCode.Parse(division), office);

    private Task<ActResult<Lamp>> Switch(Actor actor, Turn body) =>
        acts.On("lamp", actor, body.On ? "turn-on" : "turn-off", body, Roles, (lamp, moment) => lamp.Turn(body, moment), default);

    public sealed record Turn : ActBody
    {
        public bool On { get; init; }

        public string? Note { get; init; }
    }

    public sealed record Lamp : Aggregate
    {
        public bool Lit { get; init; }

        public int Count { get; init; }

        public override string StateName => Lit ? "lit" : "dark";

        public override IReadOnlyList<string> AllowedActs => Lit ? ["turn-off"] : ["turn-on"];

        public Decision<Lamp> Turn(Turn body, Moment moment) =>
            body.On == Lit
                ? NotNow(body.On ? "turn-on" : "turn-off")
                : new Accepted<Lamp>(
                    this with
                    {
                        Lit = body.On,
                    },
                    [
                        new LeadAcknowledged
                        {
                            ReferralId = Id,
                            Side = new ReferralPoliceSide { Organ = Division, StoredAt = moment.Now },
                        },
                    ]
                );
    }
}

/// <summary>A bus that keeps what it was given.</summary>
internal sealed class RecordingBus : IMessageBus
{
    private readonly List<ExchangeEvent> published = [];

    public IReadOnlyList<ExchangeEvent> Published
    {
        get
        {
            lock (published)
            {
                return [.. published];
            }
        }
    }

    public Task Publish(ExchangeEvent message, CancellationToken cancellation)
    {
        lock (published)
        {
            published.Add(message);
        }
        return Task.CompletedTask;
    }

    public Task Ready(CancellationToken cancellation) => Task.CompletedTask;
}
