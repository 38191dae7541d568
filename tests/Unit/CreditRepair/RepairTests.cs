using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Repairs;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.CreditRepair.Desk;

namespace Exchange.Tests.Unit.CreditRepair;

public sealed class RepairTests
{
    [Fact]
    public void An_ordinary_case_makes_no_repair()
    {
        ((Repair?)null).Hear(Unperformed, On(PerformedOn)).ShouldBe(Decision<Repair>.NothingNew);
        ((Repair?)null).Hear(Performed.At(3, r => r with { DelistedOn = DueOn }), On(DueOn)).ShouldBe(Decision<Repair>.NothingNew);
        KnownCase.Take(null, Performed with { Respondents = [new Respondent { Name = "张三" }] }).ShouldBeNull();
    }

    [Fact]
    public void After_performance_the_court_has_three_working_days()
    {
        var watching = Watching();

        watching.StateName.ShouldBe("watching");
        watching.Clocks.ShouldHaveSingleItem().DueOn.ShouldBe(DueOn);
        watching.Clocks[0].Owner.ShouldBe("court:浙0602");
        watching.WakeOn.ShouldBe(DueOn.AddDays(1));
        watching.OnClock(On(DueOn)).ShouldBe(Decision<Repair>.NothingNew);
    }

    [Fact]
    public void On_the_first_day_after_it_is_found_once()
    {
        var found = Watching().OnClock(On(DueOn.AddDays(1)));

        var said = found.Says().ShouldHaveSingleItem().ShouldBeOfType<SanctionOverdueFound>();
        said.Side.DueOn.ShouldBe(DueOn);
        said.Side.Basis.ShouldBe(RepairBasis.Performed);
        found.Next().WakeOn.ShouldBeNull();
        found.Next().OnClock(On(DueOn.AddDays(2))).ShouldBe(Decision<Repair>.NothingNew);
        found.Next().Clock(StatutoryClocks.CreditProposal)!.DueOn.ShouldBe(new DateOnly(2026, 3, 13));
    }

    [Fact]
    public void What_arrives_overdue_is_found_at_once() =>
        ((Repair?)null).Hear(Performed, On(DueOn.AddDays(1))).Next().StateName.ShouldBe("found");

    [Fact]
    public void Lifted_within_the_days_is_lifted_on_time_and_later_is_not()
    {
        Watching().Hear(Performed.At(4, r => r with { DelistedOn = DueOn }), On("2026-03-20")).Next().StateName.ShouldBe("liftedOnTime");
        Watching()
            .Hear(Performed.At(4, r => r with { DelistedOn = DueOn.AddDays(1) }), On("2026-03-20"))
            .Next()
            .StateName.ShouldBe("lifted");
    }

    [Fact]
    public void Listing_and_restriction_are_separate()
    {
        Watching().Id.ShouldNotBe(Watching(SanctionKind.Restriction).Id);
        Watching(SanctionKind.Restriction).Clocks[0].IsLegal.ShouldBeFalse();
        Watching().Clocks[0].IsLegal.ShouldBeTrue();
    }

    [Fact]
    public void An_equal_or_lower_revision_says_nothing()
    {
        var lifted = Performed.At(3, r => r with { DelistedOn = DueOn });
        Watching().Hear(lifted, On(DueOn)).ShouldBe(Decision<Repair>.NothingNew);
        Watching().Hear(lifted with { Revision = 2 }, On(DueOn)).ShouldBe(Decision<Repair>.NothingNew);
        Watching().Hear(Performed.At(9), On(DueOn)).ShouldBe(Decision<Repair>.NothingNew);
    }

    [Fact]
    public void A_correction_before_anything_was_proposed_lets_it_lapse()
    {
        Found().Hear(Performed.At(4, r => r with { DelistedOn = DueOn }), On("2026-03-09")).Next().StateName.ShouldBe("lapsed");
        Found().Hear(Unperformed.At(4), On("2026-03-09")).Next().StateName.ShouldBe("lapsed");
        Found().Hear(Performed.At(4) with { Withdrawn = true }, On("2026-03-09")).Next().StateName.ShouldBe("lapsed");
        Found().Hear(Performed.At(4, r => r with { DelistedOn = DueOn.AddDays(1) }), On("2026-03-09")).Next().StateName.ShouldBe("lifted");
    }

