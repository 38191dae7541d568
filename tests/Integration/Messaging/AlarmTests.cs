using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>The broker's memory is full: senders wait and say so, hearers go on, and it heals by itself.</summary>
public sealed class AlarmTests
{
    [Fact]
    public async Task While_the_memory_alarm_lasts_senders_wait_and_say_so_and_then_everything_arrives()
    {
        await using var server = await PrivateBroker.Start("alarm");
        await using var broker = await VirtualHost.WithTopology(at: server.Servers);
        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        await procuratorate.Publish(Said.Answer("before"));

        await server.RaiseMemoryAlarm();
        var sent = Enumerable.Range(0, 50).Select(i => procuratorate.Publish(Said.Answer($"m{i}"))).ToList();
        await Eventually.Holds(() => procuratorate.Bus.Obstacle?.Code == "broker-blocked", procuratorate.Log.ToString);
        procuratorate.Log.Of("takes no messages").ShouldHaveSingleItem();
        sent.ShouldAllBe(s => !s.IsCompleted);

        await server.ClearMemoryAlarm();
        await Task.WhenAll(sent);
        await Eventually.Holds(() => ear.Heard.DistinctBy(m => m.Id).Count() == 51, court.Log.ToString);
        procuratorate.Bus.Obstacle.ShouldBeNull();
        procuratorate.Log.Of("The broker takes messages").Count.ShouldBe(2);
    }
}
