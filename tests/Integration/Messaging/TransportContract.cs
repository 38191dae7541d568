using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>What both transports promise: four services in one process, or each in its own over the broker.</summary>
public abstract class TransportContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> open = [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        open.Reverse();
        foreach (var one in open)
        {
            await one.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_message_arrives_whole()
    {
        var ear = new Ear<AlertAnswered>();
        var (speaker, _) = await Between(ear);
        var said = Said.Answer("m1");
        await speaker.Publish(said);
        await Eventually.Holds(() => ear.Heard.Count == 1);
        ear.Heard.ShouldHaveSingleItem().ShouldBe(said);
    }

    [Fact]
    public async Task What_a_handler_cannot_do_is_a_failure_with_its_reason_and_the_others_go_on()
    {
        var ear = new Ear<AlertAnswered>(m =>
            m.Id == "bad" ? throw new InvalidOperationException("the lamp is broken") : Task.CompletedTask
        );
        var (speaker, hearer) = await Between(ear);
        await speaker.Publish(Said.Answer("bad"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => speaker.Publish(Said.Answer($"m{i}"))));
        await Eventually.Holds(async () => ear.Heard.Count == 20 && (await hearer.Failed()).Count == 1, hearer.Log.ToString);
        var kept = (await hearer.Failed()).ShouldHaveSingleItem();
        kept.Reason.ShouldBe("InvalidOperationException: the lamp is broken");
        kept.MessageId.ShouldBe("bad");
        kept.Id.ShouldBe(Failures.IdOf("bad"));
        kept.State.ShouldBe(FailureState.Open);
        MessageBody.Unpack(kept.Type, kept.Body).ShouldBe(Said.Answer("bad"));
    }

    [Fact]
    public async Task What_a_handler_can_do_at_the_second_try_is_no_failure()
    {
        var tries = 0;
        var ear = new Ear<AlertAnswered>(_ =>
            Interlocked.Increment(ref tries) == 1 ? throw new InvalidOperationException("not yet") : Task.CompletedTask
        );
        var (speaker, hearer) = await Between(ear);
        await speaker.Publish(Said.Answer("m1"));
        await Eventually.Holds(() => ear.Heard.Count == 1);
        (await hearer.Failed()).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_a_server_is_away_messages_wait_and_the_log_says_so_once()
    {
        var away = true;
        var tries = 0;
        var ear = new Ear<AlertAnswered>(_ =>
        {
            Interlocked.Increment(ref tries);
            return away ? throw new StoreUnavailableException("the store is away") : Task.CompletedTask;
        });
        var (speaker, hearer) = await Between(ear);
        var sent = Enumerable.Range(0, 5).Select(i => speaker.Publish(Said.Answer($"m{i}"))).ToList();
        await Eventually.Holds(() => tries > 25);
        hearer.Log.Of("the store is away").ShouldHaveSingleItem();
        (await hearer.Failed()).ShouldBeEmpty();
        away = false;
        await Task.WhenAll(sent);
        await Eventually.Holds(() => ear.Heard.Count == 5);
        (await hearer.Failed()).ShouldBeEmpty();
        hearer.Log.Of("Messages are handled again").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_failure_waits_for_the_store_and_is_not_lost()
    {
        Station hearer = null!;
        var ear = new Ear<AlertAnswered>(_ =>
        {
            hearer.Stores.Away = true;
            throw new InvalidOperationException("the lamp is broken");
        });
        (var speaker, hearer) = await Between(ear);
        var sent = speaker.Publish(Said.Answer("bad"));
        await Eventually.Holds(() => hearer.Log.Of("the lamp is broken").Count > 0 && hearer.Log.Of("the store is away").Count > 0);
        hearer.Stores.Away = false;
        await Eventually.Holds(async () => (await hearer.Failed()).Count == 1, hearer.Log.ToString);
        (await hearer.Failed()).ShouldHaveSingleItem().Reason.ShouldContain("the lamp is broken");
        await sent;
    }

    /// <summary>The procuratorate speaks, the court hears.</summary>
    internal abstract Task<(Station Speaker, Station Hearer)> Between(Ear<AlertAnswered> ear);

    internal T Opened<T>(T one)
        where T : IAsyncDisposable
    {
        open.Add(one);
        return one;
    }
}

public sealed class InProcessTransportTests : TransportContract
{
    internal override async Task<(Station Speaker, Station Hearer)> Between(Ear<AlertAnswered> ear)
    {
        var both = Opened(
            await Station.Start(
                Catalogue.Court,
                services =>
                {
                    ear.In(services, Catalogue.Court);
                    services.AddInProcessMessaging();
                }
            )
        );
        await both.Ready();
        return (both, both);
    }
}

public sealed class BrokerTransportTests : TransportContract
{
    internal override async Task<(Station Speaker, Station Hearer)> Between(Ear<AlertAnswered> ear)
    {
        var broker = Opened(await VirtualHost.WithTopology());
        var hearer = Opened(await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court)));
        var speaker = Opened(await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate));
        return (speaker, hearer);
    }
}
