using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.PoliceReferral;

public class SupervisionTests
{
    private static readonly ReasonsBody Text = new() { Text = "证据不足以证明转移财产" };

    private static Desk Directed => Desk.Declined().IsAskedForReasons().Does(m => m.GiveReasons(Text)).IsDirectedToFile();

    private static Desk Corrected => Directed.On("2026-03-20").IsTold(s => s with { CorrectionNoticedOn = Desk.Day("2026-03-20") });

    [Fact]
    public void Asked_for_reasons_the_police_have_seven_days()
    {
        var desk = Desk.Declined().IsAskedForReasons();

        desk.Referral.State.ShouldBe(ReferralState.ReasonsRequested);
        desk.Clock(StatutoryClocks.Reasons).DueOn.ShouldBe(Desk.Day("2026-03-09"));
        desk.Clock(StatutoryClocks.Reasons).Owner.ShouldBe(Desk.Police);
        desk.Referral.Clock(StatutoryClocks.DeclinedReview).ShouldBeNull();
        desk.Referral.Office.ShouldBe(Desk.Police);
    }

    [Fact]
    public void Reasons_given_are_examined_by_the_procuratorate()
    {
        var desk = Desk.Declined().IsAskedForReasons().Does(m => m.GiveReasons(Text));

        desk.Referral.State.ShouldBe(ReferralState.ReasonsGiven);
        desk.Said.ShouldHaveSingleItem().ShouldBeOfType<FilingReasonsGiven>().Side.Reasons!.Text.ShouldBe(Text.Text);
        desk.Clock(StatutoryClocks.ReasonsReview).Owner.ShouldBe(Desk.Procuratorate);
    }

    [Fact]
    public void Reasons_are_accepted_and_the_referral_is_closed()
    {
        var desk = Desk.Declined()
            .IsAskedForReasons()
            .Does(m => m.GiveReasons(Text))
            .IsTold(s => s with { ReasonsAcceptedOn = Desk.Day("2026-03-02") });

        desk.Referral.State.ShouldBe(ReferralState.Closed);
        desk.Referral.EndedAs.ShouldBe(ReferralEnd.NotFiled);
        desk.Referral.Clocks.ShouldNotContain(c => c.IsRunning);
    }

    [Fact]
    public void Silence_after_the_filing_period_brings_a_request_and_stays_overdue_beside_it()
    {
        var desk = Desk.Acknowledged().On("2026-03-06").IsAskedForReasons(delay: true);

        desk.Referral.State.ShouldBe(ReferralState.ReasonsRequested);
        desk.Referral.Police.FilingClock!.IsOverdue(desk.Today).ShouldBeTrue();
        desk.Referral.AllowedActs.ShouldBe(["reasons", "file", "decline"]);
    }

    [Fact]
    public void Silence_before_the_receipt_brings_a_request_too() =>
        Desk.WithLead().Later(days: 5).TimePasses().IsAskedForReasons(delay: true).Referral.State.ShouldBe(ReferralState.ReasonsRequested);

    [Fact]
    public void Whoever_was_silent_may_decline_and_so_gives_the_reasons()
    {
        var desk = Desk.Acknowledged().On("2026-03-06").IsAskedForReasons(delay: true).Does(m => m.Decline(Desk.Declining));

        desk.Referral.State.ShouldBe(ReferralState.ReasonsGiven);
        var side = desk.Said.ShouldHaveSingleItem().ShouldBeOfType<CriminalCaseDeclined>().Side;
        side.Reasons!.Text.ShouldBe(Desk.Declining.Reasons);
        side.Declined!.Reasons.ShouldBe(Desk.Declining.Reasons);
    }

    [Fact]
    public void Whoever_declined_before_may_not_decline_again()
    {
        var desk = Desk.Declined().IsAskedForReasons();

        desk.Referral.AllowedActs.ShouldBe(["reasons", "file"]);
        desk.IsRefused(m => m.Decline(Desk.Declining)).Detail.ShouldContain("declined already");
    }

    [Fact]
    public void A_correction_opinion_for_the_silence_leaves_the_reasons_due()
    {
        var desk = Desk.Declined()
            .IsAskedForReasons()
            .On("2026-03-10")
            .IsTold(s => s with { CorrectionNoticedOn = Desk.Day("2026-03-10") });

        desk.Referral.State.ShouldBe(ReferralState.ReasonsRequested);
        desk.Clock(StatutoryClocks.Reasons).IsOverdue(desk.Today).ShouldBeTrue();
    }

