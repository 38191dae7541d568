using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.PoliceReferral;

public class AcceptanceTests
{
    private static readonly AcknowledgeBody Receipt = new() { ReceiptNumber = "越公受〔2026〕9号" };

    [Fact]
    public void A_lead_is_acknowledged_with_the_receipt_in_the_whole_side()
    {
        var desk = Desk.WithLead().Later(hours: 3).Acknowledges();

        desk.Referral.State.ShouldBe(ReferralState.Acknowledged);
        var said = desk.Said.ShouldHaveSingleItem().ShouldBeOfType<LeadAcknowledged>();
        said.ReferralId.ShouldBe(Desk.Id);
        said.Side.Receipt!.Number.ShouldBe("越公受〔2026〕9号");
        said.Side.FilingClock!.DueOn.ShouldBe(Desk.Day("2026-03-05"));
        desk.Referral.Clock(StatutoryClocks.Acknowledgement).ShouldBeNull();
        desk.Note.ShouldBeNull();
    }

    [Theory]
    [InlineData(ReferralChannel.Procuratorate, "2026-03-05")]
    [InlineData(ReferralChannel.CourtRefusal, "2026-03-09")]
    [InlineData(ReferralChannel.Economic, "2026-03-09")]
    [InlineData(ReferralChannel.Administrative, "2026-03-05")]
    public void The_filing_decision_is_due_by_its_channel(ReferralChannel channel, string due)
    {
        var desk = Desk.Acknowledged(channel);

        var clock = desk.Referral.Police.FilingClock!;
        clock.DueOn.ShouldBe(Desk.Day(due));
        clock.IsLegal.ShouldBeTrue();
        clock.Owner.ShouldBe(Desk.Police);
    }

    [Fact]
    public void Until_the_minute_before_hour_24_the_filing_clock_waits_for_the_receipt()
    {
        var desk = Desk.WithLead().Later(hours: 23, minutes: 59).TimePasses();

        desk.Referral.Police.FilingClock.ShouldBeNull();
        desk.Acknowledges().Referral.Police.FilingClock!.StartedOn.ShouldBe(Desk.Day("2026-03-03"));
    }

    [Fact]
    public void From_hour_24_the_filing_clock_runs_from_when_the_police_had_the_lead()
    {
        var desk = Desk.WithLead();
        desk.Referral.WakeOn.ShouldBe(Desk.Day("2026-03-03"));

        desk.Later(hours: 24).TimePasses();

        desk.Referral.State.ShouldBe(ReferralState.Transferred);
        desk.Referral.Police.FilingClock!.StartedOn.ShouldBe(Desk.Day("2026-03-02"));
        desk.Referral.WakeOn.ShouldBeNull();
        desk.Clock(StatutoryClocks.Acknowledgement).IsOverdue(desk.Today, desk.Now.AddMinutes(1)).ShouldBeTrue();
        var known = desk.Referral;
        desk.TimePasses().Referral.ShouldBeSameAs(known);
    }

    [Fact]
    public void A_late_receipt_does_not_start_the_clock_anew_whether_or_not_somebody_looked_at_it()
    {
        var seen = Desk.WithLead().Later(days: 2).TimePasses().Acknowledges();
        var unseen = Desk.WithLead().Later(days: 2).Acknowledges();

        seen.Referral.Police.FilingClock!.DueOn.ShouldBe(Desk.Day("2026-03-05"));
        unseen.Referral.Police.FilingClock!.DueOn.ShouldBe(Desk.Day("2026-03-05"));
        unseen.Note!.ShouldContain("逾期：受案回执");
    }

    [Fact]
    public void A_receipt_entered_days_later_counts_from_its_own_day()
    {
        var desk = Desk.WithLead().Later(days: 5).Does(m => m.Dated(Desk.Day("2026-03-02")).Acknowledge(Receipt));

        desk.Referral.Police.FilingClock!.StartedOn.ShouldBe(Desk.Day("2026-03-02"));
        desk.Note.ShouldBeNull();
    }

    [Fact]
    public void A_receipt_cannot_be_older_than_the_transfer() =>
        Desk.WithLead().IsRefused(m => m.Dated(Desk.Day("2026-03-01")).Acknowledge(Receipt)).Code.ShouldBe("too-early");

    [Fact]
    public void A_return_names_the_missing_items_and_the_filing_clock_stands_still()
    {
        var desk = Desk.Acknowledged().Later(hours: 4).Returns("判决书", "送达回证");

        desk.Referral.State.ShouldBe(ReferralState.Returned);
        desk.Said.ShouldHaveSingleItem().ShouldBeOfType<LeadReturned>().Side.Returns[0].Missing.ShouldBe(["判决书", "送达回证"]);
        desk.Referral.Police.FilingClock!.PausedOn.ShouldBe(desk.Today);
        var completion = desk.Clock(StatutoryClocks.Completion);
        completion.Owner.ShouldBe(Desk.Procuratorate);
        completion.DueOn.ShouldBe(Desk.Day("2026-03-05"));
    }

