using Exchange.Access;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd;

public sealed class LocalRunTests
{
    [Fact]
    public async Task It_is_ready_once_started_and_again_after_a_restart_on_the_same_folder_and_law_day()
    {
        var day = new DateOnly(2026, 7, 1);
        await using var run = await LocalRun.Start(day);
        (await run.AsNobody().Get("/health/ready")).Status.ShouldBe(200);

        await run.Stop();
        await run.Start();

        (await run.AsNobody().Get("/health/ready")).Status.ShouldBe(200);
        run.Today.ShouldBe(day);
        (await run.As(Roles.CourtClerk, "330602").Get("/court/v1/cases")).Items.ShouldBeEmpty();
    }
}
