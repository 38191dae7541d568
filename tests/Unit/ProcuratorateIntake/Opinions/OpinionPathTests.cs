using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Opinions;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Opinions.Opinions;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Opinions;

public sealed class OpinionPathTests
{
    [Fact]
    public void A_proposal_waits_five_working_days_for_the_chief()
    {
        var opinion = Proposed();

        opinion.StateName.ShouldBe("proposed");
        opinion.Office.ShouldBe("procuratorate:330602");
        opinion.Clock(StatutoryClocks.OpinionDecision)!.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
        Opinion.Propose(opinion, Proposal(), null, On(ProposedOn)).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void A_returned_proposal_goes_back_to_each_of_its_leads()
    {
        var returned = Proposed().Return(new ReturnBody { Reasons = "证据不足" }, On(ProposedOn));

        returned.Next().StateName.ShouldBe("returned");
        returned.Says().OfType<LeadWorkEnded>().Select(e => (e.LeadId, e.Outcome)).ShouldBe([("L1", "returned"), ("L2", "returned")]);
    }

    [Fact]
    public void A_decided_opinion_is_delivered_in_fifteen_days_and_says_its_whole_side()
    {
        Decided().Clock(StatutoryClocks.OpinionDelivery)!.DueOn.ShouldBe(new DateOnly(2026, 3, 17));

        var issued = Decided().Issue(new IssueBody { Number = "检建1" }, On(new DateOnly(2026, 3, 5)));

        var side = issued.Says().ShouldHaveSingleItem().ShouldBeOfType<OpinionIssued>().Side;
        side.Number.ShouldBe("检建1");
        side.Cases[0].RecoveredAtIssue.ShouldBe(new Money(1000));
        issued.Next().Clock(StatutoryClocks.OpinionReceipt)!.Owner.ShouldBe("court:浙0602");
    }

    [Fact]
    public void What_the_record_showed_last_before_the_issue_is_the_baseline()
    {
        var seen = Decided().SeeCase(Record(recovered: 2500), counts: true, On(ProposedOn)).Next();

        seen.Issue(new IssueBody { Number = "1" }, On(ProposedOn)).Next().Side.Cases[0].RecoveredAtIssue.ShouldBe(new Money(2500));
    }

    [Fact]
    public void The_courts_receipt_brings_the_three_months()
    {
        var opinion = Received();

        opinion.StateName.ShouldBe("received");
        opinion.Clocks.Count(c => c.IsRunning).ShouldBe(1);
        opinion.NextDueOn.ShouldBe(DueOn);
    }

    [Fact]
    public void Service_on_paper_starts_the_courts_period_without_its_receipt()
    {
        var served = Issued()
            .RecordService(new RecordServiceBody { ServedOn = ReceivedOn, How = "专人送达" }, On(new DateOnly(2026, 3, 12)));

        served.Next().StateName.ShouldBe("received");
        served.Next().Clock(StatutoryClocks.OpinionAnswer)!.DueOn.ShouldBe(DueOn);
        served.Says().ShouldHaveSingleItem().ShouldBeOfType<OpinionIssued>().Side.ServedOn.ShouldBe(ReceivedOn);
    }

    [Fact]
    public void A_later_word_of_the_court_implies_the_receipt_that_was_never_heard()
    {
        var answered = Issued().HearCourt(Answer(AnswerVerdict.Partly), On(new DateOnly(2026, 5, 1))).Next();

        answered.StateName.ShouldBe("answered");
        answered.Clock(StatutoryClocks.OpinionResultExamination)!.DueOn.ShouldBe(new DateOnly(2026, 5, 18));
        answered.Clock(StatutoryClocks.OpinionAnswer).ShouldBeNull();
        answered.HearCourt(Answer(AnswerVerdict.Refused, sequence: 3), On(new DateOnly(2026, 5, 2))).ShouldBe(Decision<Opinion>.NothingNew);
    }

    [Fact]
    public void An_accepted_adoption_waits_for_the_correction_and_is_verified()
    {
        var waiting = AwaitingCorrection();
        waiting.StateName.ShouldBe("awaitingCorrection");
        waiting.Clock(StatutoryClocks.OpinionCorrection)!.Owner.ShouldBe("court:浙0602");

        var closed = waiting.Verify(new VerifyBody { Outcome = OpinionOutcome.Resumed }, On(new DateOnly(2026, 6, 1)));

        closed.Next().StateName.ShouldBe("closed");
        closed.Next().NextDueOn.ShouldBeNull();
        closed.Says().OfType<OpinionClosed>().Single().Side.Outcome.ShouldBe(OpinionOutcome.Resumed);
        closed
            .Says()
            .OfType<LeadWorkEnded>()
            .Select(e => (e.LeadId, e.WorkId, e.Outcome))
            .ShouldBe([("L1", Id, "resumed"), ("L2", Id, "resumed")]);
    }

    [Fact]
    public void A_refusal_with_good_reasons_closes()
    {
        var closed = Answered(AnswerVerdict.Refused).AcceptAnswer(new AcceptAnswerBody(), On(new DateOnly(2026, 5, 6)));

        closed.Next().Side.Outcome.ShouldBe(OpinionOutcome.ReasonsAccepted);
        closed.Says().Select(e => e.GetType().Name).ShouldBe(["AnswerJudged", "OpinionClosed", "LeadWorkEnded", "LeadWorkEnded"]);
        // Both bear one sequence, so the court hears only the first that comes.
        closed.Says().OfType<ProcuratorateOpinionEvent>().Select(e => e.Side).Distinct().ShouldHaveSingleItem().ClosedOn.ShouldNotBeNull();
    }

    [Fact]
    public void A_supplement_runs_on_the_same_clock()
    {
        var asked = Answered().AskSupplement(new SupplementBody { Text = "补裁定" }, On(new DateOnly(2026, 5, 6)));

        asked.Next().StateName.ShouldBe("received");
        asked.Next().NextDueOn.ShouldBe(DueOn);
        asked.Says().ShouldHaveSingleItem().ShouldBeOfType<SupplementAsked>();
    }

    [Fact]
    public void A_closed_opinion_is_reopened_on_new_facts_and_its_leads_hear_it()
    {
        var reopened = Closed().Reopen(new ReopenBody { Reason = "又终本", NewFacts = "未处置" }, On(new DateOnly(2026, 7, 1)));

        reopened.Next().StateName.ShouldBe("awaitingCorrection");
        reopened.Next().Side.Outcome.ShouldBeNull();
        reopened.Says().OfType<LeadWorkReopened>().Count().ShouldBe(2);
    }

    public static TheoryData<string, string[]> Allowed() =>
        new()
        {
            { "proposed", ["decide", "return"] },
            { "decided", ["issue", "withdraw"] },
            { "issued", ["record-service", "amend", "withdraw", "close"] },
            { "received", ["amend", "withdraw", "close"] },
            { "overdue", ["amend", "withdraw", "issue-again", "escalate", "close"] },
            { "answered", ["accept-answer", "find-wrong", "supplement", "withdraw", "close"] },
            { "awaitingCorrection", ["verify", "find-wrong", "withdraw", "close"] },
            { "wrong", ["issue-again", "escalate", "withdraw", "close"] },
            { "escalated", ["take-up", "decline", "withdraw"] },
            { "takenUp", [] },
            { "closed", ["reopen"] },
            { "withdrawn", [] },
        };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void In_each_state_only_its_acts_are_possible_and_every_other_is_refused_naming_them(string stage, string[] allowed)
    {
        var opinion = At(stage);
        opinion.AllowedActs.ShouldBe(allowed);

        foreach (var (act, decide) in Acts.Where(a => !allowed.Contains(a.Key)))
        {
            var refusal = decide(opinion).Refusal();
            refusal.Kind.ShouldBe(RefusalKind.NotNow, $"{act} in {stage}");
            refusal.Allowed.ShouldBe(allowed);
            refusal.State.ShouldBe(opinion.StateName);
        }
    }

    private static readonly Moment Later = On(new DateOnly(2026, 6, 20));

    private static readonly Dictionary<string, Func<Opinion, Decision<Opinion>>> Acts = new()
    {
        ["decide"] = o => o.Decide(new DecideBody(), Later),
        ["return"] = o => o.Return(new ReturnBody { Reasons = "x" }, Later),
        ["issue"] = o => o.Issue(new IssueBody { Number = "x" }, Later),
        ["record-service"] = o => o.RecordService(new RecordServiceBody { How = "x" }, Later),
        ["amend"] = o =>
            o.Amend(
                new AmendBody
                {
                    Kind = AmendmentKind.Clerical,
                    Facts = "x",
                    Reason = "x",
                },
                Later
            ),
        ["withdraw"] = o => o.Withdraw(new WithdrawBody { Reason = "x", FactsWrong = true }, Later),
        ["reject-objection"] = o => o.RejectObjection(new RejectObjectionBody { Reasons = "x" }, Later),
        ["accept-answer"] = o => o.AcceptAnswer(new AcceptAnswerBody(), Later),
        ["supplement"] = o => o.AskSupplement(new SupplementBody { Text = "x" }, Later),
        ["find-wrong"] = o => o.FindWrong(new FindWrongBody { Reasons = "x" }, Later),
        ["verify"] = o => o.Verify(new VerifyBody { Outcome = OpinionOutcome.Resumed }, Later),
        ["issue-again"] = o => o.IssueAgain(new IssueAgainBody { Reason = "x" }, Later),
        ["escalate"] = o => o.Escalate(new EscalateBody { Reasons = "x" }, Later),
        ["take-up"] = o => o.TakeUp(new TakeUpBody(), Later),
        ["decline"] = o => o.Decline(new DeclineBody { Reasons = "x" }, Later),
        ["close"] = o => o.Close(new CloseBody { Outcome = OpinionOutcome.Moot, Reason = "x" }, Later),
        ["reopen"] = o => o.Reopen(new ReopenBody { Reason = "x", NewFacts = "x" }, Later),
    };

    private static Opinion At(string stage) =>
        stage switch
        {
            "proposed" => Proposed(),
            "decided" => Decided(),
            "issued" => Issued(),
            "received" => Received(),
            "overdue" => Overdue(),
            "answered" => Answered(),
            "awaitingCorrection" => AwaitingCorrection(),
            "wrong" => Wrong(),
            "escalated" => Escalated(),
            "takenUp" => TakenUp(),
            "closed" => Closed(),
            _ => Withdrawn(),
        };
}
