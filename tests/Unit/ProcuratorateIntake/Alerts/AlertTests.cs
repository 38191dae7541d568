using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Alerts;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Alerts;

public sealed class AlertTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateOnly VerifiedFrom = new(2026, 3, 4);
    private static readonly DateOnly AnsweredOn = new(2026, 4, 10);
    private static readonly CourtCode Court = CourtCode.Parse("浙0602");

    private static readonly FalseLitigationReported Report = new()
    {
        AlertId = LoopIds.Alert(Court, "虚通1"),
        Court = Court,
        Number = "虚通1",
        Facts = "同日起诉，当日调解",
        ReportedOn = Monday,
        CaseNumbers = ["看不清", "(2025)浙0602民初12号"],
        Suspects = [new SuspectNamed { SuspectId = "1", Name = "张三" }],
        Sequence = 1,
    };

    private static readonly AnswerAlertBody NotFalse = new() { Result = AlertResult.NotFalse, Text = "不构成" };
    private static readonly AnswerAlertBody Retrial = new()
    {
        Result = AlertResult.RetrialSuggested,
        Text = "建议再审",
        CommitteeDecidedOn = new(2026, 4, 8),
    };
    private static readonly AnswerAlertBody Refer = new()
    {
        Result = AlertResult.Referred,
        Text = "已移送",
        Referral = new AlertReferralBody { Evidence = ["银行流水"] },
    };
    private static readonly AnswerAlertBody Both = Retrial with
    {
        Result = AlertResult.RetrialSuggestedAndReferred,
        Referral = Refer.Referral,
    };

    [Fact]
    public void An_alert_goes_to_the_procuratorate_of_the_court_which_names_a_handler_in_three_working_days()
    {
        var alert = Received();

        alert.StateName.ShouldBe("received");
        alert.Office.ShouldBe("procuratorate:330602");
        alert.Correlation.ShouldBe(alert.Id);
        alert.NextDueOn.ShouldBe(new DateOnly(2026, 3, 5));
        alert.Clock(StatutoryClocks.AlertAssignment)!.IsOverdue(new DateOnly(2026, 3, 5)).ShouldBeFalse();
        alert.Clock(StatutoryClocks.AlertAssignment)!.IsOverdue(new DateOnly(2026, 3, 6)).ShouldBeTrue();
    }

    [Fact]
    public void The_same_report_again_changes_nothing() =>
        Alert.Receive(Verifying(), Report, On(AnsweredOn)).ShouldBe(Decision<Alert>.NothingNew);

    [Fact]
    public void A_handler_verifies_for_three_months()
    {
        var alert = Verifying();

        alert.StateName.ShouldBe("verifying");
        alert.Handler.ShouldBe("王检");
        alert.NextDueOn.ShouldBe(new DateOnly(2026, 6, 4));
        alert.Clock(StatutoryClocks.AlertAssignment).ShouldBeNull();
    }

    [Fact]
    public void Two_persons_verify()
    {
        new VerifyAlertBody().Check().ShouldHaveSingleItem().Place.ShouldBe("handler");
        new VerifyAlertBody { Handler = "王检", SecondProcurator = "王检" }
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("secondProcurator");
        new VerifyAlertBody { Handler = "王检", SecondProcurator = "赵检" }
            .Check()
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_false_lawsuit_is_answered_and_closed_at_once()
    {
        var decision = Answer(Verifying(), NotFalse);

        decision.Next.StateName.ShouldBe("closed");
        decision.Next.Outcome.ShouldBe(AlertOutcome.NotFalse);
        decision.Next.NextDueOn.ShouldBeNull();
        var told = decision.Says.ShouldHaveSingleItem().ShouldBeOfType<AlertAnswered>();
        (told.Result, told.Court, told.AnsweredOn).ShouldBe((AlertResult.NotFalse, Court, AnsweredOn));
    }

    [Fact]
    public void A_referral_is_proposed_on_the_first_readable_case_with_the_suspects_of_the_court()
    {
        var decision = Answer(Verifying(), Refer);

        decision.Next.StateName.ShouldBe("answered");
        decision.Says.Count.ShouldBe(2);
        var proposed = decision.Says[1].ShouldBeOfType<ReferralProposed>();
        proposed.ReferralId.ShouldBe(LoopIds.Referral(Report.AlertId, 1));
        proposed.AlertId.ShouldBe(Report.AlertId);
        proposed.Side.Crime.ShouldBe("虚假诉讼罪");
        proposed.Side.Channel.ShouldBe(ReferralChannel.Procuratorate);
        proposed.Side.CaseNumber.ShouldBe(CaseNumber.Parse("(2025)浙0602民初12号"));
        proposed.Side.Facts.ShouldBe(Report.Facts);
        proposed.Side.Suspects.ShouldBe(Report.Suspects);
        proposed.Side.PoliceOrgan.Value.ShouldBe("330602");
        proposed.Side.LeadId.ShouldBeNull();
    }

    [Fact]
    public void Without_a_readable_case_number_nothing_is_referred()
    {
        var alert = Verifying() with { CaseNumbers = ["看不清"] };

        alert.Reply(Refer, On(AnsweredOn)).ShouldBeOfType<Refused<Alert>>().Refusal.Code.ShouldBe("no-case");
        alert.Reply(Retrial, On(AnsweredOn)).ShouldBeOfType<Accepted<Alert>>();
    }

    [Fact]
    public void A_suggestion_of_retrial_is_the_committees_and_is_delivered_fifteen_days_after_its_decision()
    {
        var alert = Answer(Verifying(), Retrial).Next;

        alert.StateName.ShouldBe("retrialSuggested");
        alert.NextDueOn.ShouldBe(new DateOnly(2026, 4, 23));
        (Retrial with { CommitteeDecidedOn = null }).Check().ShouldHaveSingleItem().Place.ShouldBe("committeeDecidedOn");
        Verifying()
            .Reply(Retrial with { CommitteeDecidedOn = AnsweredOn.AddDays(1) }, On(AnsweredOn))
            .ShouldBeOfType<Refused<Alert>>()
            .Refusal.Kind.ShouldBe(RefusalKind.Invalid);
    }

    [Fact]
    public void From_delivery_the_court_has_three_months()
    {
        var alert = Delivered();

        alert.StateName.ShouldBe("retrialDelivered");
        var clock = alert.Clocks.Single(c => c.IsRunning);
        (clock.Code, clock.Owner, clock.DueOn).ShouldBe(("retrialAnswer", "court:浙0602", new DateOnly(2026, 7, 20)));
    }

    [Fact]
    public void It_closes_with_what_became_of_the_judgment()
    {
        var alert = Accepted(
            Delivered().Close(new CloseAlertBody { Outcome = AlertOutcome.Retried, Text = "裁定再审" }, On(AnsweredOn.AddDays(60)))
        ).Next;

        alert.StateName.ShouldBe("closed");
        alert.Outcome.ShouldBe(AlertOutcome.Retried);
        alert.NextDueOn.ShouldBeNull();
        new CloseAlertBody { Outcome = AlertOutcome.NotFalse, Text = "x" }
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("outcome");
        new CloseAlertBody().Check().Select(f => f.Place).ShouldBe(["outcome", "text"]);
    }

    [Fact]
    public void While_the_referral_is_open_its_clock_counts_and_when_it_has_ended_the_alert_is_closed_in_fifteen_days()
    {
        var alert = Answer(Verifying(), Refer).Next;
        alert.NextDueOn.ShouldBeNull();

        var ended = Accepted(alert.HearEnded(Ended("concluded", 7), On(new DateOnly(2026, 8, 3)))).Next;
        ended.StateName.ShouldBe("answered");
        ended.NextDueOn.ShouldBe(new DateOnly(2026, 8, 18));
        ended.HearEnded(Ended("concluded", 7), On(new DateOnly(2026, 8, 4))).ShouldBe(Decision<Alert>.NothingNew);

        var reopened = Accepted(ended.HearReopened(Reopened(8), On(new DateOnly(2026, 8, 5)))).Next;
        reopened.Referral!.Open.ShouldBeTrue();
        reopened.NextDueOn.ShouldBeNull();
    }

    [Fact]
    public void What_the_chief_sends_back_is_verified_further_in_the_time_that_is_left_and_answered_anew()
    {
        var alert = Accepted(Answer(Verifying(), Refer).Next.HearEnded(Ended("returned", 2), On(new DateOnly(2026, 4, 14)))).Next;

        alert.StateName.ShouldBe("verifying");
        alert.NextDueOn.ShouldBe(new DateOnly(2026, 6, 4));
        var again = Answer(alert, Refer);
        again.Says.OfType<ReferralProposed>().ShouldHaveSingleItem().ReferralId.ShouldBe(LoopIds.Referral(Report.AlertId, 2));
        again.Next.HearEnded(Ended("returned", 9), On(AnsweredOn)).ShouldBe(Decision<Alert>.NothingNew);
    }

    [Fact]
    public void A_suggestion_the_court_already_has_is_not_delivered_twice()
    {
        var delivered = Accepted(
            Answer(Verifying(), Both).Next.Deliver(new DeliveredAlertBody { Number = "再建1" }, On(new DateOnly(2026, 4, 20)))
        ).Next;
        var back = Accepted(delivered.HearEnded(Ended("returned", 2), On(new DateOnly(2026, 4, 21)))).Next;

        var again = Answer(back, Retrial, new DateOnly(2026, 4, 22)).Next;

        again.StateName.ShouldBe("retrialDelivered");
        again.NextDueOn.ShouldBe(new DateOnly(2026, 7, 20));
    }

    [Fact]
    public void The_end_of_a_referral_after_closing_is_kept_in_the_dossier()
    {
        var closed = Accepted(
            Answer(Verifying(), Refer)
                .Next.Close(new CloseAlertBody { Outcome = AlertOutcome.JudgmentRevoked, Text = "撤销" }, On(AnsweredOn))
        );

        var heard = Accepted(closed.Next.HearEnded(Ended("concluded", 3), On(AnsweredOn)));

        heard.Next.StateName.ShouldBe("closed");
        heard.Note.ShouldNotBeNull().ShouldStartWith("The referral ended after closing: concluded");
    }

    [Fact]
    public void An_answer_names_what_it_lacks()
    {
        new AnswerAlertBody().Check().Select(f => f.Place).ShouldBe(["result", "text"]);
        (Refer with { Referral = null }).Check().ShouldHaveSingleItem().Place.ShouldBe("referral");
        (Refer with { Referral = new AlertReferralBody() }).Check().ShouldHaveSingleItem().Place.ShouldBe("referral.evidence");
        (NotFalse with { Referral = Refer.Referral }).Check().ShouldHaveSingleItem().Code.ShouldBe("unexpected");
    }

    [Fact]
    public void What_a_state_does_not_allow_is_refused_with_what_it_allows()
    {
        var states = new[]
        {
            Received(),
            Verifying(),
            Answer(Verifying(), Retrial).Next,
            Delivered(),
            Answer(Verifying(), Refer).Next,
            Answer(Verifying(), NotFalse).Next,
        };
        var acts = new Dictionary<string, Func<Alert, Decision<Alert>>>
        {
            ["verify"] = a => a.Verify(new VerifyAlertBody { Handler = "王检" }, On(AnsweredOn)),
            ["answer"] = a => a.Reply(NotFalse, On(AnsweredOn)),
            ["delivered"] = a => a.Deliver(new DeliveredAlertBody { Number = "再建1" }, On(AnsweredOn)),
            ["close"] = a => a.Close(new CloseAlertBody { Outcome = AlertOutcome.Refused, Text = "不予再审" }, On(AnsweredOn)),
        };
        foreach (var alert in states)
        {
            foreach (var (name, act) in acts)
            {
                if (alert.AllowedActs.Contains(name))
                {
                    act(alert).ShouldBeOfType<Accepted<Alert>>();
                }
                else
                {
                    var refusal = act(alert).ShouldBeOfType<Refused<Alert>>().Refusal;
                    (refusal.Kind, refusal.State).ShouldBe((RefusalKind.NotNow, alert.StateName));
                    refusal.Allowed.ShouldBe(alert.AllowedActs);
                }
            }
        }
        states.Select(a => string.Join(' ', a.AllowedActs)).ShouldBe(["verify", "answer", "delivered close", "close", "close", ""]);
    }

    private static Alert Received() => Accepted(Alert.Receive(null, Report, On(Monday))).Next;

    private static Alert Verifying() =>
        Accepted(Received().Verify(new VerifyAlertBody { Handler = "王检", SecondProcurator = "赵检" }, On(VerifiedFrom))).Next;

    private static Accepted<Alert> Answer(Alert alert, AnswerAlertBody body, DateOnly? on = null) =>
        Accepted(alert.Reply(body, On(on ?? AnsweredOn)));

    private static Alert Delivered() =>
        Accepted(
            Answer(Verifying(), Retrial).Next.Deliver(new DeliveredAlertBody { Number = "再建1" }, On(new DateOnly(2026, 4, 20)))
        ).Next;

    private static LeadWorkEnded Ended(string outcome, long sequence) =>
        new()
        {
            LeadId = Report.AlertId,
            WorkId = LoopIds.Referral(Report.AlertId, 1),
            Outcome = outcome,
            EndedOn = AnsweredOn,
            Sequence = sequence,
        };

    private static LeadWorkReopened Reopened(long sequence) =>
        new()
        {
            LeadId = Report.AlertId,
            WorkId = LoopIds.Referral(Report.AlertId, 1),
            Sequence = sequence,
        };

    private static Accepted<Alert> Accepted(Decision<Alert> decision) => decision.ShouldBeOfType<Accepted<Alert>>();

    private static Moment On(DateOnly day) =>
        new(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            day,
            day,
            "王检",
            "procuratorate:330602",
            WorkCalendar.Published
        );
}
