using System.Diagnostics;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Storage;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>A process stops, the broker gives a message up, a trace goes on: what comes again and where it goes.</summary>
public sealed class RedeliveryTests
{
    [Fact]
    public async Task What_a_stopping_process_has_not_finished_comes_to_the_next_one_and_is_no_failure()
    {
        await using var broker = await VirtualHost.WithTopology();
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        var began = new TaskCompletionSource();
        var interrupted = new Ear<AlertAnswered>(_ =>
        {
            began.TrySetResult();
            throw new StoreUnavailableException("the store is away");
        });
        await using (
            var first = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => interrupted.In(s, Catalogue.Court))
        )
        {
            await procuratorate.Publish(Said.Answer("m1"));
            await began.Task.WaitAsync(Station.Deadline);
            await first.Stop();
            (await first.Failed()).ShouldBeEmpty();
        }
        var ear = new Ear<AlertAnswered>();
        await using var second = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await Eventually.Holds(() => ear.Heard.Count == 1, second.Log.ToString);
        (await second.Failed()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_at_work_when_its_process_stops_may_finish()
    {
        await using var broker = await VirtualHost.WithTopology();
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var ear = new Ear<AlertAnswered>(_ =>
        {
            began.TrySetResult();
            return goOn.Task;
        });
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await procuratorate.Publish(Said.Answer("m1"));
        await began.Task.WaitAsync(Station.Deadline);
        var stopping = court.Stop();
        goOn.SetResult();
        await stopping.WaitAsync(Station.Deadline);
        ear.Heard.Count.ShouldBe(1);
        await using var connection = await broker.Connect(broker.Of(Catalogue.Court));
        await using var channel = await connection.CreateChannelAsync();
        (await channel.MessageCountAsync(Catalogue.Court)).ShouldBe(0u);
    }

    [Fact]
    public async Task What_the_broker_itself_gives_up_ends_among_the_failures_with_the_brokers_reason()
    {
        await using var broker = await VirtualHost.WithTopology();
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        await procuratorate.Publish(Said.Answer("m1"));
        await using (var connection = await broker.Connect(broker.Of(Catalogue.Court)))
        await using (var channel = await connection.CreateChannelAsync())
        {
            // A consumer that dies of it, again and again.
            await Eventually.Holds(async () =>
            {
                if (await channel.BasicGetAsync(Catalogue.Court, autoAck: false) is { } got)
                {
                    await channel.BasicRejectAsync(got.DeliveryTag, requeue: true);
                }
                return await channel.MessageCountAsync("court-feed_error") == 1;
            });
        }
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court);
        await Eventually.Holds(async () => (await court.Failed()).Count == 1, court.Log.ToString);
        var kept = (await court.Failed()).ShouldHaveSingleItem();
        kept.Reason.ShouldContain("delivery_limit");
        kept.MessageId.ShouldBe("m1");
    }

    [Fact]
    public async Task One_trace_goes_from_the_act_through_the_broker_into_the_handler()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var acts = new ActivitySource("test");
        await using var broker = await VirtualHost.WithTopology();
        ActivityTraceId? seen = null;
        var ear = new Ear<AlertAnswered>(_ =>
        {
            seen = Activity.Current?.TraceId;
            return Task.CompletedTask;
        });
        await using var court = await Station.OnBroker(broker.Of(Catalogue.Court), Catalogue.Court, s => ear.In(s, Catalogue.Court));
        await using var procuratorate = await Station.OnBroker(broker.Of(Catalogue.Procuratorate), Catalogue.Procuratorate);
        using (var act = acts.StartActivity("act")!)
        {
            await procuratorate.Publish(Said.Answer("m1"));
            await Eventually.Holds(() => ear.Heard.Count == 1, court.Log.ToString);
            seen.ShouldBe(act.TraceId);
        }
    }
}
