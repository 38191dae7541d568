using Exchange.Messaging;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.FailedMessages;

/// <summary>What becomes of a failure when its message fails once more.</summary>
public sealed class FailedMessageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_failing_told_twice_is_one() => Failed().Again(Failed()).ShouldBe(Failed());

    [Fact]
    public void What_fails_again_while_it_waits_is_counted_and_says_the_latest_reason()
    {
        var again = Failed().Again(Later("second"));
        again.State.ShouldBe(FailureState.Open);
        again.Attempts.ShouldBe(2);
        again.Reason.ShouldBe("second");
        again.FailedAt.ShouldBe(Noon.AddMinutes(1));
    }

    [Fact]
    public void What_fails_while_it_is_tried_is_open_and_whoever_tried_it_is_told_so()
    {
        var tried = Failed() with { State = FailureState.Retrying, Claim = new RetryClaim("甲", "1", Noon) };
        var again = tried.Again(Failed("at the same instant"));
        again.State.ShouldBe(FailureState.Open);
        again.Claim.ShouldBeNull();
        again.Reason.ShouldBe("at the same instant");
    }

    [Fact]
    public void What_was_handled_and_fails_again_is_open_again()
    {
        var again = (Failed() with { State = FailureState.Retried }).Again(Later("second"));
        again.State.ShouldBe(FailureState.Open);
        again.Log.ShouldHaveSingleItem().Why.ShouldBe("second");
    }

    [Fact]
    public void What_two_operators_discarded_or_mended_stays_so_however_often_the_bus_brings_the_original()
    {
        foreach (
            var closed in (FailedMessage[])
                [Failed() with { State = FailureState.Discarded }, Failed() with { State = FailureState.Retried, MendedBody = "{}" }]
        )
        {
            var again = closed.Again(Later("second")).Again(Later("third", minutes: 2));
            again.State.ShouldBe(closed.State);
            again.Reason.ShouldBe("first");
            again.Attempts.ShouldBe(3);
            again.Log.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Who_died_over_a_retry_holds_it_for_two_minutes_and_no_longer()
    {
        var tried = Failed() with { State = FailureState.Retrying, Claim = new RetryClaim("甲", "1", Noon) };
        tried.AllowedActs(Noon + FailedMessage.Patience - TimeSpan.FromTicks(1)).ShouldBeEmpty();
        tried.AllowedActs(Noon + FailedMessage.Patience).ShouldBe(["retry", "edit", "discard"]);
    }

    private static FailedMessage Later(string reason, int minutes = 1) => Failed(reason) with { FailedAt = Noon.AddMinutes(minutes) };

    private static FailedMessage Failed(string reason = "first") =>
        new()
        {
            Id = "1",
            Service = "lamps",
            Type = "Lamp",
            Body = "{}",
            Reason = reason,
            FailedAt = Noon,
        };
}
