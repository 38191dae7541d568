using System.Text;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Tests.Servers;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>What cannot be read or handled ends, with its reason, where an operator decides; nothing behind it waits.</summary>
public sealed class PoisonTests
{
    private const string Exchange = "Exchange.Contracts.Procuratorate:AlertAnswered";

    [Theory]
    [InlineData("not JSON at all {", "Exchange.Contracts.Procuratorate.AlertAnswered", "urn:message:" + Exchange, "Json")]
    [InlineData("{\"id\":\"m\"}", "Exchange.Contracts.Procuratorate.AlertAnswered", "urn:message:" + Exchange, "Json")]
    [InlineData(
        "{\"id\":\"m\"}",
        "Exchange.Contracts.Procuratorate.Invented",
        "urn:message:Exchange.Contracts.Procuratorate:Invented",
        "UnknownMessage"
    )]
    [InlineData("{\"id\":\"m\"}", null, null, "UnknownMessage")]
    [InlineData("", null, null, "")]
    public async Task What_cannot_be_read_is_kept_as_it_came(string body, string? type, string? header, string reason)
    {
        await using var broker = await VirtualHost.WithTopology();
        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await court.Ready();
        await Throw(broker, Exchange, Encoding.UTF8.GetBytes(body), type, header);
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        await procuratorate.Publish(Said.Answer("good"));
        await Eventually.Holds(async () => (await court.Failed()).Count == 1 && ear.Heard.Count == 1, court.Log.ToString);

        var kept = (await court.Failed()).ShouldHaveSingleItem();
        kept.Body.ShouldBe(body);
        kept.Type.ShouldBe(type ?? "");
        kept.Queue.ShouldBe(Catalogue.Court);
        kept.Reason.ShouldContain(reason);
        kept.Reason.ShouldNotContain("Unknown: it tells no reason");
        ear.Heard.ShouldHaveSingleItem().Id.ShouldBe("good");
        await Eventually.Holds(async () => (await broker.List("queues")).All(q => q!["messages"]?.GetValue<int>() is null or 0));
    }

    [Fact]
    public async Task What_is_no_text_and_names_no_JSON_is_kept_too()
    {
        await using var broker = await VirtualHost.WithTopology();
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court);
        await court.Ready();
        await using var connection = await broker.Connect(broker.Of(Catalogue.Procuratorate));
        await using var channel = await connection.CreateChannelAsync();
        var strange = new BasicProperties { ContentType = "application/x-protobuf", MessageId = "m" };
        await channel.BasicPublishAsync(Exchange, "", mandatory: true, strange, new byte[] { 0xff, 0xfe, 0x00, 0x80 });
        await Eventually.Holds(async () => (await court.Failed()).Count == 1, court.Log.ToString);
    }

    private static async Task Throw(VirtualHost broker, string exchange, byte[] body, string? type, string? header)
    {
        await using var connection = await broker.Connect(broker.Of(Catalogue.Procuratorate));
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        var properties = new BasicProperties { ContentType = "application/json", MessageId = "m" };
        if (type is not null)
        {
            properties.Type = type;
        }
        if (header is not null)
        {
            properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["MT-MessageType"] = header };
        }
        await channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body);
    }
}
