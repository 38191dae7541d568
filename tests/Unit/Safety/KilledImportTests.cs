using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>A kill between each two writes of an import: nothing is lost, nothing counts twice.</summary>
public sealed class KilledImportTests
{
    /// <summary>Three chunks: changed, unchanged, new, bad rows, the same row again and one that says something else.</summary>
    private static readonly string Second = Quarter.Of([
        .. Quarter.Rows(1, 60, claim: 130000),
        .. Quarter.Rows(61, 60),
        Quarter.BadRow(900),
        Quarter.Row(1, 130000),
        Quarter.Row(2, 777),
        .. Quarter.Rows(201, 90),
    ]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_killed_at_any_step_and_resumed_ends_as_if_nothing_had_happened(bool stepIsDone)
    {
        var (stored, remarked, counts) = await Undisturbed();
        counts.ShouldBe(new ImportCounts(213, 150, 61, 2, 150));
        var untouched = false;
        for (var step = 1; !untouched; step++)
        {
            await using var room = await Before();
            var fate = new Fate { DiesAt = step, StepIsDone = stepIsDone };
            await using (var victim = room.Process(fate))
            {
                await victim.Work("second");
            }
            untouched = !fate.Died.IsCompleted;
            await Resume(room);
            (await room.Stored()).ShouldBe(stored, $"step {step}");
            (await room.Remarked("second")).ShouldBe(remarked, $"step {step}");
            (await room.Counts("second")).ShouldBe(counts, $"step {step}");
            await room.ShouldHaveToldEverything();
            step.ShouldBeLessThan(200);
        }
    }

    [Fact]
    public async Task Killed_again_and_again_it_still_ends_as_if_nothing_had_happened()
    {
        var (stored, remarked, counts) = await Undisturbed();
        await using var room = await Before();
        for (var life = 1; (await room.Imports.Find("second"))!.Value.State == ImportState.Running; life++)
        {
            // Each life is two steps longer, so that each resume meets what the one before left half done.
            await using (var victim = room.Process(new Fate { DiesAt = 2 + 2 * life }))
            {
                await victim.Work("second");
            }
            room.Machine.Advance(TimeSpan.FromSeconds(31));
            life.ShouldBeLessThan(100);
        }
        await room.Sweep();
        (await room.Stored()).ShouldBe(stored);
        (await room.Remarked("second")).ShouldBe(remarked);
        (await room.Counts("second")).ShouldBe(counts);
        await room.ShouldHaveToldEverything();
    }

    [Fact]
    public async Task The_same_file_a_second_time_changes_nothing_and_tells_nothing()
    {
        await using var room = await Before();
        await room.Finish("second");
        var stored = await room.Stored();
        var told = room.Bus.Published.Count;
        await room.Upload(Second, "third");
        await room.Finish("third");
        (await room.Stored()).ShouldBe(stored);
        room.Bus.Published.Count.ShouldBe(told);
        (await room.Counts("third")).ShouldBe(new ImportCounts(213, 0, 211, 2, 0));
    }

    [Fact]
    public async Task A_file_resumed_on_a_later_law_day_judges_by_the_day_of_its_receipt()
    {
        await using var room = await CourtRoom.Open();
        // Filed on the day after the receipt: a date in the future, also when the work is done later.
        await room.Upload(
            Quarter.Of([.. Quarter.Rows(1, 3), Quarter.Row(4).Replace("2023-01-05", "2026-04-01", StringComparison.Ordinal)]),
            "first"
        );
        await using (var victim = room.Process(new Fate { DiesAt = 3 }))
        {
            await victim.Work("first");
        }
        room.Law.MoveTo(new DateOnly(2026, 5, 1));
        await Resume(room, "first");
        (await room.Counts("first")).ShouldBe(new ImportCounts(4, 3, 0, 1, 3));
        (await room.Case(1)).AsOf.ShouldBe(new DateOnly(2026, 3, 31));
    }

    [Fact]
    public async Task The_first_row_of_a_case_wins_also_when_it_was_read_by_an_earlier_attempt()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of([.. Quarter.Rows(1, 120), Quarter.Row(1, 999), Quarter.BadRow(500), Quarter.Row(500)]), "first");
        await using (var victim = room.Process(new Fate { DiesAt = 9 }))
        {
            await victim.Work("first");
        }
        await Resume(room, "first");
        // A row that was rejected claims nothing: the good one of the same case goes in.
        (await room.Counts("first")).ShouldBe(new ImportCounts(123, 121, 0, 2, 121));
        (await room.Case(1)).Record.Claim.ShouldBe(new Money(120_000));
        (await room.Case(1)).Revision.ShouldBe(1);
    }

    private static async Task<(string Stored, string Remarked, ImportCounts Counts)> Undisturbed()
    {
        await using var room = await Before();
        await room.Finish("second");
        await room.ShouldHaveToldEverything();
        return (await room.Stored(), await room.Remarked("second"), await room.Counts("second"));
    }

    /// <summary>A first file is known, a second one has been uploaded.</summary>
    private static async Task<CourtRoom> Before()
    {
        var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 120)), "first");
        await room.Finish("first");
        await room.Upload(Second, "second");
        return room;
    }

    private static async Task Resume(CourtRoom room, string import = "second")
    {
        room.Machine.Advance(TimeSpan.FromSeconds(31));
        await room.Finish(import);
        await room.Sweep();
    }
}
