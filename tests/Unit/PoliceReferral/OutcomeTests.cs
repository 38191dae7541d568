using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.PoliceReferral;

public class OutcomeTests
{
    private static Desk TwoSuspects => Desk.Filed(Desk.Lead(suspects: 2));

    [Fact]
    public void A_referral_closes_when_every_suspect_has_a_final_outcome()
    {
        var desk = TwoSuspects.Reports(OutcomeKind.Measure).Reports(OutcomeKind.Verdict);
        desk.Referral.State.ShouldBe(ReferralState.Filed);

        desk.Reports(OutcomeKind.NotProsecuted, suspect: "2");

        desk.Referral.State.ShouldBe(ReferralState.Closed);
        desk.Referral.EndedAs.ShouldBe(ReferralEnd.Concluded);
        desk.Referral.Clocks.ShouldNotContain(c => c.IsRunning);
        desk.Said.ShouldHaveSingleItem().ShouldBeOfType<CriminalOutcomeReported>().Side.Outcomes.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(OutcomeKind.NotProsecuted, true)]
    [InlineData(OutcomeKind.Verdict, true)]
    [InlineData(OutcomeKind.Dropped, true)]
    [InlineData(OutcomeKind.Measure, false)]
    [InlineData(OutcomeKind.SentForProsecution, false)]
    [InlineData(OutcomeKind.Indicted, false)]
    [InlineData(OutcomeKind.MoneyPaid, false)]
    public void Only_an_end_against_the_person_is_final(OutcomeKind kind, bool final) =>
        Desk.Filed().Reports(kind, paid: 100).Referral.State.ShouldBe(final ? ReferralState.Closed : ReferralState.Filed);

    [Fact]
    public void A_step_entered_late_does_not_undo_a_later_end()
    {
        var desk = TwoSuspects.On("2026-04-20").Reports(OutcomeKind.Verdict).Reports(OutcomeKind.Measure, on: Desk.Day("2026-03-10"));

        desk.Reports(OutcomeKind.Verdict, suspect: "2").Referral.State.ShouldBe(ReferralState.Closed);
    }

    [Fact]
    public void Facts_keep_arriving_after_the_conclusion()
    {
        var desk = Desk.Filed().Reports(OutcomeKind.Verdict).Later(days: 10).Reports(OutcomeKind.MoneyPaid, paid: 5000);

        desk.Referral.State.ShouldBe(ReferralState.Closed);
        desk.Referral.Police.Outcomes[^1].Paid.ShouldBe(new Money(5000));
    }

    [Fact]
    public void The_same_step_twice_is_one()
    {
        var desk = Desk.Filed().Reports(OutcomeKind.Measure).Reports(OutcomeKind.Measure);

        desk.Referral.Police.Outcomes.Count.ShouldBe(1);
        desk.Said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("9", "2026-03-02", "unknown-suspect")]
    [InlineData("1", "2026-03-03", "future-date")]
    [InlineData("1", "2026-03-01", "too-early")]
    public void A_step_fits_a_suspect_and_a_day(string suspect, string day, string code) =>
        Desk.Filed()
            .IsRefused(m =>
                m.Report(
                    new OutcomeBody
                    {
                        SuspectId = suspect,
                        Kind = OutcomeKind.Measure,
                        On = Desk.Day(day),
                    }
                )
            )
            .Flaws.ShouldHaveSingleItem()
            .Code.ShouldBe(code);

    [Fact]
    public void Money_paid_names_the_amount()
    {
        new OutcomeBody
        {
            SuspectId = "1",
            Kind = OutcomeKind.MoneyPaid,
            On = Desk.Day("2026-03-02"),
        }
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("paid");
        new OutcomeBody().Check().Select(flaw => flaw.Place).ShouldBe(["suspectId", "kind", "on"]);
    }

    [Fact]
    public void A_dropped_case_is_looked_at_by_the_procuratorate_and_the_court_is_told()
    {
        var desk = Desk.Filed(Desk.Lead(ReferralChannel.CourtRefusal, Agency.Court))
            .Does(m => m.Drop(new DropBody { Reasons = "情节显著轻微" }));

        desk.Referral.State.ShouldBe(ReferralState.Dropped);
        desk.Said.ShouldHaveSingleItem().ShouldBeOfType<CriminalCaseDropped>().Side.Dropped!.Reasons.ShouldBe("情节显著轻微");
        desk.Clock(StatutoryClocks.DroppedReview).Owner.ShouldBe(Desk.Procuratorate);
        desk.Referral.Clocks.ShouldContain(c => c.Code == StatutoryClocks.DroppedNoticeToCourt.Code);
    }

    [Fact]
    public void A_dropped_case_may_be_filed_again()
    {
        var desk = Desk.Filed().Does(m => m.Drop(new DropBody { Reasons = "x" })).Later(days: 3).Files();

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Referral.Police.Dropped.ShouldBeNull();
        desk.Referral.Police.Filing!.On.ShouldBe(desk.Today);
    }

    [Fact]
    public void A_drop_that_is_accepted_closes_the_referral()
    {
        var desk = Desk.Filed()
            .Does(m => m.Drop(new DropBody { Reasons = "x" }))
            .IsTold(s => s with { DropAcceptedOn = Desk.Day("2026-03-02") });

        desk.Referral.State.ShouldBe(ReferralState.Closed);
        desk.Referral.EndedAs.ShouldBe(ReferralEnd.Dropped);
        desk.Referral.AllowedActs.ShouldBeEmpty();
    }
}
