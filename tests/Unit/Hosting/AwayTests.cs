using System.Text.Json;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Hosting;

/// <summary>A store or a broker that is away: doors say when to ask again, and a start waits.</summary>
public sealed class AwayTests
{
    public static TheoryData<Exception, string> Away =>
        new()
        {
            { new StoreUnavailableException("mongodb://user:secret@host"), "store-unavailable" },
            { new BrokerUnavailableException("amqp://user:secret@host"), "broker-unavailable" },
        };

    [Theory]
    [MemberData(nameof(Away))]
    public async Task A_door_answers_503_and_when_to_ask_again(Exception away, string code)
    {
        using var body = new MemoryStream();
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Response.Body = body;

        (await new UnexpectedErrors().TryHandleAsync(http, away, default)).ShouldBeTrue();

        http.Response.StatusCode.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        http.Response.Headers.RetryAfter.ToString().ShouldBe("2");
        body.Position = 0;
        using var problem = await JsonDocument.ParseAsync(body);
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
        problem.RootElement.GetRawText().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_start_waits_for_the_store_and_says_so()
    {
        var machine = new FakeTimeProvider();
        var log = new LineLog();
        var asked = 0;
        var starting = StartWithStore.Until(
            () => ++asked < 4 ? throw new StoreUnavailableException("nobody listens") : Task.CompletedTask,
            machine,
            log,
            default
        );
        for (var wait = 1; wait < 4; wait++)
        {
            starting.IsCompleted.ShouldBeFalse();
            asked.ShouldBe(wait);
            machine.Advance(TimeSpan.FromSeconds(3));
        }
        await starting;
        log.Lines.ShouldBe(Enumerable.Repeat("Waiting for the store. nobody listens", 3));
    }

    [Fact]
    public async Task A_start_does_not_wait_for_what_will_never_come() =>
        await Should.ThrowAsync<InvalidOperationException>(() =>
            StartWithStore.Until(
                () => throw new InvalidOperationException("made by an earlier version"),
                new FakeTimeProvider(),
                new LineLog(),
                default
            )
        );

    private sealed class LineLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));
    }
}
