using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Opinions;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Opinions.Opinions;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Opinions;

/// <summary>The court complains about the supervision itself (O7).</summary>
public sealed class OpinionComplaintTests
{
    private static readonly DateOnly ComplainedOn = new(2026, 4, 1);
    private static readonly AnswerComplaintBody Reply = new() { Text = "监督程序合法" };

    [Fact]
    public void A_complaint_warns_after_one_month_and_is_breached_after_three_and_the_opinion_stays_what_it_is()
    {
        var complained = Complained();

        complained.State.ShouldBe(OpinionState.Received);
        complained.Clock(StatutoryClocks.ComplaintWarning)!.DueOn.ShouldBe(new DateOnly(2026, 5, 6)); // 1 May to 5 May are off
        complained.Clock(StatutoryClocks.ComplaintAnswer)!.DueOn.ShouldBe(new DateOnly(2026, 7, 1));
        complained.Clock(StatutoryClocks.ComplaintAnswer)!.Owner.ShouldBe("procuratorate:330602");
        complained.Clock(StatutoryClocks.OpinionAnswer)!.DueOn.ShouldBe(DueOn);
        complained.AllowedActs.ShouldContain("answer-complaint");
    }

    [Fact]
    public void The_answer_tells_the_court_stops_both_clocks_and_changes_no_state()
    {
        var decision = Complained().AnswerComplaint(Reply with { Changed = true }, On(new DateOnly(2026, 4, 20)));

        var next = decision.Next();
        next.State.ShouldBe(OpinionState.Received);
        next.Clock(StatutoryClocks.ComplaintWarning).ShouldBeNull();
        next.Clock(StatutoryClocks.ComplaintAnswer).ShouldBeNull();
        next.Clock(StatutoryClocks.OpinionAnswer).ShouldNotBeNull();
        next.AllowedActs.ShouldNotContain("answer-complaint");
        decision
            .Says()
            .ShouldHaveSingleItem()
            .ShouldBeOfType<ComplaintAnswered>()
            .Side.ComplaintAnswers.ShouldBe([new SupervisionComplaintAnswer(new DateOnly(2026, 4, 20), "监督程序合法", true)]);
    }

    [Fact]
    public void Without_a_complaint_there_is_nothing_to_answer()
    {
        Received().AnswerComplaint(Reply, On(ComplainedOn)).Refusal().Kind.ShouldBe(RefusalKind.NotNow);
        var answered = Complained().AnswerComplaint(Reply, On(ComplainedOn)).Next();
        answered.AnswerComplaint(Reply with { Text = "另一回复" }, On(ComplainedOn)).Refusal().Kind.ShouldBe(RefusalKind.NotNow);
    }

    [Fact]
    public void Its_clocks_run_on_whatever_becomes_of_the_opinion()
    {
        var withdrawn = Complained().Withdraw(new WithdrawBody { Reason = "对象错误" }, On(new DateOnly(2026, 4, 2))).Next();
        withdrawn.Clocks.Where(c => c.IsRunning).Select(c => c.Code).ShouldBe(["complaintWarning", "complaintAnswer"]);
        withdrawn.AnswerComplaint(Reply, On(new DateOnly(2026, 4, 3))).Next().NextDueOn.ShouldBeNull();

        var closed = Closed().HearCourt(Complaint(sequence: 9), On(new DateOnly(2026, 6, 2))).Next();
        closed.State.ShouldBe(OpinionState.Closed);
        closed.AnswerComplaint(Reply, On(new DateOnly(2026, 6, 3))).Next().State.ShouldBe(OpinionState.Closed);
    }

    [Fact]
    public void Who_spoke_answers_it_also_while_the_opinion_lies_with_the_higher_procuratorate()
    {
        var escalated = Escalated().HearCourt(Complaint(sequence: 9), On(new DateOnly(2026, 5, 9))).Next();

        escalated.OfficeFor("answer-complaint").ShouldBe("procuratorate:330602");
        escalated.OfficeFor("take-up").ShouldBe("procuratorate:330600");
    }

    [Fact]
    public void A_second_complaint_after_the_answer_starts_the_clocks_again_and_a_repeated_word_does_not()
    {
        var answered = Complained().AnswerComplaint(Reply, On(new DateOnly(2026, 4, 20))).Next();

        answered.HearCourt(Complaint(), On(new DateOnly(2026, 4, 21))).ShouldBeOfType<Unchanged<Opinion>>();
        var again = answered
            .HearCourt(
                Complaint(4) with
                {
                    Side = Complaint().Side with
                    {
                        Complaints = [.. Complaint().Side.Complaints, new SupervisionComplaint(new DateOnly(2026, 4, 22), "仍未纠正")],
                    },
                },
                On(new DateOnly(2026, 4, 22))
            )
            .Next();
        again.Clock(StatutoryClocks.ComplaintAnswer)!.StartedOn.ShouldBe(new DateOnly(2026, 4, 22));
    }

    [Fact]
    public void A_reply_without_a_text_names_it() => new AnswerComplaintBody().Check().Single().Place.ShouldBe("text");

    private static Opinion Complained() => Received().HearCourt(Complaint(), On(ComplainedOn)).Next();

    private static SupervisionComplained Complaint(long sequence = 3) =>
        new()
        {
            OpinionId = Id,
            Sequence = sequence,
            Side = ReceivedSide() with { Complaints = [new SupervisionComplaint(ComplainedOn, "超出监督范围")] },
        };
}
