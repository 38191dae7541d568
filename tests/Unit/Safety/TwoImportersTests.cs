using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Imports;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>Two importers of one file at once, and a sweeper beside an importer that pauses.</summary>
public sealed class TwoImportersTests
{
    [Fact]
    public async Task One_file_uploaded_twice_and_imported_by_two_at_once_is_stored_once()
    {
        await using var room = await CourtRoom.Open();
        var file = Quarter.Of(Quarter.Rows(1, 400));
        await room.Upload(file, "one");
        await room.Upload(file, "two");
        await using (var one = room.Process())
        await using (var two = room.Process())
        {
            await Task.WhenAll(one.Start(), two.Start());
            await CourtProcess.Until(async () =>
                (await room.Imports.Find(["one", "two"])).Values.All(i => i.Value.State == ImportState.Completed)
            );
        }
        await room.Sweep();
        (await room.Counts("one") + await room.Counts("two")).ShouldBe(new ImportCounts(800, 400, 400, 0, 400));
        (await room.Stored()).Split('\n').ShouldAllBe(line => line.Contains(" 1 ", StringComparison.Ordinal));
        await room.ShouldHaveToldEverything();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task An_importer_taken_for_dead_and_its_successor_do_the_work_once(int pausedAt)
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of([.. Quarter.Rows(1, 90), Quarter.BadRow(91)]), "one");
        Task? second = null;
        var fate = new Fate
        {
            // The first one's lease runs out in the middle of a step; another process takes the import up and ends it.
            Meanwhile = async step =>
            {
                if (step == pausedAt && second is null)
                {
                    room.Machine.Advance(TimeSpan.FromSeconds(31));
                    second = room.Finish("one");
                    await second;
                }
            },
        };
        await using (var first = room.Process(fate))
        {
            await first.Work("one");
        }
        (second is null).ShouldBeFalse();
        await room.Sweep();
        (await room.Counts("one")).ShouldBe(new ImportCounts(91, 90, 0, 1, 90));
        (await room.Stored()).Split('\n').ShouldAllBe(line => line.Contains(" 1 ", StringComparison.Ordinal));
        await room.ShouldHaveToldEverything();
    }

    [Fact]
    public async Task A_sweeper_between_any_two_steps_of_an_importer_costs_nothing()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 250)), "one");
        await using var other = room.Process();
        var fate = new Fate { Meanwhile = _ => Look(room, other, times: 1) };
        await using (var importer = room.Process(fate))
        {
            await importer.Work("one");
        }
        fate.Steps.ShouldBeGreaterThan(10);
        await room.Sweep();
        (await room.Counts("one")).ShouldBe(new ImportCounts(250, 250, 0, 0, 250));
        await room.ShouldHaveToldEverything();
    }

    /// <summary>The sweeper has closed the announcement; the importer wakes, writes under it, and dies before it looks.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_importer_that_slept_through_every_look_and_then_died_has_lost_nothing(int looks)
    {
        var untouched = false;
        for (var pausedAt = 1; !untouched; pausedAt++)
        {
            foreach (var diesAt in (int[])[pausedAt, pausedAt + 1])
            {
                await using var room = await CourtRoom.Open();
                await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "one");
                await using var other = room.Process();
                var fate = new Fate
                {
                    DiesAt = diesAt,
                    StepIsDone = true,
                    Meanwhile = step => step == pausedAt ? Look(room, other, looks) : Task.CompletedTask,
                };
                await using (var importer = room.Process(fate))
                {
                    await importer.Work("one");
                }
                untouched = !fate.Died.IsCompleted;
                room.Machine.Advance(TimeSpan.FromSeconds(31));
                await room.Finish("one");
                await room.Sweep();
                (await room.Counts("one")).ShouldBe(new ImportCounts(5, 5, 0, 0, 5), $"paused at {pausedAt}, died at {diesAt}");
                await room.ShouldHaveToldEverything();
            }
            pausedAt.ShouldBeLessThan(100);
        }
    }

    /// <summary>What was decided between the importer's look and its write goes into the row's own announcement, and is told by the import itself.</summary>
    [Fact]
    public async Task What_an_import_counts_as_published_is_published_when_it_is_completed()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "first");
        await room.Finish("first");
        room.Law.MoveTo(new DateOnly(2026, 4, 1));
        await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "again");
        await using var other = room.Process();
        var fate = new Fate
        {
            // The rows look unchanged; then, before that is noted, somebody changes a case, and the file's word is news.
            Meanwhile = async step =>
            {
                if (step == 3)
                {
                    await other.Push.Apply(Quarter.Pushed(3, claim: 555), new DateOnly(2026, 3, 31), "court:浙0602", default);
                }
            },
        };
        await using (var importer = room.Process(fate))
        {
            await importer.Work("again");
        }
        (await room.Counts("again")).ShouldBe(new ImportCounts(5, 1, 4, 0, 1));
        (await room.Case(3)).Revision.ShouldBe(3);
        (await room.Announcements.Query(new DocumentQuery())).ShouldBeEmpty();
        await room.ShouldHaveToldEverything(evenUnsent: true);
    }

    private static async Task Look(CourtRoom room, CourtProcess other, int times)
    {
        for (var i = 0; i < times; i++)
        {
            room.Machine.Advance(AnnouncementSweep.Patience + TimeSpan.FromSeconds(1));
            await other.Sweeper.Sweep(AnnouncementSweep.Patience, null, default);
        }
    }
}
