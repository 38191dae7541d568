using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>The broker refuses, is cut off, or has lost a binding: the sender slows down and says so, and nothing is lost.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_message_that_reaches_nobody_is_sent_again_when_the_binding_is_back()
    {
        await using var broker = await VirtualHost.WithTopology();
        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        await procuratorate.Ready();
        await broker.Unbind("Exchange.Contracts.Procuratorate:AlertAnswered", Catalogue.Court);
        var sent = procuratorate.Publish(Said.Answer("m1"));
        await Eventually.Holds(() => procuratorate.Bus.Obstacle?.Code == "topology", procuratorate.Log.ToString);
        sent.IsCompleted.ShouldBeFalse();
        await broker.Apply();
        await sent;
        await Eventually.Holds(() => ear.Heard.Count == 1, court.Log.ToString);
    }

    [Fact]
    public async Task A_full_queue_slows_the_sender_and_in_the_end_everything_has_arrived()
    {
        await using var broker = await VirtualHost.WithTopology(queueBytes: 20_000);
        await using var procuratorate = await Station.OnBroker(Small(broker.Of(Catalogue.Procuratorate)), Catalogue.Procuratorate);
        var text = new string('字', 1000);
        var sent = Enumerable.Range(0, 60).Select(i => procuratorate.Publish(Said.Answer($"m{i}", text))).ToList();
        await Eventually.Holds(() => procuratorate.Bus.Obstacle?.Code == "broker-refuses", procuratorate.Log.ToString);
        sent.ShouldContain(s => !s.IsCompleted);

        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(Small(broker.Of(Catalogue.Court)), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await Task.WhenAll(sent);
        await Eventually.Holds(() => ear.Heard.DistinctBy(m => m.Id).Count() == 60, court.Log.ToString);
        await Eventually.Holds(() => procuratorate.Bus.Obstacle is null, procuratorate.Log.ToString);
        // Said once for each spell of refusals, of which there may be a few while others are confirmed, and not for each message.
        procuratorate.Log.Of("The broker refuses messages").Count.ShouldBeInRange(1, 15);

        static BrokerSettings Small(BrokerSettings settings) => settings with { QueueBytes = 20_000, Window = 4 };
    }

    [Fact]
    public async Task Who_cannot_get_rid_of_a_message_hears_after_a_while_that_the_broker_is_away()
    {
        await using var broker = await VirtualHost.WithTopology(queueBytes: 1_000);
        var settings = broker.Of(Catalogue.Procuratorate) with { QueueBytes = 1_000, Patience = TimeSpan.FromSeconds(2) };
        await using var procuratorate = await Station.OnBroker(settings, Catalogue.Procuratorate);
        await procuratorate.Ready();
        var refused = await Should.ThrowAsync<BrokerUnavailableException>(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await procuratorate.Publish(Said.Answer($"m{i}", new string('字', 1000)));
            }
        });
        refused.Message.ShouldContain("queue is full");
    }

    [Fact]
    public async Task Cut_connections_are_healed_without_a_restart_and_nothing_is_missing()
    {
        await using var broker = await VirtualHost.WithTopology();
        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        await procuratorate.Ready();
        var (cut, sent) = (0, 0);
        var cutting = Task.Run(async () =>
        {
            while (cut < 10)
            {
                cut += await broker.CloseConnections();
                await Task.Delay(100);
            }
        });
        while (!cutting.IsCompleted)
        {
            await procuratorate.Publish(Said.Answer($"m{sent++}"));
        }
        await cutting;
        await Eventually.Holds(() => ear.Heard.DistinctBy(m => m.Id).Count() == sent, court.Log.ToString);
        (await court.Failed()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_urgent_message_does_not_wait_behind_the_bulk()
    {
        await using var broker = await VirtualHost.WithTopology();
        var release = new TaskCompletionSource();
        var bulk = new Ear<CaseRevisionsStated>(_ => release.Task);
        var prompt = new Ear<LeadAcknowledged>();
        await using var hearer = await Station.OnBroker(
            broker.Of(Catalogue.Procuratorate),
            Catalogue.Procuratorate,
            s =>
            {
                bulk.In(s, Catalogue.Procuratorate);
                prompt.In(s, Catalogue.Procuratorate);
            }
        );
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court);
        await using var police = await Station.OnBroker(broker.Of(Catalogue.Police), Catalogue.Police);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => court.Publish(Said.Statement($"b{i}"))));
        await police.Publish(Said.Acknowledgement("urgent"));
        await Eventually.Holds(() => prompt.Heard.Count == 1, hearer.Log.ToString);
        bulk.Heard.ShouldBeEmpty();
        release.SetResult();
        await Eventually.Holds(() => bulk.Heard.Count == 50, hearer.Log.ToString);
    }
}
