using System.Text.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Opinions;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Opinions.Opinions;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Opinions;

/// <summary>The numbered decisions on an opinion, from the procuratorate's side.</summary>
public sealed class OpinionDecisionTests
{
    [Fact]
    public void Silence_is_flagged_on_the_day_after_the_last_and_only_once()
    {
        Received().OnClock(On(DueOn)).ShouldBe(Decision<Opinion>.NothingNew);

        var overdue = Overdue();
        overdue.StateName.ShouldBe("received");
        overdue.AnswerOverdue.ShouldBeTrue();
        overdue.Clock(StatutoryClocks.OpinionNextStep)!.Owner.ShouldBe("procuratorate:330602");
        overdue.OnClock(On(DueOn.AddDays(2))).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void O1_an_extension_approved_in_time_takes_the_flag_back()
    {
        var side = ReceivedSide();
        var clock = side.AnswerClock!.ExtendBy(StatutoryClocks.OpinionAnswerExtension, WorkCalendar.Published);
        var extended = Overdue()
            .HearCourt(
                new OpinionExtended
                {
                    OpinionId = Id,
                    Sequence = 3,
                    Side = side with { AnswerClock = clock, Extension = new(DueOn, "院长", "案情复杂") },
                },
                On(DueOn.AddDays(5))
            )
            .Next();

        extended.AnswerOverdue.ShouldBeFalse();
        extended.NextDueOn.ShouldBe(new DateOnly(2026, 7, 10));
        extended.AllowedActs.ShouldNotContain("escalate");
    }

    [Fact]
    public void O2_a_late_answer_is_accepted_and_takes_the_flag_away()
    {
        var answered = Overdue().HearCourt(Answer(AnswerVerdict.Adopted, on: DueOn.AddDays(9), late: true), On(DueOn.AddDays(9))).Next();

        answered.StateName.ShouldBe("answered");
        answered.AnswerOverdue.ShouldBeFalse();
        answered.Court.Answer!.Late.ShouldBeTrue();
    }

    [Fact]
    public void O3_an_answer_after_the_escalation_is_shown_to_both_and_stops_nothing()
    {
        var parent = Overdue().Escalate(new EscalateBody { Reasons = "逾期" }, On(DueOn.AddDays(1))).Next();
        var taken = parent.TakeUp(new TakeUpBody(), On(DueOn.AddDays(2)));
        var child = Opinion.Propose(null, taken.Says().OfType<OpinionProposed>().Single(), taken.Next(), On(DueOn.AddDays(2))).Next();

        var answered = taken.Next().HearCourt(Answer(AnswerVerdict.Adopted, late: true), On(DueOn.AddDays(3))).Next();
        var told = child.HearLowerAnswer(answered).Next();

        answered.StateName.ShouldBe("escalated");
        answered.Court.Answer.ShouldNotBeNull();
        told.StateName.ShouldBe("proposed");
        told.LowerAnswer!.Answers.Count.ShouldBe(1);
        told.HearLowerAnswer(answered).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void O4_a_second_answer_replaces_the_first_while_nobody_judged_it()
    {
        var second = Answer(AnswerVerdict.Refused, sequence: 4);
        second = second with { Side = second.Side with { Answers = [Answer(AnswerVerdict.Adopted).Side.Answer!, second.Side.Answer!] } };

        Answered().HearCourt(second, On(new DateOnly(2026, 5, 3))).Next().Court.Answer!.Verdict.ShouldBe(AnswerVerdict.Refused);
        AwaitingCorrection().HearCourt(second, On(new DateOnly(2026, 5, 7))).Next().StateName.ShouldBe("awaitingCorrection");
    }

    [Fact]
    public void O6_an_objection_is_reviewed_in_ten_days_beside_the_courts_clock_and_rejected_with_reasons()
    {
        var side = ReceivedSide() with { Objection = new(new DateOnly(2026, 3, 12), "事实有误") };
        var objected = Received()
            .HearCourt(
                new OpinionObjected
                {
                    OpinionId = Id,
                    Sequence = 3,
                    Side = side,
                },
                On(new DateOnly(2026, 3, 12))
            )
            .Next();

        objected.Clock(StatutoryClocks.ObjectionReview)!.DueOn.ShouldBe(new DateOnly(2026, 3, 23));
        objected.Clock(StatutoryClocks.OpinionAnswer)!.DueOn.ShouldBe(DueOn);

        var rejected = objected.RejectObjection(new RejectObjectionBody { Reasons = "事实清楚" }, On(new DateOnly(2026, 3, 16)));
        rejected.Next().Clock(StatutoryClocks.ObjectionReview).ShouldBeNull();
        rejected.Says().ShouldHaveSingleItem().ShouldBeOfType<OpinionAmended>().Side.ObjectionAnswer.ShouldBe("事实清楚");
        rejected.Next().AllowedActs.ShouldNotContain("reject-objection");
    }

    [Fact]
    public void O8_after_an_answer_it_is_withdrawn_only_when_the_facts_were_wrong()
    {
        Answered().Withdraw(new WithdrawBody { Reason = "x" }, On(new DateOnly(2026, 5, 6))).Refusal().Kind.ShouldBe(RefusalKind.NotNow);

        var withdrawn = Answered().Withdraw(new WithdrawBody { Reason = "x", FactsWrong = true }, On(new DateOnly(2026, 5, 6)));
        withdrawn.Next().StateName.ShouldBe("withdrawn");
        withdrawn.Says().OfType<LeadWorkEnded>().First().Outcome.ShouldBe("withdrawn");
    }

    [Fact]
    public void O9_a_clerical_change_keeps_the_clock_and_a_new_version_starts_it_again()
    {
        var clerical = Received()
            .Amend(
                new AmendBody
                {
                    Kind = AmendmentKind.Clerical,
                    Facts = "更正",
                    Reason = "笔误",
                },
                On(new DateOnly(2026, 4, 1))
            )
            .Next();
        clerical.Side.Version.ShouldBe(1);
        clerical.NextDueOn.ShouldBe(DueOn);

        var content = Received()
            .Amend(
                new AmendBody
                {
                    Kind = AmendmentKind.Content,
                    Request = "另一请求",
                    Reason = "新事实",
                },
                On(new DateOnly(2026, 4, 1))
            )
            .Next();
        content.StateName.ShouldBe("issued");
        content.Side.Version.ShouldBe(2);
        content.Clock(StatutoryClocks.OpinionAnswer).ShouldBeNull();

        var oldAnswer = content.HearCourt(Answer(AnswerVerdict.Adopted), On(new DateOnly(2026, 4, 2))).Next();
        oldAnswer.StateName.ShouldBe("issued");
        var signed = content.HearCourt(
            new OpinionReceived
            {
                OpinionId = Id,
                Sequence = 5,
                Side = ReceivedSide(new DateOnly(2026, 4, 3)) with { Version = 2 },
            },
            On(new DateOnly(2026, 4, 3))
        );
        signed.Next().NextDueOn.ShouldBe(new DateOnly(2026, 7, 3));
    }

    [Fact]
    public void O10_the_gain_accrues_after_closing_until_the_next_ending()
    {
        var closed = Closed();
        closed.RecoveredGain.ShouldBe(Money.Zero);

        var paid = closed.SeeCase(Record(recovered: 5000), counts: true, On(new DateOnly(2026, 7, 1))).Next();
        var ended = paid.SeeCase(Record(recovered: 6000, endedOn: new DateOnly(2026, 8, 1)), counts: true, On(new DateOnly(2026, 8, 2)))
            .Next();
        var later = ended.SeeCase(Record(recovered: 9000, endedOn: new DateOnly(2026, 8, 1)), counts: true, On(new DateOnly(2026, 9, 2)));

        paid.RecoveredGain.ShouldBe(new Money(4000));
        ended.RecoveredGain.ShouldBe(new Money(5000));
        later.ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void O10_two_opinions_on_a_case_count_its_money_once()
    {
        var first = Issued();
        var second = Issued() with { Id = "L3-o1", Side = Issued().Side with { IssuedOn = new DateOnly(2026, 3, 6) } };

        OpinionCaseWatch.Counting([second, first], Record()).ShouldBe(Id);
        second.SeeCase(Record(recovered: 5000), counts: false, On(ReceivedOn)).Next().RecoveredGain.ShouldBe(Money.Zero);
    }

    [Fact]
    public void O11_a_corrected_case_closes_nothing_and_the_same_record_is_seen_once()
    {
        var record = Record(recovered: 5000, resumedOn: new DateOnly(2026, 4, 1));
        var seen = Received().SeeCase(record, counts: true, On(new DateOnly(2026, 4, 2))).Next();

        seen.StateName.ShouldBe("received");
        seen.Progress[0].ResumedOn.ShouldBe(new DateOnly(2026, 4, 1));
        seen.SeeCase(record, counts: true, On(new DateOnly(2026, 4, 3))).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void O12_the_chief_closes_it_moot_but_lets_it_rest_only_after_a_wrong_answer_or_none()
    {
        Received()
            .Close(new CloseBody { Outcome = OpinionOutcome.Moot, Reason = "债务人死亡" }, On(ReceivedOn))
            .Next()
            .Side.Outcome.ShouldBe(OpinionOutcome.Moot);
        Received()
            .Close(new CloseBody { Outcome = OpinionOutcome.NotPursued, Reason = "x" }, On(ReceivedOn))
            .Refusal()
            .Kind.ShouldBe(RefusalKind.NotNow);
        Overdue()
            .Close(new CloseBody { Outcome = OpinionOutcome.NotPursued, Reason = "x" }, On(DueOn.AddDays(2)))
            .Next()
            .StateName.ShouldBe("closed");
        Wrong()
            .Close(new CloseBody { Outcome = OpinionOutcome.Resumed, Reason = "x" }, On(ReceivedOn))
            .Refusal()
            .Kind.ShouldBe(RefusalKind.Invalid);
    }

    [Fact]
    public void O13_a_lapsed_lead_or_an_undone_file_raises_a_banner_and_nothing_else()
    {
        var undone = Received().SeeCase(Record() with { Withdrawn = true }, counts: true, On(ReceivedOn)).Next();
        undone.FactsChanged.ShouldNotBeNull();
        undone.StateName.ShouldBe("received");

        Received().SeeLeadLapsed("L1").Next().FactsChanged.ShouldNotBeNull();
    }

    [Fact]
    public void O14_before_issue_it_is_readdressed_and_after_it_issued_again_to_the_new_court()
    {
        var proposed = Proposed().SeeCase(Record(), counts: true, On(ProposedOn)).Next();
        var moved = proposed.SeeCase(Record(court: "浙0604"), counts: true, On(ProposedOn)).Next();
        moved.Side.Court.Value.ShouldBe("浙0604");
        moved.Office.ShouldBe("procuratorate:330604");
        moved.AlsoReadBy.ShouldBe(County);

        var issued = Issued()
            .SeeCase(Record(), counts: true, On(ReceivedOn))
            .Next()
            .SeeCase(Record(court: "浙0604"), counts: true, On(ReceivedOn))
            .Next();
        issued.Side.Court.ShouldBe(Court);
        issued.AllowedActs.ShouldContain("issue-again");
        var again = issued.IssueAgain(new IssueAgainBody { Reason = "移送" }, On(ReceivedOn)).Says().OfType<OpinionProposed>().Single();
        (again.Court.Value, again.Procuratorate.Value).ShouldBe(("浙0604", "330604"));
    }

    [Fact]
    public void O16_at_the_country_there_is_no_higher_procuratorate()
    {
        var top = Overdue(Proposal(DivisionCode.Country));

        top.Escalate(new EscalateBody { Reasons = "x" }, On(DueOn.AddDays(2))).Refusal().Kind.ShouldBe(RefusalKind.NotNow);
        top.IssueAgain(new IssueAgainBody { Reason = "x" }, On(DueOn.AddDays(2))).Next().StateName.ShouldBe("closed");
    }

    [Fact]
    public void Issued_again_it_ends_superseded_and_its_leads_go_on_with_the_new_one()
    {
        var again = Wrong().IssueAgain(new IssueAgainBody { Reason = "再次监督" }, On(new DateOnly(2026, 5, 8)));

        again.Next().Side.Outcome.ShouldBe(OpinionOutcome.Superseded);
        var proposed = again.Says().OfType<OpinionProposed>().Single();
        (proposed.OpinionId, proposed.ParentOpinionId, proposed.TakenUp).ShouldBe((Id + "-r1", Id, false));
        proposed.Cases[0].LeadIds.ShouldBe(["L1", "L2"]);
        again.Says().OfType<LeadWorkEnded>().Select(e => (e.WorkId, e.Outcome)).ShouldBe([(Id, "superseded"), (Id, "superseded")]);
    }

    [Fact]
    public void Escalated_it_is_the_higher_chiefs_who_takes_it_up_with_an_opinion_to_the_higher_court()
    {
        Escalated().Office.ShouldBe("procuratorate:330600");
        Escalated().Clock(StatutoryClocks.HigherReview)!.DueOn.ShouldBe(new DateOnly(2026, 8, 10));

        var child = Higher();

        child.Side.Court.Value.ShouldBe("浙06");
        child.Office.ShouldBe("procuratorate:330600");
        child.AlsoReadBy.ShouldBe(County);
        child.AnswerRule.ShouldBe(StatutoryClocks.HigherCourtAnswer);
        TakenUp().Side.ChildOpinionId.ShouldBe(child.Id);
    }

    [Fact]
    public void Declined_it_is_back_with_the_lower_chief()
    {
        var declined = Escalated().Decline(new DeclineBody { Reasons = "无新理由" }, On(new DateOnly(2026, 6, 1))).Next();

        declined.StateName.ShouldBe("wrong");
        declined.Office.ShouldBe("procuratorate:330602");
    }

    [Fact]
    public void The_higher_opinion_closes_the_lower_with_its_outcome_and_the_leads_hear_it()
    {
        var closing = Higher().Side with { Outcome = OpinionOutcome.RulingRevoked, ClosedOn = new DateOnly(2026, 9, 1) };
        var word = new OpinionClosed { OpinionId = Id + "-h1", Side = closing };

        var parent = TakenUp().HearHigher(word, On(new DateOnly(2026, 9, 1)));

        parent.Next().Side.Outcome.ShouldBe(OpinionOutcome.RulingRevoked);
        parent.Next().Office.ShouldBe("procuratorate:330602");
        parent.Says().OfType<LeadWorkEnded>().Count().ShouldBe(2);
        parent.Next().HearHigher(word, On(new DateOnly(2026, 9, 1))).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void Returned_or_withdrawn_above_it_is_back_with_the_lower_and_a_repeat_of_that_word_changes_nothing()
    {
        var word = Higher()
            .Return(new ReturnBody { Reasons = "不成熟" }, On(new DateOnly(2026, 5, 12)))
            .Says()
            .OfType<OpinionWithdrawn>()
            .Single();

        var back = TakenUp().HearHigher(word, On(new DateOnly(2026, 5, 12))).Next();
        var againUp = back.Escalate(new EscalateBody { Reasons = "再请" }, On(new DateOnly(2026, 5, 13))).Next();

        back.StateName.ShouldBe("wrong");
        againUp.HearHigher(word, On(new DateOnly(2026, 5, 14))).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void Stored_and_read_again_it_is_the_same()
    {
        var stored = JsonSerializer.Serialize(
            Closed().SeeCase(Record(recovered: 5000), counts: true, On(DueOn)).Next(),
            ExchangeJson.Options
        );

        var read = JsonSerializer.Deserialize<Opinion>(stored, ExchangeJson.Options)!;

        JsonSerializer.Serialize(read, ExchangeJson.Options).ShouldBe(stored);
        read.RecoveredGain.ShouldBe(new Money(4000));
    }

    [Fact]
    public void A_word_of_the_court_on_a_withdrawn_opinion_is_filed_as_a_conflict()
    {
        var heard = Withdrawn().HearCourt(Answer(AnswerVerdict.Adopted), On(new DateOnly(2026, 5, 1))).ShouldBeOfType<Accepted<Opinion>>();

        heard.Next.StateName.ShouldBe("withdrawn");
        heard.Note.ShouldNotBeNull().ShouldStartWith("Conflict");
    }
}
