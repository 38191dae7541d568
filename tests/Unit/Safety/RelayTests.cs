using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Messaging;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>Between the document that holds a message and those who hear it.</summary>
public sealed class RelayTests : IAsyncLifetime
{
    private const string Service = "lamps";
    private static readonly Collection<ActsTests.Lamp> Lamps = AggregateCollection.Of<ActsTests.Lamp>(Service, Service);
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-relay-").FullName;
    private readonly RecordingBus bus = new();
    private SqliteStores stores;

    public RelayTests() => stores = new SqliteStores(folder);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await stores.Of(Service).Prepare(Lamps.Shape, Stop);
        await stores.Of(Service).Prepare(Failures.CollectionOf(Service).Shape, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Killed_between_publishing_and_clearing_it_sends_the_message_again()
    {
        await Say("first");
        var fate = new Fate { DiesAt = 2 }; // (1) publish, (2) clear
        using (var relay = Relay(fate))
        {
            await relay.StartAsync(Stop);
            await fate.Died.WaitAsync(CourtRoom.Deadline, Stop);
            await relay.StopAsync(Stop);
        }
        (await Unsent()).Count.ShouldBe(1);
        using (var relay = Relay(new Fate()))
        {
            await relay.StartAsync(Stop);
            await CourtProcess.Until(async () => (await Unsent()).Count == 0);
            await relay.StopAsync(Stop);
        }
        bus.Published.Count.ShouldBe(2);
        bus.Published.DistinctBy(m => m.Id).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_comes_while_others_are_cleared_stays_and_is_sent_and_the_content_has_no_new_revision()
    {
        await Say("first");
        var fate = new Fate { Meanwhile = step => step == 2 ? Say("second") : Task.CompletedTask };
        using var relay = Relay(fate);
        await relay.StartAsync(Stop);
        await CourtProcess.Until(async () => bus.Published.Count >= 2 && (await Unsent()).Count == 0);
        await relay.StopAsync(Stop);
        bus.Published.OfType<LeadAcknowledged>().Select(m => m.ReferralId).ShouldBe(["first", "second"]);
        (await Documents().Find("lamp"))!.Value.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Who_cannot_handle_a_message_is_finished_with_it_once_it_is_kept_and_it_survives_a_restart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IStores>(stores);
        builder.Services.AddHandler<LeadAcknowledged, Broken>(Service);
        builder.Services.AddInProcessMessaging();
        using (var host = builder.Build())
        {
            await host.StartAsync(Stop);
            var broker = host.Services.GetRequiredService<IMessageBus>();
            await broker.Publish(Acknowledged("broken") with { Id = "m1", Division = Yuecheng }, Stop).WaitAsync(CourtRoom.Deadline, Stop);
            await host.StopAsync(Stop);
        }
        await stores.DisposeAsync();

        stores = new SqliteStores(folder);
        var kept = (await Failures.Of(stores, Service).Find(Failures.IdOf("m1"))).ShouldNotBeNull().Value;
        kept.State.ShouldBe(FailureState.Open);
        kept.Reason.ShouldContain("the lamp is broken");
        MessageBody.Unpack(kept.Type, kept.Body).ShouldBeOfType<LeadAcknowledged>().ReferralId.ShouldBe("broken");
    }

    [Fact]
    public async Task A_message_that_can_be_neither_handled_nor_kept_is_not_taken_for_sent()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IStores>(new NoStores());
        builder.Services.AddHandler<LeadAcknowledged, Broken>(Service);
        builder.Services.AddInProcessMessaging();
        using var host = builder.Build();
        await host.StartAsync(Stop);
        var broker = host.Services.GetRequiredService<IMessageBus>();
        var sent = broker.Publish(Acknowledged("broken") with { Id = "m1", Division = Yuecheng }, Stop).WaitAsync(CourtRoom.Deadline, Stop);
        (await Should.ThrowAsync<IOException>(sent)).Message.ShouldBe("the disk is full");
        await host.StopAsync(Stop);
    }

    private sealed class NoStores : IStores
    {
        public IDocumentStore Of(string service) => throw new IOException("the disk is full");
    }

    [Fact]
    public async Task A_failure_that_an_operator_closes_while_it_comes_back_is_open_again()
    {
        var failures = Failures.Of(stores, Service);
        var message = Acknowledged("broken") with { Id = "m1", Division = Yuecheng };
        await Failures.Keep(stores, Service, message, new InvalidOperationException("first"), DateTimeOffset.UnixEpoch, Stop);
        var fate = new Fate
        {
            Meanwhile = async _ =>
            {
                if (await failures.Find(Failures.IdOf("m1")) is { Version: 1 } open)
                {
                    await failures.Write(open.Value with { State = FailureState.Retried }, open.Version, []);
                }
            },
        };
        await Failures.Keep(
            new FatefulStores(stores, fate),
            Service,
            message,
            new InvalidOperationException("second"),
            DateTimeOffset.UnixEpoch.AddSeconds(1),
            Stop
        );
        var kept = (await failures.Find(Failures.IdOf("m1")))!.Value;
        kept.State.ShouldBe(FailureState.Open);
        kept.Reason.ShouldContain("second");
    }

    private static DivisionCode Yuecheng => DivisionCode.Parse("330602");

    private static LeadAcknowledged Acknowledged(string what) =>
        new()
        {
            ReferralId = what,
            Side = new ReferralPoliceSide { Organ = Yuecheng, StoredAt = DateTimeOffset.UnixEpoch },
        };

    private Documents<ActsTests.Lamp> Documents() => new(Lamps, stores.Of(Service));

    private async Task<IReadOnlyList<UnsentMessage>> Unsent() => (await Documents().Find("lamp"))!.Unsent;

    private Relay Relay(Fate fate) =>
        new(
            [new KnownCollection(Service, Lamps.Shape, new FatefulStore(stores.Of(Service), fate))],
            new FatefulBus(bus, fate),
            TimeProvider.System,
            NullLogger<Relay>.Instance
        );

    /// <summary>The lamp says something; nobody nudges the relay.</summary>
    private async Task Say(string what)
    {
        using var idle = new Relay([], bus, TimeProvider.System, NullLogger<Relay>.Instance);
        await new Acts<ActsTests.Lamp>(Documents(), new LawTime(TimeProvider.System), new CalendarInForce(), idle).Hear(
            "lamp",
            what,
            "test",
            (lamp, _) =>
                new Accepted<ActsTests.Lamp>(
                    lamp
                        ?? new ActsTests.Lamp
                        {
                            Id = "lamp",
                            Division = Yuecheng,
                            Office = "police:330602",
                            Correlation = "lamp",
                        },
                    [Acknowledged(what)]
                ),
            Stop
        );
    }

    private sealed class Broken : IHandle<LeadAcknowledged>
    {
        public Task Handle(LeadAcknowledged message, CancellationToken cancellation) =>
            throw new InvalidOperationException("the lamp is broken");
    }
}
