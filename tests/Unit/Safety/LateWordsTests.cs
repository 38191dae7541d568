using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>What is older than what is known of a case is not applied, also where the newer word was only that nothing is new.</summary>
public sealed class LateWordsTests
{
    private static readonly DateOnly April = new(2026, 4, 1);
    private static readonly DateOnly May = new(2026, 5, 1);

    [Fact]
    public async Task A_file_that_finds_nothing_new_writes_no_case_and_an_older_file_cannot_undo_it()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "first");
        await room.Finish("first");
        await At(room, May, Quarter.Of(Quarter.Rows(1, 5)), "again");
        (await room.Counts("again")).ShouldBe(new ImportCounts(5, 0, 5, 0, 0));
        var versions = await Versions(room);
        versions.ShouldAllBe(version => version == 1);

        await room.Upload(Quarter.Of(Quarter.Rows(1, 5, claim: 777)), "late", asOf: April);
        await room.Finish("late");

        (await room.Counts("late")).ShouldBe(new ImportCounts(5, 0, 5, 0, 0));
        (await room.Remarks.Query(new DocumentQuery())).Count(r => r.Value.Kind == "note").ShouldBe(5);
        (await Versions(room)).ShouldBe(versions);
    }

    [Fact]
    public async Task A_record_pushed_as_of_an_earlier_day_cannot_undo_it_either()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "first");
        await room.Finish("first");
        await At(room, May, Quarter.Of(Quarter.Rows(1, 5)), "again");
        await using var court = room.Process();

        (await court.Push.Apply(Quarter.Pushed(3, claim: 555), April, "court:浙0602", default)).Changes.ShouldBeEmpty();
        (await room.Case(3)).Revision.ShouldBe(1);
        (await court.Push.Apply(Quarter.Pushed(3, claim: 555), May, "court:浙0602", default)).Changes.ShouldNotBeEmpty();
        (await room.Case(3)).Revision.ShouldBe(2);
    }

    /// <summary>The pusher touches the case and looks for notes; the importer notes and looks at the case: one of them sees the other.</summary>
    [Theory]
    [InlineData(3, 3)] // before it is noted that nothing is new: the file's word is then news
    [InlineData(4, 1)] // after that: the late word is not applied
    public async Task A_record_pushed_late_while_a_file_finds_it_unchanged_never_stays(int pushedBefore, int revision)
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "first");
        await room.Finish("first");
        var known = (await room.Case(3)).Record;
        room.Law.MoveTo(May);
        await room.Upload(Quarter.Of(Quarter.Rows(1, 5)), "again");
        await using var other = room.Process();
        var fate = new Fate
        {
            Meanwhile = step =>
                step == pushedBefore ? other.Push.Apply(Quarter.Pushed(3, claim: 555), April, "court:浙0602", default) : Task.CompletedTask,
        };
        await using (var importer = room.Process(fate))
        {
            await importer.Work("again");
        }
        (await room.Case(3)).Revision.ShouldBe(revision);
        (await room.Case(3)).Record.Claim.ShouldBe(known.Claim);
        await room.ShouldHaveToldEverything(evenUnsent: true);
    }

    [Fact]
    public async Task Of_two_files_of_one_court_as_of_different_days_the_second_waits_until_the_first_is_done()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 3)), "one");
        await using (var victim = room.Process(new Fate { DiesAt = 1, StepIsDone = true })) // it has taken the lease of the first
        {
            await victim.Work("one");
        }
        room.Law.MoveTo(May);
        await room.Upload(Quarter.Of(Quarter.Rows(1, 3, claim: 777)), "two");
        await using var other = room.Process();
        await other.Start();
        await CourtProcess.Until(async () =>
        {
            room.Machine.Advance(TimeSpan.FromSeconds(1));
            return (await room.Imports.Find(["one", "two"])).Values.All(i => i.Value.State == ImportState.Completed);
        });
        (await room.Counts("one")).Accepted.ShouldBe(3);
        (await room.Counts("two")).Accepted.ShouldBe(3);
        (await room.Case(1)).Record.Claim.ShouldBe(new Money(777));
    }

    private static async Task At(CourtRoom room, DateOnly day, string file, string import)
    {
        room.Law.MoveTo(day);
        await room.Upload(file, import);
        await room.Finish(import);
    }

    private static async Task<List<long>> Versions(CourtRoom room) =>
        [.. (await room.Cases.Query(new DocumentQuery { Limit = 100 })).Select(c => c.Version)];
}