    [Fact]
    public void A_court_completes_what_it_sent() =>
        Desk.Acknowledged(ReferralChannel.CourtRefusal).Returns("判决书").Clock(StatutoryClocks.Completion).Owner.ShouldBe("court:浙0602");

    [Fact]
    public void After_completion_the_filing_clock_goes_on_with_what_was_left()
    {
        var desk = Desk.Acknowledged(ReferralChannel.Economic).Later(hours: 20).Returns("判决书").Later(days: 2).IsCompleted("判决书");

        desk.Referral.State.ShouldBe(ReferralState.Acknowledged);
        var clock = desk.Referral.Police.FilingClock!;
        clock.IsRunning.ShouldBeTrue();
        clock.PausedDays.ShouldBe(2);
        clock.DueOn.ShouldBe(Desk.Day("2026-03-11"));
        desk.Referral.Clock(StatutoryClocks.Completion).ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_returned_after_24_hours()
    {
        var body = new ReturnBody { Missing = ["判决书"] };
        Desk.Acknowledged().Later(hours: 24).Does(m => m.Return(body)).Referral.State.ShouldBe(ReferralState.Returned);

        var refusal = Desk.Acknowledged().Later(hours: 24, minutes: 1).IsRefused(m => m.Return(body));

        refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refusal.Detail.ShouldContain("within 24 hours");
    }

    [Fact]
    public void An_item_is_asked_for_once()
    {
        var desk = Desk.Acknowledged().Returns("判决书").Later(days: 2).IsCompleted();

        desk.IsRefused(m => m.Return(new ReturnBody { Missing = [" 判决书 ", "身份证明"] })).Detail.ShouldContain("判决书");
        desk.Returns("身份证明").Referral.State.ShouldBe(ReferralState.Returned);
    }

    [Fact]
    public void The_third_return_is_refused_with_file_or_decline()
    {
        var desk = Desk.Acknowledged().Returns("一").IsCompleted().Returns("二").IsCompleted();

        var refusal = desk.IsRefused(m => m.Return(new ReturnBody { Missing = ["三"] }));

        refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refusal.Detail.ShouldContain("file or decline");
        refusal.Allowed!.ShouldNotContain("return");
        refusal.Allowed!.ShouldContain("decline");
    }

    [Fact]
    public void A_lead_handed_over_needs_a_new_receipt_and_the_old_one_stays_evidence()
    {
        var desk = Desk.Acknowledged().Later(hours: 5).HandsOver(Desk.Keqiao);

        var referral = desk.Referral;
        referral.State.ShouldBe(ReferralState.Transferred);
        referral.Office.ShouldBe("police:330603");
        referral.Division.ShouldBe(Desk.Keqiao);
        referral.AlsoReadBy.ShouldBe(Desk.Yuecheng);
        referral.EarlierReceipts.ShouldHaveSingleItem().Number.ShouldBe("越公受〔2026〕9号");
        var side = desk.Said.ShouldHaveSingleItem().ShouldBeOfType<ReferralHandedOver>().Side;
        side.Organ.ShouldBe(Desk.Keqiao);
        side.StoredAt.ShouldBe(desk.Now);
        side.HandOvers[0].From.ShouldBe(Desk.Yuecheng);
        desk.Clock(StatutoryClocks.Acknowledgement).DueAt.ShouldBe(desk.Now.AddHours(24));
        desk.Clock(StatutoryClocks.Acknowledgement).Owner.ShouldBe("police:330603");
        referral.Clocks.Count(c => c.IsRunning).ShouldBe(1);
        desk.Note.ShouldBe("At the police for 0 days so far (公安机关已历0日)");
    }

    [Fact]
    public void The_filing_clock_of_the_new_organ_runs_from_its_own_receipt_and_the_total_is_shown()
    {
        var desk = Desk.Acknowledged().Later(days: 2).HandsOver(Desk.Keqiao);
        desk.Note!.ShouldContain("2 days");
        desk.Note!.ShouldContain("逾期：移送有管辖权机关");

        desk.Later(hours: 3).Acknowledges();

        desk.Referral.Police.FilingClock!.DueOn.ShouldBe(Desk.Day("2026-03-09"), "7 March is a Saturday");
        desk.Referral.Police.FilingClock!.Owner.ShouldBe("police:330603");
        desk.Referral.FirstStoredAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_third_hand_over_is_for_the_common_superior()
    {
        var desk = Desk.WithLead().HandsOver(Desk.Keqiao).HandsOver(Desk.Shangyu);

        var refusal = desk.IsRefused(m => m.HandOver(new HandOverBody { To = Desk.Yuecheng, Reason = "不属本地" }));

        refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refusal.Detail.ShouldContain("police:330600");
        refusal.Allowed.ShouldBe(["acknowledge"]);
    }

    [Fact]
    public void A_lead_is_not_handed_to_where_it_is() =>
        Desk.WithLead().IsRefused(m => m.HandOver(new HandOverBody { To = Desk.Yuecheng, Reason = "x" })).Code.ShouldBe("same-organ");
}