    [Fact]
    public void After_silence_a_filing_may_be_directed_at_once() =>
        Desk.Declined().IsAskedForReasons().On("2026-03-10").IsDirectedToFile().Referral.State.ShouldBe(ReferralState.FilingDirected);

    [Fact]
    public void A_directed_filing_has_fifteen_days_and_its_reminder_is_law()
    {
        var desk = Directed;
        desk.Clock(StatutoryClocks.DirectedFiling).DueOn.ShouldBe(Desk.Day("2026-03-17"));
        desk.Referral.AllowedActs.ShouldBe(["file"]);

        desk.Files();

        desk.Referral.Police.Filing!.Directed.ShouldBeTrue();
        desk.Clock(StatutoryClocks.SupervisedFilingReminder).IsLegal.ShouldBeTrue();
    }

    [Fact]
    public void A_correction_notice_has_fifteen_days_and_still_allows_the_filing()
    {
        var desk = Corrected;

        desk.Referral.State.ShouldBe(ReferralState.CorrectionNoticed);
        desk.Clock(StatutoryClocks.CorrectionNoticeAnswer).DueOn.ShouldBe(Desk.Day("2026-04-07"), "4 to 6 April are Qingming");
        desk.Files().Referral.Police.Filing!.Directed.ShouldBeTrue();
    }

    [Fact]
    public void Reported_upward_it_waits_for_the_higher_procuratorate_and_may_still_be_filed_or_closed()
    {
        var desk = Corrected.IsTold(s => s with { ReportedUpwardOn = Desk.Day("2026-03-20") });

        desk.Referral.State.ShouldBe(ReferralState.WithHigher);
        desk.Clock(StatutoryClocks.CorrectionNoticeAnswer).Owner.ShouldBe("procuratorate:330600");
        desk.Referral.AllowedActs.ShouldBe(["file"]);
        desk.IsTold(s => s with { ReasonsAcceptedOn = Desk.Day("2026-03-20") }).Referral.EndedAs.ShouldBe(ReferralEnd.NotFiled);
    }

    [Fact]
    public void A_drop_may_be_answered_with_a_correction_notice() =>
        Desk.Filed()
            .Does(m => m.Drop(new DropBody { Reasons = "x" }))
            .IsTold(s => s with { CorrectionNoticedOn = Desk.Day("2026-03-02") })
            .Referral.State.ShouldBe(ReferralState.CorrectionNoticed);

    [Fact]
    public void A_later_word_implies_the_earlier_ones()
    {
        var desk = Desk.Declined()
            .Later(days: 9)
            .IsTold(
                s =>
                    s with
                    {
                        ReasonsRequested = new ReasonsRequest(Desk.Day("2026-03-02"), false, null),
                        FilingDirectedOn = Desk.Day("2026-03-11"),
                    },
                at: 9
            );
        desk.Referral.State.ShouldBe(ReferralState.FilingDirected);

        var known = desk.Referral;
        desk.IsTold(s => s with { FilingDirectedOn = null }, at: 8).Referral.ShouldBeSameAs(known);
    }

    [Fact]
    public void What_no_longer_fits_is_noted_and_changes_no_state()
    {
        var desk = Desk.Filed().IsDirectedToFile();

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Note.ShouldBe("Conflict: FilingDirected was heard in state filed (与现状不符：filed时收到FilingDirected)");
        desk.Referral.Supervision!.FilingDirectedOn.ShouldNotBeNull();
    }

    [Fact]
    public void Money_paid_after_the_referral_is_shown_and_changes_no_state()
    {
        var paid = new PaymentFact(Desk.Day("2026-03-02"), Money.Zero, new Money(80000), null);
        var desk = Desk.Filed().IsTold(s => s with { Payments = [paid] });

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Referral.PaidBeforeIndictment.ShouldBeTrue();
        desk.Note!.ShouldContain("法释〔2024〕13号第11条");
        desk.Reports(OutcomeKind.Indicted).Referral.PaidBeforeIndictment.ShouldBeFalse();
    }
}
