using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.PoliceReferral;

public class FilingTests
{
    [Theory]
    [InlineData(ReferralChannel.Procuratorate, "2026-03-09", "2026-04-01")]
    [InlineData(ReferralChannel.CourtRefusal, "2026-04-01")]
    [InlineData(ReferralChannel.Economic, "2026-04-01", "2026-05-06")]
    [InlineData(ReferralChannel.Administrative, "2026-03-12", "2026-04-01", "2026-05-06")]
    public void The_filing_clock_is_extended_step_by_step_as_its_channel_allows(ReferralChannel channel, params string[] dues)
    {
        var desk = Desk.Acknowledged(channel);
        foreach (var due in dues)
        {
            desk.Extends();
            desk.Said.ShouldHaveSingleItem().ShouldBeOfType<FilingClockExtended>().Side.Extensions[^1].To.ShouldBe(Desk.Day(due));
            desk.Referral.Police.FilingClock!.EffectiveDueOn.ShouldBe(Desk.Day(due));
        }

        var refusal = desk.IsRefused(m => m.Extend(Desk.Approved(desk.Today)));
        refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refusal.Detail.ShouldContain("no further extension");
        refusal.Allowed!.ShouldNotContain("extend");
    }

    [Fact]
    public void An_extension_approved_in_time_may_be_entered_later_one_approved_too_late_may_not()
    {
        var desk = Desk.Acknowledged().On("2026-03-07");

        desk.IsRefused(m => m.Extend(Desk.Approved(Desk.Day("2026-03-06")))).Code.ShouldBe("deadline-passed");
        desk.Does(m => m.Extend(Desk.Approved(Desk.Day("2026-03-05"))));
        desk.Referral.Police.FilingClock!.IsOverdue(desk.Today).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-03")]
    [InlineData("2026-03-01")]
    public void An_approval_lies_between_the_start_and_today(string day) =>
        Desk.Acknowledged().IsRefused(m => m.Extend(Desk.Approved(Desk.Day(day)))).Kind.ShouldBe(RefusalKind.Invalid);

    [Fact]
    public void An_extension_needs_an_approver_a_day_and_a_reason() =>
        new ExtendBody().Check().Select(flaw => flaw.Place).ShouldBe(["approvedBy", "approvedOn", "reason"]);

    [Fact]
    public void A_filed_case_shows_its_number_and_is_asked_after_in_three_months()
    {
        var desk = Desk.Filed();

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        var filing = desk.Said.ShouldHaveSingleItem().ShouldBeOfType<CriminalCaseFiled>().Side.Filing!;
        filing.ShouldBe(new CriminalFiling("越公立字〔2026〕7号", Desk.Day("2026-03-02"), Directed: false));
        desk.Referral.Police.FilingClock!.StoppedOn.ShouldBe(desk.Today);
        var reminder = desk.Referral.Clocks.Where(c => c.IsRunning).ShouldHaveSingleItem();
        reminder.Code.ShouldBe(StatutoryClocks.FilingReminder.Code);
        reminder.IsLegal.ShouldBeFalse();
    }

    [Fact]
    public void A_filing_after_the_deadline_is_accepted_and_marked_late() =>
        Desk.Acknowledged().On("2026-03-06").Files().Note.ShouldBe("Late, it was due on 2026-03-05 (逾期：立案审查应于2026-03-05前办理)");

    [Fact]
    public void A_filing_on_the_last_day_is_in_time() => Desk.Acknowledged().On("2026-03-05").Files().Note.ShouldBeNull();

    [Fact]
    public void The_reminder_comes_after_three_months_and_every_three_months_again()
    {
        var desk = Desk.Filed();
        desk.Referral.WakeOn.ShouldBe(Desk.Day("2026-06-03"));
        desk.On("2026-06-02").TimePasses().Referral.Reminders.ShouldBe(0);

        desk.On("2026-06-03").TimePasses();

        desk.Referral.Reminders.ShouldBe(1);
        desk.Note!.ShouldContain("催办");
        desk.Clock(StatutoryClocks.FilingReminder).DueOn.ShouldBe(Desk.Day("2026-09-02"));
        desk.TimePasses().Referral.Reminders.ShouldBe(1);
        desk.On("2027-03-10").TimePasses().Referral.Reminders.ShouldBe(4, "a jump judges as of today, once");
        desk.Referral.Clocks.Count(c => c.IsRunning).ShouldBe(1);
    }

    [Fact]
    public void Who_has_enough_may_file_without_waiting_for_what_was_asked()
    {
        var desk = Desk.Acknowledged().Returns("判决书").Later(days: 1).Files();

        desk.Referral.Police.FilingClock!.StoppedOn.ShouldBe(desk.Today);
        desk.Referral.Clocks.Where(c => c.StoppedOn is null).ShouldHaveSingleItem().Code.ShouldBe(StatutoryClocks.FilingReminder.Code);
    }

    [Fact]
    public void Referrals_of_the_same_person_and_case_share_a_number_and_each_keeps_its_own()
    {
        var desk = Desk.Acknowledged().Does(m => m.File(new FileBody { Number = "越公立字〔2026〕7号", JoinedWith = "浙0602-T1" }));

        desk.Referral.JoinedWith.ShouldBe("浙0602-T1");
        desk.Referral.Police.Filing!.Number.ShouldBe("越公立字〔2026〕7号");
        Desk.Acknowledged().IsRefused(m => m.File(new FileBody { Number = "7", JoinedWith = Desk.Id })).Kind.ShouldBe(RefusalKind.Invalid);
    }

    [Fact]
    public void A_decline_names_ground_and_reasons_and_goes_to_the_procuratorate()
    {
        var desk = Desk.Declined();

        desk.Referral.State.ShouldBe(ReferralState.Declined);
        desk.Said.ShouldHaveSingleItem()
            .ShouldBeOfType<CriminalCaseDeclined>()
            .Side.Declined!.Ground.ShouldBe(DeclineGround.NoCriminalFacts);
        desk.Clock(StatutoryClocks.DeclinedReview).Owner.ShouldBe(Desk.Procuratorate);
        desk.Referral.Clocks.ShouldContain(c => c.Code == StatutoryClocks.DeclineNotice.Code && !c.IsRunning);
        new DeclineBody().Check().Select(flaw => flaw.Place).ShouldBe(["ground", "reasons"]);
    }

    [Fact]
    public void A_court_has_seven_days_of_being_told() =>
        Desk.Acknowledged(ReferralChannel.CourtRefusal)
            .Does(m => m.Decline(Desk.Declining))
            .Referral.Clocks.ShouldContain(c => c.Code == StatutoryClocks.DeclineNoticeToCourt.Code && c.DueOn == Desk.Day("2026-03-09"));

    [Fact]
    public void A_case_may_be_filed_after_its_decline_was_accepted_and_new_facts_came()
    {
        var desk = Desk.Declined().IsTold(s => s with { DeclineAcceptedOn = Desk.Day("2026-03-02") });
        desk.Referral.State.ShouldBe(ReferralState.Closed);
        desk.Referral.EndedAs.ShouldBe(ReferralEnd.NotFiled);
        desk.Referral.AllowedActs.ShouldBe(["file"]);

        desk.Later(days: 30).Files();

        desk.Referral.State.ShouldBe(ReferralState.Filed);
        desk.Referral.EndedAs.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_filed_before_it_was_taken() =>
        Desk.Acknowledged()
            .Later(days: 1)
            .IsRefused(m => m.Dated(Desk.Day("2026-03-01")).File(new FileBody { Number = "7" }))
            .Code.ShouldBe("too-early");
}
