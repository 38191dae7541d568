using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Tests.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>What must lie at the broker before anybody speaks.</summary>
public sealed class TopologyTests
{
    [Fact]
    public async Task Every_queue_is_a_durable_quorum_queue_that_refuses_when_full_and_drops_nothing()
    {
        await using var broker = await VirtualHost.WithTopology();
        var queues = (await broker.List("queues")).ToDictionary(q => (string)q!["name"]!, q => q!);
        queues.Keys.ShouldBe(
            Topology.Services.SelectMany(s => new[] { s, s + ".bulk", s + "_error", s + ".bulk_error" }),
            ignoreOrder: true
        );
        foreach (var (name, queue) in queues)
        {
            ((string)queue["type"]!).ShouldBe("quorum");
            ((bool)queue["durable"]!).ShouldBeTrue();
            ((bool)queue["auto_delete"]!).ShouldBeFalse();
            var arguments = queue["arguments"]!;
            if (name.EndsWith("_error", StringComparison.Ordinal))
            {
                arguments["x-dead-letter-exchange"].ShouldBeNull();
                continue;
            }
            ((string)arguments["x-overflow"]!).ShouldBe("reject-publish");
            ((string)arguments["x-dead-letter-strategy"]!).ShouldBe("at-least-once");
            ((string)arguments["x-dead-letter-exchange"]!).ShouldBe(name + "_error");
            ((int)arguments["x-delivery-limit"]!).ShouldBe(100);
        }
    }

    [Fact]
    public async Task Whoever_hears_a_message_by_the_catalogue_is_bound_in_its_lane_and_there_is_no_alternate_exchange()
    {
        await using var broker = await VirtualHost.WithTopology();
        var bound = (await broker.List("bindings")).Select(b => ((string)b!["source"]!, (string)b["destination"]!)).ToHashSet();
        foreach (var message in Catalogue.Messages)
        {
            foreach (var hearer in message.Hears)
            {
                var name = $"{message.Message.Namespace}:{message.Message.Name}";
                bound.ShouldContain((name, hearer));
                if (message.Lanes.Contains(Lane.Bulk))
                {
                    bound.ShouldContain((name + ".bulk", hearer + ".bulk"));
                }
            }
        }
        (await broker.List("exchanges")).Where(e => e!["arguments"]!["alternate-exchange"] is not null).ShouldBeEmpty();
    }

    [Fact]
    public async Task Services_that_run_add_nothing_to_it()
    {
        await using var broker = await VirtualHost.WithTopology();
        var before = await Everything(broker);
        await using (var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court))
        {
            await court.Ready();
            await Eventually.Holds(async () => (await broker.List("queues")).Count(q => q!["consumers"]?.GetValue<int>() > 0) == 4);
            (await Everything(broker)).ShouldBe(before, ignoreOrder: true);
        }
        (await Everything(broker)).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task It_is_applied_as_often_as_one_likes()
    {
        await using var broker = await VirtualHost.WithTopology();
        var before = await Everything(broker);
        (await broker.Apply()).ShouldBeEmpty();
        (await Everything(broker)).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task A_queue_that_exists_with_other_arguments_is_named_with_both_values_and_nothing_is_changed()
    {
        await using var broker = await VirtualHost.WithTopology(queueBytes: 1_000_000);
        var problems = await broker.Apply(queueBytes: 2_000_000);
        problems.ShouldContain("queue court-feed has x-max-length-bytes 1000000, not 2000000");
        (await broker.Apply(queueBytes: 1_000_000)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_can_speak_in_its_own_name_only_and_change_nothing()
    {
        await using var broker = await VirtualHost.WithTopology();
        await using var police = await broker.Connect(broker.Of(Catalogue.Police));
        await Refused(c => Publish(c, "Exchange.Contracts.Court:OpinionAnswered"));
        await Refused(c => Publish(c, Catalogue.Court));
        await Refused(c => Publish(c, ""));
        await Refused(async c => await c.BasicGetAsync(Catalogue.Court, autoAck: true));
        await Refused(async c => await c.BasicGetAsync("court-feed_error", autoAck: true));
        await Refused(c => c.QueueBindAsync(Catalogue.Police, "Exchange.Contracts.Court:OpinionAnswered", ""));
        await Refused(c => c.QueueUnbindAsync(Catalogue.Court, "Exchange.Contracts.Police:LeadAcknowledged", ""));
        await Refused(c => c.ExchangeDeclareAsync("Exchange.Contracts.Police:Invented", "fanout", durable: true));
        await Refused(c => c.ExchangeDeleteAsync("Exchange.Contracts.Police:LeadAcknowledged"));
        await Refused(async c => await c.QueueDeleteAsync(Catalogue.Court));
        await Refused(async c => await c.QueueDeclareAsync("mine", durable: true, exclusive: false, autoDelete: false));
        await using var own = await Confirming(police);
        await Publish(own, "Exchange.Contracts.Police:LeadAcknowledged");

        async Task Refused(Func<IChannel, Task> act)
        {
            await using var channel = await Confirming(police);
            (await Should.ThrowAsync<Exception>(() => act(channel))).ShouldSatisfyAllConditions(e =>
                (
                    e is AlreadyClosedException or OperationInterruptedException || e.InnerException is OperationInterruptedException
                ).ShouldBeTrue(e.ToString())
            );
            ((int)channel.CloseReason!.ReplyCode).ShouldBe(Constants.AccessRefused);
        }

        static async Task Publish(IChannel channel, string exchange) => await channel.BasicPublishAsync(exchange, "", "x"u8.ToArray());
    }

    [Fact]
    public async Task A_service_that_starts_before_the_topology_waits_says_what_is_missing_and_goes_on_when_it_is_there()
    {
        await using var broker = await VirtualHost.WithTopology();
        const string exchange = "Exchange.Contracts.Procuratorate:AlertAnswered";
        await broker.Unbind(exchange, Catalogue.Court);
        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        var sent = procuratorate.Publish(Said.Answer("m1"));
        await Eventually.Holds(() => procuratorate.Bus.Obstacle?.Code == "topology", procuratorate.Log.ToString);
        procuratorate.Bus.Obstacle!.Detail.ShouldContain($"binding {exchange} -> court-feed is missing");
        procuratorate.Log.Of("is missing").ShouldNotBeEmpty();
        sent.IsCompleted.ShouldBeFalse();

        (await broker.Apply()).ShouldBeEmpty();
        await sent;
        await Eventually.Holds(() => ear.Heard.Count == 1, court.Log.ToString);
        procuratorate.Bus.Obstacle.ShouldBeNull();
    }

    private static Task<IChannel> Confirming(IConnection connection) =>
        connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );

    private static async Task<List<string>> Everything(VirtualHost broker) =>
        [
            .. (await broker.List("exchanges")).Select(e => $"exchange {e!["name"]} {e["type"]} {e["durable"]}"),
            .. (await broker.List("queues")).Select(q => $"queue {q!["name"]} {q["arguments"]!.ToJsonString()}"),
            .. (await broker.List("bindings")).Select(b => $"binding {b!["source"]} {b["destination"]} {b["routing_key"]}"),
        ];
}
