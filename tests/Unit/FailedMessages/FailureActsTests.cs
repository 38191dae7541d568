using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Messaging;
using Exchange.Storage;
using Exchange.Tests.Unit.Safety;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.FailedMessages;

/// <summary>Operators and a failed message: at once, one after the other, and dead in between.</summary>
public sealed class FailureActsTests : IAsyncLifetime
{
    private const string Service = "lamps";
    private static readonly Operator Wang = new("王", "wang");
    private static readonly Operator Li = new("李", "li");
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-failures-").FullName;
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2026, 7, 1, 4, 0, 0, TimeSpan.Zero));
    private readonly Ear ear = new();
    private readonly SqliteStores stores;

    public FailureActsTests() => stores = new SqliteStores(folder);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static LeadAcknowledged Said =>
        new()
        {
            Id = "r1@2.0.LeadAcknowledged",
            Division = DivisionCode.Parse("330602"),
            Sequence = 2,
            ReferralId = "r1",
            Side = new ReferralPoliceSide { Organ = DivisionCode.Parse("330602"), StoredAt = DateTimeOffset.UnixEpoch },
        };

    private static string Id => Failures.IdOf(Said.Id);

    private static string Mended =>
        MessageBody.Pack(Said with { Side = Said.Side with { StoredAt = DateTimeOffset.UnixEpoch.AddDays(1) } }).Body;

    public async ValueTask InitializeAsync()
    {
        await stores.Of(Service).Prepare(Failures.CollectionOf(Service).Shape, Stop);
        await stores.Of(Service).Prepare(HeardWord.CollectionOf(Service).Shape, Stop);
        await Fails();
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Of_two_who_retry_at_once_one_delivers_it_and_the_other_is_told_who_does()
    {
        var let = new TaskCompletionSource();
        ear.Hears = _ => let.Task;
        var first = Do(FailureAct.Retry, Wang);
        await CourtProcess.Until(() => Task.FromResult(ear.Heard.Count == 1));
        (await Do(FailureAct.Retry, Li)).ShouldBeOfType<FailureAnswer.NotNow>().Failed.Claim!.By.ShouldBe("王");
        let.SetResult();
        (await first).ShouldBeOfType<FailureAnswer.Done>();
        (await Do(FailureAct.Retry, Li)).ShouldBeOfType<FailureAnswer.NotNow>().Failed.State.ShouldBe(FailureState.Retried);
        ear.Heard.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, false, 0)] // before the claim
    [InlineData(1, true, 0)] // after the claim
    [InlineData(2, false, 1)] // delivered, the outcome not written
    [InlineData(2, true, 1)] // all is written, nobody was told
    public async Task Killed_at_any_step_of_a_retry_it_is_never_lost_and_can_be_tried_again(int step, bool done, int heard)
    {
        await Should.ThrowAsync<Killed>(Do(FailureAct.Retry, Wang, fate: new Fate { DiesAt = step, StepIsDone = done }));
        ear.Heard.Count.ShouldBe(heard);
        machine.Advance(FailedMessage.Patience);
        await Do(FailureAct.Retry, Li);
        (await Kept()).State.ShouldBe(FailureState.Retried);
        ear.Heard.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Still_failing_it_is_open_again_with_the_new_reason()
    {
        ear.Hears = _ => throw new InvalidOperationException("the lamp is still broken");
        var failed = (await Do(FailureAct.Retry, Wang, "try")).ShouldBeOfType<FailureAnswer.StillFailing>().Failed;
        failed.State.ShouldBe(FailureState.Open);
        failed.Reason.ShouldContain("still broken");
        failed.Log.Select(e => (e.By, e.What)).ShouldBe([("王", "retry"), ("王", "failed again")]);
        failed.Log[0].Why.ShouldBe("try");
    }

    [Fact]
    public async Task It_fails_by_the_bus_while_it_is_tried_and_is_open()
    {
        ear.Hears = async _ => await Fails();
        (await Do(FailureAct.Retry, Wang)).ShouldBeOfType<FailureAnswer.StillFailing>();
        (await Kept()).State.ShouldBe(FailureState.Open);
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_the_messages_fault()
    {
        ear.Hears = _ => throw new StoreUnavailableException("away");
        await Should.ThrowAsync<StoreUnavailableException>(Do(FailureAct.Retry, Wang));
        machine.Advance(FailedMessage.Patience);
        ear.Hears = _ => Task.CompletedTask;
        (await Do(FailureAct.Retry, Li)).ShouldBeOfType<FailureAnswer.Done>().Failed.Attempts.ShouldBe(1);
    }

    [Theory]
    [InlineData(FailureAct.Edit)]
    [InlineData(FailureAct.Discard)]
    public async Task It_takes_two_persons_each_with_a_reason(string act)
    {
        var body = act is FailureAct.Edit ? Mended : null;
        (await Do(act, Wang, " ", body)).ShouldBeOfType<FailureAnswer.Wrong>().Flaws.Single().Place.ShouldBe("reason");
        (await Do(act, Wang, "写错了", body)).ShouldBeOfType<FailureAnswer.Waiting>();
        (await Do(act, Wang, "写错了", body)).ShouldBeOfType<FailureAnswer.Waiting>();
        (await Do(act, new Operator("王二", "wang"), "again I", body)).ShouldBeOfType<FailureAnswer.Waiting>();
        ear.Heard.ShouldBeEmpty();
        (await Do(act, Li, "")).ShouldBeOfType<FailureAnswer.Wrong>();

        var done = (await Do(act, Li, "同意")).ShouldBeOfType<FailureAnswer.Done>().Failed;

        done.State.ShouldBe(act is FailureAct.Edit ? FailureState.Retried : FailureState.Discarded);
        done.Log.ShouldContain(e => e.By == "李" && e.What == act && e.Why == "同意");
        ear.Heard.OfType<LeadAcknowledged>()
            .Select(m => m.Side.StoredAt)
            .ShouldBe(act is FailureAct.Edit ? [DateTimeOffset.UnixEpoch.AddDays(1)] : []);
        done.MendedBody.ShouldBe(body);
        (await Do(act, Li, "once more", body)).ShouldBeOfType<FailureAnswer.NotNow>();
    }

    [Fact]
    public async Task Another_body_or_another_act_is_a_request_of_its_own()
    {
        await Do(FailureAct.Edit, Wang, "写错了", Mended);
        var other = Mended.Replace("1970-01-02", "1970-01-03");
        (await Do(FailureAct.Edit, Li, "better so", other)).ShouldBeOfType<FailureAnswer.Waiting>().Failed.Asked!.By.ShouldBe("李");
        (await Do(FailureAct.Discard, Wang, "no use")).ShouldBeOfType<FailureAnswer.Waiting>();
        (await Do(FailureAct.Edit, Li, "yes", other)).ShouldBeOfType<FailureAnswer.Waiting>();
        ear.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_agrees_to_what_they_have_not_seen_is_told_to_look_again()
    {
        await Do(FailureAct.Edit, Wang, "写错了", Mended);
        var seen = (await Of().Find(Id, Stop))!.Version;
        await Do(FailureAct.Edit, Wang, "so", Mended.Replace("1970-01-02", "1970-01-03"));
        (await Do(FailureAct.Edit, Li, "同意", seen: seen)).ShouldBeOfType<FailureAnswer.Stale>();
        ear.Heard.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{", "$ (line 1, byte 1)")]
    [InlineData("null", "$")]
    [InlineData("{\n  \"sequence\": \"two\"}", "$.sequence (line 2, byte 19)")]
    public async Task A_body_that_is_no_such_message_is_refused_with_the_place(string body, string place) =>
        (await Do(FailureAct.Edit, Wang, "写错了", body)).ShouldBeOfType<FailureAnswer.Wrong>().Flaws.Single().Place.ShouldBe(place);

    [Fact]
    public async Task A_mended_message_stays_the_word_it_was_so_that_it_and_the_original_are_taken_once()
    {
        foreach (
            var (was, now, place) in new[] { ("r1@2", "r1@3", "$.id"), ("\"r1\"", "\"r2\"", "$.referralId"), (":2,", ":3,", "$.sequence") }
        )
        {
            (await Do(FailureAct.Edit, Wang, "写错了", Mended.Replace(was, now)))
                .ShouldBeOfType<FailureAnswer.Wrong>()
                .Flaws.Single()
                .Place.ShouldBe(place);
        }
    }

    [Fact]
    public async Task What_nobody_here_hears_does_not_count_as_handled()
    {
        await Failures.Keep(
            stores,
            Service,
            new LeadReturned
            {
                Id = "m2",
                ReferralId = "r1",
                Side = Said.Side,
            },
            new InvalidOperationException("?"),
            machine.GetUtcNow(),
            Stop
        );
        (await Do(FailureAct.Retry, Wang, id: Failures.IdOf("m2")))
            .ShouldBeOfType<FailureAnswer.Wrong>()
            .Flaws.Single()
            .Code.ShouldBe("unheard");
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_a_failure_of_its_own_and_goes_in_once_it_is_mended()
    {
        const string text =
            """{"id":"chunk","court":"浙0602","cases":[{"caseNumber":"（2025）浙0602执1号","revision":"three"},{"caseNumber":"no number","revision":1}]}""";
        await using var host = Host(new Fate());
        await host.Services.Deliver(Service, MessageBody.Unpack(typeof(CaseRecordsChanged).FullName!, text), Stop);
        await host.Services.Deliver(Service, MessageBody.Unpack(typeof(CaseRecordsChanged).FullName!, text), Stop);

        var kept = (await Of().Query(new DocumentQuery { Where = [Condition.Equal("type", nameof(CaseRecordsChanged))] }, Stop))
            .Select(f => f.Value)
            .ToList();
        kept.Count.ShouldBe(2, "said twice, they are the same two");
        var first = kept.Single(f => f.Body.Contains("three"));
        first.Reason.ShouldStartWith("$.revision: ");
        kept.Single(f => f.Body.Contains("no number")).Reason.ShouldStartWith("$.caseNumber: ");

        (await Do(FailureAct.Retry, Wang, id: first.Id))
            .ShouldBeOfType<FailureAnswer.Wrong>()
            .Flaws.Single()
            .Place.ShouldStartWith("$.cases[0].revision (line 1, byte ");
        var half = first.Body.Replace("\"three\"", "3");
        (await Do(FailureAct.Edit, Wang, "三", half, first.Id)).ShouldBeOfType<FailureAnswer.Wrong>("hash and record are missing");
    }

    private Documents<FailedMessage> Of() => Failures.Of(stores, Service);

    private async Task<FailedMessage> Kept() => (await Of().Find(Id, Stop))!.Value;

    private Task Fails() =>
        Failures.Keep(stores, Service, Said, new InvalidOperationException("the lamp is broken"), machine.GetUtcNow(), Stop);

    private async Task<FailureAnswer> Do(
        string act,
        Operator by,
        string? reason = null,
        string? body = null,
        string? id = null,
        long? seen = null,
        Fate? fate = null
    )
    {
        await using var host = Host(fate ?? new Fate());
        return await host
            .Services.GetRequiredService<FailureActs>()
            .Do(Service, id ?? Id, new FailureAct(act, reason, body, SeenRevision: seen), by, Stop);
    }

    /// <summary>A process of its own for each operator, as behind a balancer.</summary>
    private Process Host(Fate fate)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddSingleton<TimeProvider>(machine).AddSingleton<IStores>(new FatefulStores(stores, fate)).AddSingleton(ear);
        builder.Services.AddHandler<LeadAcknowledged, Hearer>(Service);
        builder.Services.AddHandler<CaseRecordsChanged, Hearer>(Service);
        return new Process(builder.Build());
    }

    private sealed class Process(IHost host) : IAsyncDisposable
    {
        public IServiceProvider Services => host.Services;

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>What was heard, in whatever process.</summary>
    private sealed class Ear
    {
        public List<ExchangeEvent> Heard { get; } = [];

        public Func<ExchangeEvent, Task> Hears { get; set; } = _ => Task.CompletedTask;

        public Task Hear(ExchangeEvent message)
        {
            Heard.Add(message);
            return Hears(message);
        }
    }

    private sealed class Hearer(Ear ear) : IHandle<LeadAcknowledged>, IHandle<CaseRecordsChanged>
    {
        public Task Handle(LeadAcknowledged message, CancellationToken cancellation) => ear.Hear(message);

        public Task Handle(CaseRecordsChanged message, CancellationToken cancellation) => ear.Hear(message);
    }
}
