using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Repairs;
using Exchange.Tests.Unit.CreditRepair;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.CreditRepair.Desk;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Repairs;

public sealed class RepairReviewTests
{
    private static readonly OpinionBody Opinion = new() { Facts = "已履行", Request = "删除失信信息" };

    [Fact]
    public void A_proposal_belongs_to_the_procuratorate_of_the_case_for_fifteen_days()
    {
        var review = Review();

        (review.StateName, review.Office).ShouldBe(("proposed", "procuratorate:330602"));
        review.Clock(StatutoryClocks.CreditReview)!.DueOn.ShouldBe(new DateOnly(2026, 3, 24));
        review.AllowedActs.ShouldBe(["ask-court", "opinion", "decline"]);
        RepairReview.Hear(review, Proposal(5), null, On("2026-03-10")).ShouldBe(Decision<RepairReview>.NothingNew);
    }

    [Fact]
    public void A_court_that_was_asked_has_five_working_days_and_then_it_is_the_procurator_s_again()
    {
        var decision = Review().AskCourt(new AskCourtBody(), On("2026-03-10"));
        decision.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairSupported>().Side.CourtAskedOn.ShouldBe(Day("2026-03-10"));
        var asked = decision.Next();
        asked.WakeOn.ShouldBe(new DateOnly(2026, 3, 18));
        asked.OnClock(On("2026-03-17")).ShouldBe(Decision<RepairReview>.NothingNew);

        var back = asked.OnClock(On("2026-03-18"));
        back.Next().StateName.ShouldBe("proposed");
        back.Next().WakeOn.ShouldBeNull();
        back.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairSupported>().Side.CourtAskedOn.ShouldBeNull();
    }

    [Fact]
    public void C1_an_opinion_goes_on_the_lead_that_rule_and_desk_share()
    {
        var says = Review().Opinion(Opinion, On("2026-03-10")).Says();

        var proposed = says[0].ShouldBeOfType<OpinionProposed>();
        var lead = LoopIds.Lead("RestrictionNotLifted", "（2025）浙0602执1234号");
        proposed.OpinionId.ShouldBe(Review().Id + "-o1");
        proposed.Cases.ShouldHaveSingleItem().LeadIds.ShouldBe([lead]);
        proposed.RepairId.ShouldBe(Review().Id);
        proposed.Articles.ShouldBe(["法释〔2017〕7号第10条"]);
        says[1].ShouldBeOfType<RepairSupported>().Side.OpinionId.ShouldBe(proposed.OpinionId);
    }

    [Fact]
    public void C1_a_proposal_joins_the_opinion_that_is_open_on_the_lead()
    {
        var joined = RepairReview.Hear(null, Proposal(5), new LeadOpinion("L", "L-o1", true, Day("2026-03-01")), On("2026-03-09"));
        joined.Next().StateName.ShouldBe("underOpinion");
        joined.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairSupported>().Side.OpinionId.ShouldBe("L-o1");
        RepairReview
            .Hear(null, Proposal(5), new LeadOpinion("L", "L-o1", false, null), On("2026-03-09"))
            .Next()
            .StateName.ShouldBe("proposed");

        Review().Hear("L-o1", Side(), null, On("2026-03-10")).Next().OpinionId.ShouldBe("L-o1");
        UnderOwn().Hear("L-o1", Side(), null, On("2026-03-10")).ShouldBe(Decision<RepairReview>.NothingNew);
    }

    [Fact]
    public void Declined_goes_back_to_the_desk_and_may_be_proposed_again()
    {
        var decision = Review().Decline(new DeclineBody { Reasons = "证据不足" }, On("2026-03-10"));
        decision.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairDeclined>().Side.DeclineReasons.ShouldBe("证据不足");
        var again = RepairReview.Hear(decision.Next(), Proposal(7), null, On("2026-03-20")).Next();
        (again.StateName, again.DeclinedOn).ShouldBe(("proposed", null));
    }

    [Fact]
    public void The_court_s_refusal_and_its_acceptance_are_told()
    {
        var refused = UnderOwn().Hear(Own, Side(), Answered(AnswerVerdict.Refused), On("2026-05-10"));
        refused.Next().StateName.ShouldBe("refused");
        refused.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairSupported>().Side.RefusedOn.ShouldBe(Day("2026-05-09"));
        refused.Next().Hear(Own, Side(), Answered(AnswerVerdict.Refused), On("2026-05-10")).ShouldBe(Decision<RepairReview>.NothingNew);

        var closed = refused
            .Next()
            .Hear(Own, Side() with { ClosedOn = Day("2026-05-20"), Outcome = OpinionOutcome.ReasonsAccepted }, null, On("2026-05-20"));
        closed.Next().StateName.ShouldBe("closed");
        closed.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairDeclined>().Side.RefusalAcceptedOn.ShouldBe(Day("2026-05-20"));
    }

