using Exchange.Access;
using Exchange.Contracts;
using Exchange.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>A court that pushes faster than the others can take is told to come later, before anything piles up without limit.</summary>
public sealed class PushingTooFastTests : IAsyncLifetime
{
    private const int MorePushesThanMayWait = 2_300;
    private LocalRun run = null!;

    public async ValueTask InitializeAsync() =>
        run = await LocalRun.Start(
            new DateOnly(2026, 7, 1),
            builder =>
            {
                builder.Configuration["Limits:RequestsPerSecond"] = "100000";
                builder.Services.AddSingleton<IMessageBus, Stuck>();
            }
        );

    public ValueTask DisposeAsync() => run.DisposeAsync();

    [Fact]
    public async Task Whose_records_cannot_be_passed_on_is_told_when_to_come_again_and_nothing_of_a_refused_one_is_kept()
    {
        var clerk = run.As(Roles.CourtClerk, "330602");
        var answers = new Answer[MorePushesThanMayWait];
        await Parallel.ForAsync(
            0,
            answers.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) => answers[i] = await clerk.Post("/court/v1/cases", SampleRecord.Of(SampleRecord.NumberOf(i + 1)))
        );

        answers.Count(a => a.Status == 202).ShouldBeInRange(2_000, 2_100);
        var refused = Array.FindIndex(answers, a => a.Status == 429);
        answers.ShouldAllBe(a => a.Status == 202 || a.Status == 429);
        answers[refused].Code.ShouldBe("behind");
        answers[refused].RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
        var asked = await clerk.Get("/court/v1/cases/" + Uri.EscapeDataString(SampleRecord.NumberOf(refused + 1)));
        asked.Status.ShouldBe(404);
    }

    private sealed class Stuck : IMessageBus
    {
        public Task Publish(ExchangeEvent message, CancellationToken cancellation) => Ready(cancellation);

        public Task Ready(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);
    }
}
