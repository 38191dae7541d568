using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Transfers;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Transfers.Referrals;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Transfers;

public sealed class FilingSupervisionTests
{
    private static readonly DirectFilingBody Direct = new() { Reasons = "证据充分" };
    private static readonly StatementBody Statement = new() { Text = "限期纠正" };

    [Fact]
    public void Silence_starts_the_filing_clock_from_the_day_of_the_transfer_after_twenty_four_hours()
    {
        var transferred = Transferred();
        transferred.WakeOn.ShouldBe(Monday.AddDays(1));
        TransferClocks.OnClock(transferred, At(Monday.AddDays(1), hour: 9)).ShouldBe(Decision<Transfer>.NothingNew);

        var woken = Now(TransferClocks.OnClock(transferred, At(Monday.AddDays(1), hour: 10)));

        var clock = woken.Clock(StatutoryClocks.FilingDecisionByProcuratorate).ShouldNotBeNull();
        clock.StartedOn.ShouldBe(Monday);
        clock.DueOn.ShouldBe(new DateOnly(2026, 3, 5));
        woken.WakeOn.ShouldBeNull();
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Reasons_for_the_delay_are_asked_once_the_filing_clock_is_over(int days, bool asked)
    {
        foreach (var transfer in new[] { Transferred(), Acknowledged() })
        {
            var decision = transfer.RequestReasons(new RemarkBody(), At(Monday.AddDays(days)));

            (decision is Accepted<Transfer>).ShouldBe(asked);
            if (asked)
            {
                Says(decision)
                    .ShouldHaveSingleItem()
                    .ShouldBeOfType<FilingReasonsRequested>()
                    .Side.ReasonsRequested!.ForDelay.ShouldBeTrue();
                Now(decision).Clock(StatutoryClocks.Reasons)!.Owner.ShouldBe("police:330602");
            }
        }
    }

    [Fact]
    public void A_decline_after_the_question_for_the_delay_gives_the_reasons() =>
        Now(Acknowledged().RequestReasons(new RemarkBody(), At(Monday.AddDays(4))))
            .Hears<CriminalCaseDeclined>(
                Monday.AddDays(6),
                s => s with { Declined = new FilingDeclined(Monday.AddDays(6), DeclineGround.ClearlyMinor, "轻微", null) }
            )
            .State.ShouldBe(TransferState.ReasonsGiven);

    [Fact]
    public void An_accepted_decline_closes_without_filing()
    {
        var decision = Declined().AcceptReasons(new RemarkBody(), At(Monday.AddDays(4)));

        Now(decision).Outcome.ShouldBe(TransferOutcome.NotFiled);
        Says(decision).OfType<FilingReasonsAccepted>().ShouldHaveSingleItem().Side.DeclineAcceptedOn.ShouldBe(Monday.AddDays(4));
        Says(decision).OfType<LeadWorkEnded>().ShouldHaveSingleItem().Outcome.ShouldBe("notFiled");
    }

    [Fact]
    public void A_filing_after_the_accepted_decline_opens_the_referral_again()
    {
        var closed = Now(Declined().AcceptReasons(new RemarkBody(), At(Monday.AddDays(4))));

        var decision = closed.Said<CriminalCaseFiled>(
            Monday.AddDays(30),
            s => s with { Filing = new CriminalFiling("立2号", Monday.AddDays(30), Directed: false) }
        );

        Now(decision).State.ShouldBe(TransferState.Filed);
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<LeadWorkReopened>();
    }

    [Fact]
    public void Reasons_that_convince_close_the_referral() =>
        Now(ReasonsGiven().AcceptReasons(new RemarkBody(), At(Monday.AddDays(9))))
            .Supervision.ReasonsAcceptedOn.ShouldBe(Monday.AddDays(9));

    [Fact]
    public void Reasons_that_do_not_convince_lead_to_a_directed_filing_within_fifteen_days()
    {
        var decision = ReasonsGiven().DirectFiling(Direct, At(Monday.AddDays(9)));

        Now(decision).State.ShouldBe(TransferState.FilingDirected);
        Now(decision).Clock(StatutoryClocks.DirectedFiling)!.DueOn.ShouldBe(new DateOnly(2026, 3, 26));
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<FilingDirected>().Side.FilingDirectedFor.ShouldBe("证据充分");
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void A_filing_is_directed_on_silence_only_when_the_seven_days_are_over(int days, bool over) =>
        (ReasonsRequested().DirectFiling(Direct, At(Monday.AddDays(days))) is Accepted<Transfer>).ShouldBe(over);

    [Fact]
    public void A_correction_for_silence_leaves_the_state_and_the_filing_may_be_directed_the_same_day()
    {
        var corrected = Now(ReasonsRequested().Correct(Statement, At(Monday.AddDays(11))));
        corrected.State.ShouldBe(TransferState.ReasonsRequested);

        Now(corrected.DirectFiling(Direct, At(Monday.AddDays(11)))).State.ShouldBe(TransferState.FilingDirected);
    }

    [Theory]
    [InlineData("2026-03-26", false)]
    [InlineData("2026-03-27", true)]
    public void A_notice_of_correction_follows_fifteen_days_without_filing(string day, bool over) =>
        (FilingDirected().Correct(Statement, At(DateOnly.Parse(day))) is Accepted<Transfer>).ShouldBe(over);

    [Theory]
    [InlineData(55, false)]
    [InlineData(60, true)]
    public void An_unanswered_notice_is_reported_to_the_higher_procuratorate(int days, bool over)
    {
        var decision = CorrectionNoticed().ReportUpward(Statement, At(Monday.AddDays(days)));

        (decision is Accepted<Transfer>).ShouldBe(over);
        if (over)
        {
            Now(decision).State.ShouldBe(TransferState.WithHigher);
            Now(decision).Office.ShouldBe("procuratorate:330600");
            Now(decision).Clock(StatutoryClocks.CorrectionNoticeAnswer)!.Owner.ShouldBe("procuratorate:330600");
        }
    }

    [Fact]
    public void What_the_higher_procuratorate_brings_back_may_be_that_nothing_is_filed()
    {
        var higher = Now(CorrectionNoticed().ReportUpward(Statement, At(Monday.AddDays(60))));

        var closed = Now(higher.AcceptReasons(new RemarkBody { Text = "协商结果" }, At(Monday.AddDays(70))));

        closed.Outcome.ShouldBe(TransferOutcome.NotFiled);
        closed.Office.ShouldBe("procuratorate:330602");
    }

    [Fact]
    public void A_directed_filing_is_reminded_of_by_law_and_others_by_our_own_target()
    {
        FilingDirected()
            .Hears<CriminalCaseFiled>(
                Monday.AddDays(12),
                s => s with { Filing = new CriminalFiling("立1号", Monday.AddDays(12), Directed: true) }
            )
            .Clock(StatutoryClocks.SupervisedFilingReminder)
            .ShouldNotBeNull()
            .IsLegal.ShouldBeTrue();
        Filed().Clock(StatutoryClocks.FilingReminder).ShouldNotBeNull().IsLegal.ShouldBeFalse();
    }

    [Fact]
    public void The_reminder_comes_again_every_three_months_and_once_on_a_day()
    {
        var filed = Filed();
        var day = filed.WakeOn!.Value;

        var reminded = Now(TransferClocks.OnClock(filed, At(day)));

        reminded.WakeOn!.Value.ShouldBeGreaterThan(day.AddDays(80));
        TransferClocks.OnClock(reminded, At(day)).ShouldBe(Decision<Transfer>.NothingNew);
    }

    [Fact]
    public void An_accepted_drop_closes_the_referral()
    {
        var decision = Dropped().AcceptDrop(new RemarkBody(), At(Monday.AddDays(22)));

        Now(decision).Outcome.ShouldBe(TransferOutcome.Dropped);
        Says(decision).OfType<LeadWorkEnded>().ShouldHaveSingleItem().Outcome.ShouldBe("dropped");
    }

    [Fact]
    public void A_wrong_drop_is_answered_with_a_notice_and_filed_again()
    {
        var noticed = Now(Dropped().Correct(Statement, At(Monday.AddDays(20))));
        noticed.State.ShouldBe(TransferState.CorrectionNoticed);

        noticed
            .Hears<CriminalCaseFiled>(
                Monday.AddDays(25),
                s => s with { Filing = new CriminalFiling("立2号", Monday.AddDays(25), Directed: true), Dropped = null }
            )
            .State.ShouldBe(TransferState.Filed);
    }

    [Fact]
    public void Every_state_refuses_what_its_table_does_not_list_and_names_what_it_does()
    {
        var moment = At(Monday.AddDays(400));
        var acts = new Dictionary<string, Func<Transfer, Decision<Transfer>>>
        {
            ["decide"] = t => t.Decide(new DecideBody { Approve = true }, moment),
            ["complete"] = t => t.Complete(new MaterialBody { Items = ["一"] }, moment),
            ["insist"] = t => t.Insist(new InsistBody(), moment),
            ["supplement"] = t => t.Supplement(new MaterialBody { Items = ["一"] }, moment),
            ["recall"] = t => t.Recall(new RecallBody { Reason = "因" }, moment),
            ["request-reasons"] = t => t.RequestReasons(new RemarkBody(), moment),
            ["accept-reasons"] = t => t.AcceptReasons(new RemarkBody(), moment),
            ["direct-filing"] = t => t.DirectFiling(Direct, moment),
            ["correct"] = t => t.Correct(Statement, moment),
            ["report-upward"] = t => t.ReportUpward(Statement, moment),
            ["accept-drop"] = t => t.AcceptDrop(new RemarkBody(), moment),
        };
        Transfer[] states =
        [
            Proposed(),
            Transferred(),
            Acknowledged(),
            Returned(),
            Declined(),
            ReasonsRequested(),
            ReasonsGiven(),
            FilingDirected(),
            CorrectionNoticed(),
            Filed(),
            Dropped(),
            Now(Transferred().Recall(new RecallBody { Reason = "因" }, At(Monday))),
            Now(Declined().AcceptReasons(new RemarkBody(), At(Monday.AddDays(3)))),
        ];

        foreach (var (transfer, name) in states.SelectMany(t => acts.Keys.Select(a => (t, a))))
        {
            var decision = acts[name](transfer);
            (decision is Accepted<Transfer>).ShouldBe(transfer.AllowedActs.Contains(name), $"{name} in {transfer.StateName}");
            if (decision is Refused<Transfer> { Refusal: var refusal })
            {
                refusal.Kind.ShouldBe(RefusalKind.NotNow);
                refusal.State.ShouldBe(transfer.StateName);
                refusal.Allowed.ShouldBe(transfer.AllowedActs);
            }
        }
    }

    [Fact]
    public void Every_open_state_has_a_running_clock_with_an_owner()
    {
        foreach (
            var open in new[]
            {
                Proposed(),
                Transferred(),
                Acknowledged(),
                Returned(),
                Declined(),
                ReasonsRequested(),
                ReasonsGiven(),
                FilingDirected(),
                CorrectionNoticed(),
                Filed(),
                Dropped(),
            }
        )
        {
            open.NextDueOn.ShouldNotBeNull(open.StateName);
        }
    }

    [Fact]
    public void Money_recovered_after_the_transfer_is_told_once_and_changes_no_state()
    {
        var transferred = Transferred(new Money(1_000));
        transferred.SeePayments(Record(new Money(1_000)), At(Monday)).ShouldBe(Decision<Transfer>.NothingNew);

        var decision = transferred.SeePayments(Record(new Money(3_000)), At(Monday.AddDays(1)));

        var payment = Says(decision).ShouldHaveSingleItem().ShouldBeOfType<PerformanceAfterReferral>().Side.Payments.ShouldHaveSingleItem();
        (payment.RecoveredBefore, payment.RecoveredNow).ShouldBe((new Money(1_000), new Money(3_000)));
        Now(decision).State.ShouldBe(TransferState.Transferred);
        Now(decision).SeePayments(Record(new Money(3_000)), At(Monday.AddDays(2))).ShouldBe(Decision<Transfer>.NothingNew);
    }

    [Fact]
    public void Without_a_figure_of_the_sender_the_first_sight_is_the_baseline()
    {
        var seen = Transferred().SeePayments(Record(new Money(500)), At(Monday));

        Says(seen).ShouldBeEmpty();
        Now(seen).RecoveredAtTransfer.ShouldBe(new Money(500));
        Says(Now(seen).SeePayments(Record(new Money(600)), At(Monday))).Count.ShouldBe(1);
    }

    [Fact]
    public void Performance_after_the_transfer_counts_and_performance_before_it_does_not()
    {
        var filed = Now(Filed().SeePayments(Record(new Money(500), Monday.AddDays(-1)), At(Monday.AddDays(3))));
        filed.Supervision.Payments.ShouldBeEmpty();

        var paid = Now(filed.SeePayments(Record(new Money(500), Monday.AddDays(4)), At(Monday.AddDays(5))));

        paid.Supervision.Payments.ShouldHaveSingleItem().PerformedOn.ShouldBe(Monday.AddDays(4));
        paid.SeePayments(Record(new Money(500), Monday.AddDays(4)), At(Monday.AddDays(6))).ShouldBe(Decision<Transfer>.NothingNew);
    }
}
