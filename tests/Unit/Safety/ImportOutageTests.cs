using Exchange.CourtFeed.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>A store that goes away is not the import's fault, however often it does; an import that always fails is told so.</summary>
public sealed class ImportOutageTests
{
    private const int Outages = 70;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_outlives_any_number_of_outages_and_ends_as_if_there_had_been_none(bool writeHappened)
    {
        var file = Quarter.Of([.. Quarter.Rows(1, 120), Quarter.BadRow(900)]);
        await using var undisturbed = await CourtRoom.Open();
        await undisturbed.Upload(file, "one");
        await undisturbed.Finish("one");
        await using var room = await CourtRoom.Open();
        await room.Upload(file, "one");

        var outages = 0;
        var fate = new Fate
        {
            FailsAfterwards = writeHappened,
            Fails = step => step % 3 == 0 && Interlocked.Increment(ref outages) <= Outages,
        };
        await RunUntilEnded(room, fate);

        outages.ShouldBeGreaterThan(Outages);
        var import = (await room.Imports.Find("one"))!.Value;
        import.Fence.ShouldBeGreaterThan(20, "it was taken up again and again");
        import.Failures.ShouldBe(0);
        import.State.ShouldBe(ImportState.Completed);
        await room.Sweep();
        (await room.Stored()).ShouldBe(await undisturbed.Stored());
        (await room.Counts("one")).ShouldBe(await undisturbed.Counts("one"));
        (await room.Remarked("one")).ShouldBe(await undisturbed.Remarked("one"));
        await room.ShouldHaveToldEverything();
    }

    [Fact]
    public async Task An_import_that_fails_of_itself_every_time_is_not_tried_for_ever()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 3)), "one");

        // Take it up, announce, say that it failed: the second of each three.
        var fate = new Fate
        {
            Meanwhile = step => step % 3 == 2 ? throw new InvalidOperationException("a mistake of ours") : Task.CompletedTask,
        };
        await RunUntilEnded(room, fate);

        var import = (await room.Imports.Find("one"))!.Value;
        import.State.ShouldBe(ImportState.Failed);
        import.FailureReason.ShouldBe("failed in 60 attempts: InvalidOperationException");
    }

    private static async Task RunUntilEnded(CourtRoom room, Fate fate)
    {
        await using var process = room.Process(fate);
        await process.Start();
        await CourtProcess.Until(async () =>
        {
            room.Machine.Advance(TimeSpan.FromSeconds(31));
            return (await room.Imports.Find("one"))!.Value.State != ImportState.Running;
        });
    }
}
