using Exchange.Contracts;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>The law day and the machine's time are two clocks: moving the first ends no lease.</summary>
public sealed class LawDayTests
{
    [Fact]
    public async Task A_year_of_law_days_takes_no_import_from_who_works_on_it_and_half_a_minute_of_silence_does()
    {
        await using var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 3)), "one");
        await using (var victim = room.Process(new Fate { DiesAt = 1, StepIsDone = true })) // it has taken the lease
        {
            await victim.Work("one");
        }
        await room.Upload(Quarter.Of(Quarter.Rows(10, 3)), "two");
        room.Law.MoveTo(new DateOnly(2027, 3, 31));
        // Another process finds another import to do, and ends it, but not the one that is taken.
        await using var other = room.Process();
        await other.Start();
        await CourtProcess.Until(async () => (await room.Imports.Find("two"))!.Value.State == ImportState.Completed);
        (await room.Imports.Find("one"))!.Value.Fence.ShouldBe(1);
        room.Machine.Advance(TimeSpan.FromSeconds(31));
        await CourtProcess.Until(async () =>
        {
            room.Machine.Advance(TimeSpan.FromMilliseconds(100));
            return (await room.Imports.Find("one"))!.Value.State == ImportState.Completed;
        });
        (await room.Imports.Find("one"))!.Value.Fence.ShouldBe(2);
    }

    [Fact]
    public async Task A_year_of_law_days_does_not_make_an_announcement_old()
    {
        await using var room = await CourtRoom.Open();
        var announced = new Announcement
        {
            Id = "a",
            Cases = [CaseNumber.Parse(Quarter.CaseNumber(1))],
            OpenedAt = room.Machine.GetUtcNow(),
            History = false,
        };
        await room.Announcements.Write(announced, 0, []);
        room.Law.MoveTo(new DateOnly(2027, 3, 31));
        await using var process = room.Process();
        await process.Sweeper.Sweep(AnnouncementSweep.Patience, null, default);
        (await room.Announcements.Find("a"))!.Value.SweptAt.ShouldBeNull();
        room.Machine.Advance(AnnouncementSweep.Patience + TimeSpan.FromSeconds(1));
        await process.Sweeper.Sweep(AnnouncementSweep.Patience, null, default);
        (await room.Announcements.Find("a"))!.Value.SweptAt.ShouldNotBeNull();
    }
}
