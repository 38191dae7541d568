using Exchange.Contracts;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.PoliceReferral;

public class SenderTests
{
    [Fact]
    public void A_transferred_lead_waits_for_its_receipt_at_the_organ_it_was_sent_to()
    {
        var desk = Desk.WithLead();

        desk.Referral.State.ShouldBe(ReferralState.Transferred);
        desk.Referral.Office.ShouldBe(Desk.Police);
        desk.Referral.Correlation.ShouldBe("330602-L1");
        desk.Clock(StatutoryClocks.Acknowledgement).DueAt.ShouldBe(desk.Now.AddHours(24));
        desk.Clock(StatutoryClocks.Acknowledgement).IsLegal.ShouldBeFalse();
        desk.Said.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_word_twice_changes_nothing()
    {
        var desk = Desk.WithLead();
        var known = desk.Referral;

        desk.Later(days: 1).Hears(side => side, at: 1).Referral.ShouldBeSameAs(known);
    }

    [Fact]
    public void What_is_insisted_on_is_decided_as_it_is() =>
        Desk.Acknowledged()
            .Returns("判决书")
            .Hears(side => side with { Completions = [new ReferralCompletion(Desk.Day("2026-03-02"), [], null, Insists: true)] })
            .Referral.State.ShouldBe(ReferralState.Acknowledged);

    [Fact]
    public void A_completion_of_what_was_not_returned_is_noted_as_a_conflict()
    {
        var desk = Desk.Filed().IsCompleted("判决书");

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Note.ShouldBe("Conflict: completed in state filed (与现状不符：filed时补齐材料)");
    }

    [Fact]
    public void A_supplement_moves_no_clock()
    {
        var desk = Desk.Acknowledged();
        var clocks = desk.Referral.Clocks;

        desk.Later(days: 1).Hears(side => side with { Supplements = [new ReferralCompletion(desk.Today, ["录音"], null, Insists: false)] });

        desk.Referral.Clocks.ShouldBe(clocks);
        desk.Note!.ShouldContain("补充材料");
    }

    [Fact]
    public void A_recall_before_the_filing_withdraws()
    {
        foreach (
            var desk in new[]
            {
                Desk.WithLead(),
                Desk.Acknowledged(),
                Desk.Acknowledged().Returns("一"),
                Desk.Declined(),
                Desk.Declined().IsAskedForReasons(),
            }
        )
        {
            desk.Hears(side => side with { RecalledOn = desk.Today, RecallReason = "移送错误" });

            desk.Referral.State.ShouldBe(ReferralState.Withdrawn);
            desk.Referral.Clocks.ShouldNotContain(c => c.IsRunning || c.StoppedOn == null);
            desk.Referral.AllowedActs.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_recall_after_the_filing_leaves_the_case_to_the_police()
    {
        var desk = Desk.Filed();
        desk.Hears(side => side with { RecalledOn = desk.Today });

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Note!.ShouldContain("the police decide");
    }

    [Fact]
    public void A_lead_no_longer_supported_goes_on()
    {
        var desk = Desk.Filed();
        desk.Hears(side => side with { NoLongerSupportedOn = desk.Today });

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Note!.ShouldContain("No longer supported");
    }

    [Fact]
    public void A_recall_heard_first_creates_a_withdrawn_referral() =>
        Desk.WithLead(Desk.Lead() with { RecalledOn = Desk.Day("2026-03-02") }).Referral.State.ShouldBe(ReferralState.Withdrawn);

    [Fact]
    public void A_supervisor_heard_before_the_referral_is_kept_until_it_comes()
    {
        var paid = new PaymentFact(Desk.Day("2026-03-02"), Money.Zero, new Money(10), null);
        var desk = Desk.Awaiting(Desk.Lead(), s => s with { Payments = [paid] });
        desk.Referral.State.ShouldBe(ReferralState.Awaited);
        desk.Referral.AllowedActs.ShouldBeEmpty();

        desk.Hears(side => side);

        desk.Referral.State.ShouldBe(ReferralState.Transferred);
        desk.Referral.Supervision!.Payments.ShouldBe([paid]);
        desk.Referral.Police.StoredAt.ShouldBe(desk.Now);
    }

    [Fact]
    public void A_request_heard_before_the_referral_takes_effect_when_it_comes() =>
        Desk.Awaiting(Desk.Lead(), s => s with { ReasonsRequested = new ReasonsRequest(Desk.Day("2026-03-02"), true, null) })
            .Hears(side => side)
            .Referral.State.ShouldBe(ReferralState.ReasonsRequested);
}
