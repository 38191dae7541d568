using Exchange.Contracts;
using Exchange.CourtFeed.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>A record pushed by itself while a file is imported that speaks of the same case.</summary>
public sealed class RacingPushTests
{
    [Fact]
    public async Task At_whatever_step_a_push_comes_both_have_spoken_and_each_revision_is_told()
    {
        var untouched = false;
        for (var step = 1; !untouched; step++)
        {
            await using var room = await Known();
            await using var court = room.Process();
            var pushed = false;
            var fate = new Fate
            {
                Meanwhile = async now =>
                {
                    if (now == step)
                    {
                        pushed = true;
                        await court.Push.Apply(
                            Quarter.Pushed(2, claim: 130000, more: "\"remarks\":\"来访\""),
                            room.Law.Today,
                            "court:浙0602",
                            default
                        );
                    }
                },
            };
            await using (var importer = room.Process(fate))
            {
                await importer.Work("second");
            }
            untouched = !pushed;
            await room.Sweep();
            var stored = await room.Case(2);
            stored.Record.Claim.ShouldBe(new Money(130000));
            stored.Record.Remarks.Has(out _).ShouldBe(pushed, $"step {step}");
            stored.Revisions.Select(r => r.Revision).ShouldBe(Enumerable.Range(1, (int)stored.Revision).Select(r => (long)r));
            var counts = await room.Counts("second");
            counts.Received.ShouldBe(counts.Accepted + counts.Unchanged + counts.Rejected);
            await room.ShouldHaveToldEverything();
            step.ShouldBeLessThan(100);
        }
    }

    [Fact]
    public async Task A_push_after_the_row_stays_though_the_import_dies_and_reads_the_row_again()
    {
        await using var room = await Known();
        await using var court = room.Process();
        var fate = new Fate
        {
            DiesAt = 5,
            Meanwhile = async _ =>
            {
                if (await room.Case(2) is { Revision: 2 } written && written.ChangedBy!.StartsWith("second", StringComparison.Ordinal))
                {
                    await court.Push.Apply(Quarter.Pushed(2, claim: 140000), room.Law.Today, "court:浙0602", default);
                }
            },
        };
        await using (var importer = room.Process(fate))
        {
            await importer.Work("second");
        }
        fate.Died.IsCompleted.ShouldBeTrue();
        (await room.Case(2)).Revision.ShouldBe(3);
        room.Machine.Advance(TimeSpan.FromSeconds(31));
        await room.Finish("second");
        await room.Sweep();
        (await room.Case(2)).Record.Claim.ShouldBe(new Money(140000));
        (await room.Counts("second")).ShouldBe(new ImportCounts(3, 3, 0, 0, 3));
        await room.ShouldHaveToldEverything();
    }

    private static async Task<CourtRoom> Known()
    {
        var room = await CourtRoom.Open();
        await room.Upload(Quarter.Of(Quarter.Rows(1, 3)), "first");
        await room.Finish("first");
        await room.Upload(Quarter.Of(Quarter.Rows(1, 3, claim: 130000)), "second");
        return room;
    }
}