    [Fact]
    public void A_later_performance_than_was_said_begins_to_count_again()
    {
        var again = Found().Hear(Performed.At(4) with { PerformedOn = new DateOnly(2026, 3, 6) }, On("2026-03-09")).Next();

        again.StateName.ShouldBe("watching");
        again.Generation.ShouldBe(2);
        again.DueOn.ShouldBe(new DateOnly(2026, 3, 11));
    }

    [Fact]
    public void A_proposal_goes_to_the_procuratorate_and_its_breach_stays()
    {
        var decision = Found().Propose(new ProposeBody { Facts = "已履行", Proof = ["结案证明"] }, On("2026-03-09"));

        decision.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairProposed>().Side.ProposalFacts.ShouldBe("已履行");
        var proposed = decision.Next();
        proposed.Clock(StatutoryClocks.CreditReview)!.DueOn.ShouldBe(new DateOnly(2026, 3, 24));
        proposed.Clock(StatutoryClocks.ListingLift)!.IsOverdue(new DateOnly(2026, 3, 9)).ShouldBeTrue();
        new ProposeBody().Check().Select(f => f.Place).ShouldBe(["facts", "proof"]);
    }

    [Fact]
    public void The_procuratorate_s_word_moves_it()
    {
        Proposed()
            .Hear(Supported(1, s => s with { CourtAskedOn = Day("2026-03-10") }), On("2026-03-10"))
            .Next()
            .StateName.ShouldBe("courtAsked");
        Proposed().Hear(Declined(1, s => s with { DeclinedOn = Day("2026-03-10") }), On("2026-03-10")).Next().StateName.ShouldBe("found");
        UnderOpinion().StateName.ShouldBe("underOpinion");
        UnderOpinion()
            .Hear(Supported(1, s => s with { RefusedOn = Day("2026-03-11") }), On("2026-03-11"))
            .ShouldBe(Decision<Repair>.NothingNew);
        var refused = UnderOpinion()
            .Hear(Supported(2, s => s with { OpinionId = "R1-o1", RefusedOn = Day("2026-05-11") }), On("2026-05-11"))
            .Next();
        refused.StateName.ShouldBe("refused");
        var closed = refused
            .Hear(Declined(3, s => s with { RefusedOn = Day("2026-05-11"), RefusalAcceptedOn = Day("2026-05-20") }), On("2026-05-20"))
            .Next();
        closed.Outcome.ShouldBe(RepairOutcome.StaysLawful);
        closed.Clocks.ShouldAllBe(c => !c.IsRunning);
    }

    [Fact]
    public void A_court_that_was_asked_and_did_not_lift_leaves_it_proposed()
    {
        var asked = Proposed().Hear(Supported(1, s => s with { CourtAskedOn = Day("2026-03-10") }), On("2026-03-10")).Next();
        asked.Hear(Supported(2, s => s), On("2026-03-18")).Next().StateName.ShouldBe("proposed");
    }

    [Fact]
    public void A_word_on_an_earlier_generation_is_filed()
    {
        var filed = Proposed().Hear(Supported(5, s => s with { Generation = 2, OpinionId = "x" }), On("2026-03-10"));
        filed.Next().StateName.ShouldBe("proposed");
        filed.Next().HeardReview.ShouldBe(5);
    }

    [Fact]
    public void C2_only_the_court_lifts()
    {
        foreach (var repair in new[] { Watching(), Found(), Proposed(), UnderOpinion() })
        {
            var refused = repair.Restore(new RestoreBody(), On("2026-03-12"));
            refused.ShouldNotBeNow(repair);
            refused.Refusal().Detail.ShouldContain("Only the court lifts");
        }
    }