    [Fact]
    public void No_ending_of_the_opinion_ends_in_silence()
    {
        UnderOwn().Hear(Own, Side() with { WithdrawnOn = Day("2026-05-20") }, null, On("2026-05-20")).Next().StateName.ShouldBe("proposed");
        UnderOwn().OpinionReturned(Own, On("2026-03-12")).Next().StateName.ShouldBe("proposed");
        UnderOwn().OpinionReturned("other", On("2026-03-12")).ShouldBe(Decision<RepairReview>.NothingNew);
        var promised = UnderOwn()
            .Hear(Own, Side() with { ClosedOn = Day("2026-05-20"), Outcome = OpinionOutcome.Corrected }, null, On("2026-05-20"))
            .Next();
        promised.StateName.ShouldBe("courtAsked");
        promised.WakeOn.ShouldNotBeNull();
        UnderOwn().Hear("again", Side() with { ParentOpinionId = Own }, null, On("2026-05-20")).Next().OpinionId.ShouldBe("again");
    }

    [Fact]
    public void The_second_opinion_of_a_review_has_its_own_number() =>
        UnderOwn()
            .OpinionReturned(Own, On("2026-03-12"))
            .Next()
            .Opinion(Opinion, On("2026-03-13"))
            .Next()
            .OpinionId.ShouldBe(Review().Id + "-o2");

    [Fact]
    public void A_lift_in_the_record_closes_it_and_an_earlier_one_does_not()
    {
        var record = Screening.Records.Faultless with { CaseNumber = Performed.CaseNumber };
        CaseRecord With(string lifted) => record with { Respondents = [Debtor with { DelistedOn = Day(lifted) }] };

        UnderOwn().Hear(With("2026-04-01"), On("2026-04-02")).Next().StateName.ShouldBe("closed");
        UnderOwn().Hear(With("2025-06-01"), On("2026-04-02")).ShouldBe(Decision<RepairReview>.NothingNew);
        UnderOwn().Hear(record with { Respondents = [Debtor] }, On("2026-04-02")).ShouldBe(Decision<RepairReview>.NothingNew);
    }

    [Fact]
    public void Restored_closes_it_too()
    {
        var word = new CreditRestored
        {
            RepairId = Review().Id,
            Sequence = 9,
            Side = Restored().Side(),
        };
        UnderOwn().Hear(word, On("2026-04-03")).Next().StateName.ShouldBe("closed");
        UnderOwn().Hear(word with { Sequence = 5 }, On("2026-04-03")).ShouldBe(Decision<RepairReview>.NothingNew);
    }

    [Fact]
    public void Acts_out_of_place_name_what_is_possible()
    {
        UnderOwn().Decline(new DeclineBody { Reasons = "r" }, On("2026-03-12")).ShouldNotBeNow(UnderOwn());
        UnderOwn().Opinion(Opinion, On("2026-03-12")).ShouldNotBeNow(UnderOwn());
        var asked = Review().AskCourt(new AskCourtBody(), On("2026-03-10")).Next();
        asked.AskCourt(new AskCourtBody { Text = "again" }, On("2026-03-11")).ShouldNotBeNow(asked);
    }

    private static string Own => Review().Id + "-o1";

    private static RepairReview Review() => RepairReview.Hear(null, Proposal(5), null, On("2026-03-09")).Next();

    private static RepairReview UnderOwn() => Review().Opinion(Opinion, On("2026-03-10")).Next();

    private static RepairProposed Proposal(long sequence)
    {
        var proposed = Proposed();
        return new RepairProposed
        {
            RepairId = proposed.Id,
            Division = proposed.Division,
            Sequence = sequence,
            Side = proposed.Side(),
        };
    }

    private static ProcuratorateOpinionSide Side() =>
        new()
        {
            Kind = OpinionKind.Enforcement,
            Procuratorate = DivisionCode.Parse("330602"),
            Court = CourtCode.Parse("浙0602"),
            Cases = [new OpinionCase { CaseNumber = Performed.CaseNumber }],
            Facts = "f",
            Request = "r",
            Articles = [],
            IssuedOn = Day("2026-03-11"),
        };

    private static CourtOpinionSide Answered(AnswerVerdict verdict) =>
        new()
        {
            Answers =
            [
                new OpinionAnswer
                {
                    Verdict = verdict,
                    AnsweredOn = Day("2026-05-09"),
                    Facts = "f",
                    Opinion = "o",
                    Reasons = "r",
                    Seal = "s",
                },
            ],
        };
}