    [Fact]
    public void Restored_tells_and_closes_when_every_bank_has_settled()
    {
        Lifted().Clock(StatutoryClocks.RegisterClearing)!.DueOn.ShouldBe(new DateOnly(2026, 4, 8));
        Lifted().Restore(new RestoreBody(), On("2026-04-03")).Says().ShouldHaveSingleItem().ShouldBeOfType<CreditRestored>();
        var told = Restored().Told(1, ["n1", "n2"], On("2026-04-03")).Next();
        told.StateName.ShouldBe("restored");

        var answered = told.Settle(Settled("n1", new BankAnswer("中国银行", Day("2026-04-07"), "已更新评级")), On("2026-04-07"));
        answered.Says().ShouldHaveSingleItem().ShouldBeOfType<BankAnswered>().Side.BankAnswers.Count.ShouldBe(1);
        answered.Next().StateName.ShouldBe("restored");
        answered.Next().Settle(Settled("n1", null), On("2026-04-07")).ShouldBe(Decision<Repair>.NothingNew);
        var closed = answered.Next().Settle(Settled("n2", null), On("2026-04-20")).Next();
        closed.StateName.ShouldBe("closed");
        closed.Outcome.ShouldBe(RepairOutcome.Restored);
    }

    [Fact]
    public void A_bank_may_answer_before_the_desk_knows_whom_it_told() =>
        Restored()
            .Settle(Settled("n1", null), On("2026-04-03"))
            .Next()
            .Told(1, ["n1"], On("2026-04-03"))
            .Next()
            .StateName.ShouldBe("closed");

    [Fact]
    public void With_nobody_to_tell_it_is_closed() => Restored().Told(1, [], On("2026-04-03")).Next().StateName.ShouldBe("closed");

    [Fact]
    public void A_register_that_still_shows_it_goes_to_the_court_and_then_it_may_be_restored()
    {
        var asked = Lifted().StillShown(new StillShownBody { Register = "铁路" }, On("2026-04-03")).Next();
        asked.StateName.ShouldBe("courtAsked");
        asked.Clock(StatutoryClocks.CreditCourtAsked)!.Owner.ShouldBe("court:浙0602");
        asked.Restore(new RestoreBody(), On("2026-04-09")).Next().StateName.ShouldBe("restored");
    }

    [Fact]
    public void A_confirmation_lies_between_the_lift_and_today()
    {
        Lifted()
            .Restore(new RestoreBody { ConfirmedOn = Day("2026-03-31") }, On("2026-04-03"))
            .Refusal()
            .Kind.ShouldBe(RefusalKind.Invalid);
        Lifted()
            .Restore(new RestoreBody { ConfirmedOn = Day("2026-04-04") }, On("2026-04-03"))
            .Refusal()
            .Kind.ShouldBe(RefusalKind.Invalid);
        Lifted()
            .Restore(new RestoreBody { ConfirmedOn = Day("2026-04-02") }, On("2026-04-03"))
            .Next()
            .RestoredOn.ShouldBe(Day("2026-04-02"));
    }

    [Fact]
    public void Acts_out_of_place_name_what_is_possible()
    {
        foreach (var repair in new[] { Watching(), Proposed(), UnderOpinion(), Lifted(), Restored() })
        {
            repair.Propose(new ProposeBody { Facts = "f", Proof = ["p"] }, On("2026-04-03")).ShouldNotBeNow(repair);
            repair.Dismiss(new ReasonBody { Reason = "r" }, On("2026-04-03")).ShouldNotBeNow(repair);
        }
        foreach (var repair in new[] { Watching(), Found(), Proposed(), UnderOpinion(), Lifted() })
        {
            repair.Retract(new ReasonBody { Reason = "r" }, On("2026-04-03")).ShouldNotBeNow(repair);
        }
        Found().StillShown(new StillShownBody { Register = "铁路" }, On("2026-04-03")).ShouldNotBeNow(Found());
        Restored().Object(new ObjectionBody { Creditor = "李四", Text = "t" }, On("2026-04-03")).ShouldNotBeNow(Restored());
    }

    private static NoticeSettled Settled(string notice, BankAnswer? answer) =>
        new()
        {
            RepairId = "R1",
            Generation = 1,
            NoticeId = notice,
            Answer = answer,
        };
}
