using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Repairs;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.CreditRepair.Desk;

namespace Exchange.Tests.Unit.CreditRepair;

/// <summary>The numbered decisions on credit repair.</summary>
public sealed class RepairDecisionTests
{
    private static readonly CaseSanctions WithTerm = Performed.At(3, r => r with { ListingEndsOn = Day("2027-06-02") });

    [Fact]
    public void C3_a_running_term_is_no_breach_and_may_be_ended_early_as_a_favour()
    {
        var watching = ((Repair?)null).Hear(WithTerm, On("2026-03-20")).Next();
        watching.StateName.ShouldBe("watching");
        watching.DueOn.ShouldBe(new DateOnly(2027, 6, 7));

        Repair
            .Enter(watching, Entry(RepairBasis.Performed), WithTerm, WithTerm.Respondents[0], On("2026-03-20"))
            .Refusal()
            .Code.ShouldBe("unfit-basis");
        var early = Repair.Enter(watching, Entry(RepairBasis.EarlyDeletion), WithTerm, WithTerm.Respondents[0], On("2026-03-20")).Next();
        early.StateName.ShouldBe("proposed");
        early.Basis.ShouldBe(RepairBasis.EarlyDeletion);
        early.Clocks.ShouldAllBe(c => !c.IsOverdue(new DateOnly(2026, 3, 20)));
        Repair
            .Enter(
                null,
                Entry(RepairBasis.EarlyDeletion),
                WithTerm with
                {
                    PerformedOn = Field<DateOnly>.None,
                },
                WithTerm.Respondents[0],
                On("2026-03-20")
            )
            .Refusal()
            .Code.ShouldBe("unfit-basis");
    }

    [Fact]
    public void C4_another_creditor_s_objection_is_recorded_and_changes_nothing()
    {
        var objected = UnderOpinion().Object(new ObjectionBody { Creditor = "李四", Text = "他案未履行" }, On("2026-03-12")).Next();
        objected.Objections.ShouldHaveSingleItem();
        objected.StateName.ShouldBe("underOpinion");
    }

    [Fact]
    public void C5_a_wrong_listing_is_entered_without_performance_and_the_court_has_fifteen_days()
    {
        var decision = Repair.Enter(null, Entry(RepairBasis.WronglyListed), Unperformed, Debtor, On("2026-03-09"));

        decision.Says().ShouldHaveSingleItem().ShouldBeOfType<RepairProposed>().Side.Basis.ShouldBe(RepairBasis.WronglyListed);
        decision.Next().Clock(StatutoryClocks.ListingCorrectionReview)!.DueOn.ShouldBe(new DateOnly(2026, 3, 24));
        Repair
            .Enter(decision.Next(), Entry(RepairBasis.WronglyListed), Unperformed, Debtor, On("2026-03-09"))
            .ShouldBe(Decision<Repair>.NothingNew);
        Repair
            .Enter(decision.Next(), Entry(RepairBasis.WronglyListed) with { Facts = "other" }, Unperformed, Debtor, On("2026-03-09"))
            .ShouldNotBeNow(decision.Next());
    }

    [Fact]
    public void C5_what_is_not_in_force_cannot_be_repaired()
    {
        var lifted = Performed.At(4, r => r with { DelistedOn = DueOn });
        Repair
            .Enter(null, Entry(RepairBasis.WronglyListed), lifted, lifted.Respondents[0], On("2026-03-09"))
            .Refusal()
            .Code.ShouldBe("not-in-force");
    }

    [Fact]
    public void C7_listed_again_after_the_banks_were_told_is_retracted_and_begins_again()
    {
        foreach (var told in new[] { Restored(), Restored().Told(1, [], On("2026-04-03")).Next() })
        {
            var decision = told.Hear(
                Unperformed.At(9, r => r with { ListedOn = Day("2026-06-01"), DelistedOn = Field<DateOnly>.None }),
                On("2026-06-02")
            );

            var retracted = decision.Says().ShouldHaveSingleItem().ShouldBeOfType<RestorationRetracted>();
            (retracted.Side.Generation, retracted.Side.RestoredOn, retracted.Side.RetractedOn).ShouldBe(
                (1, Day("2026-04-03"), Day("2026-06-02"))
            );
            var again = decision.Next();
            (again.StateName, again.Generation, again.RestoredOn).ShouldBe(("watching", 2, null));
            again.Earlier.ShouldHaveSingleItem().Side.RestoredOn.ShouldBe(Day("2026-04-03"));
            again.WakeOn.ShouldBeNull();
        }
    }

    [Fact]
    public void C7_told_in_error_is_retracted_by_the_desk_and_only_once()
    {
        var decision = Restored().Retract(new ReasonBody { Reason = "误通知" }, On("2026-04-10"));
        decision.Says().ShouldHaveSingleItem().ShouldBeOfType<RestorationRetracted>();
        decision.Next().Outcome.ShouldBe(RepairOutcome.Retracted);
        decision.Next().Retract(new ReasonBody { Reason = "误通知" }, On("2026-04-11")).ShouldNotBeNow(decision.Next());
    }

    [Fact]
    public void C8_two_empty_queries_delete_the_listing_only()
    {
        var ended = Unperformed with { Ending = Ending.EndedForNow, EndedOn = Day("2025-08-01"), LastQueriedOn = Day("2026-02-01") };

        Repair.Enter(null, Entry(RepairBasis.TwoEmptyQueries), ended, Debtor, On("2026-03-09")).Next().StateName.ShouldBe("proposed");
        Repair
            .Enter(null, Entry(RepairBasis.TwoEmptyQueries) with { Kind = SanctionKind.Restriction }, ended, Debtor, On("2026-03-09"))
            .Refusal()
            .Code.ShouldBe("unfit-basis");
        Repair
            .Enter(null, Entry(RepairBasis.TwoEmptyQueries), Unperformed, Debtor, On("2026-03-09"))
            .Refusal()
            .Code.ShouldBe("unfit-basis");
    }

    [Fact]
    public void C9_a_resumption_alone_rolls_nothing_back()
    {
        var resumed = Performed.At(8, r => r with { DelistedOn = Day("2026-04-01") }) with { ResumedOn = Day("2026-05-01") };
        Restored().Hear(resumed, On("2026-05-02")).ShouldBe(Decision<Repair>.NothingNew);
        Restored()
            .Hear(resumed with { Revision = 9, PerformedOn = Field<DateOnly>.None }, On("2026-05-02"))
            .Next()
            .StateName.ShouldBe("restored");
    }

    [Fact]
    public void C10_others_are_named_only_where_an_order_of_restriction_names_them() =>
        Lifted().Restore(new RestoreBody { AlsoNamed = ["王经理"] }, On("2026-04-03")).Refusal().Kind.ShouldBe(RefusalKind.Invalid);

    [Fact]
    public void A_dismissal_binds_to_what_was_decided_on()
    {
        var dismissed = Found().Dismiss(new ReasonBody { Reason = "数据错误" }, On("2026-03-09")).Next();
        dismissed.Hear(Performed.At(5), On("2026-03-10")).ShouldBe(Decision<Repair>.NothingNew);

        var again = dismissed.Hear(Performed.At(6) with { PerformedOn = Day("2026-03-09") }, On("2026-03-10")).Next();
        (again.StateName, again.Generation).ShouldBe(("watching", 2));
        dismissed.Hear(Unperformed.At(6), On("2026-03-10")).Next().Generation.ShouldBe(2);
    }

    [Fact]
    public void Under_review_a_changed_record_is_filed_and_only_a_lift_moves_it()
    {
        Proposed().Hear(Unperformed.At(6), On("2026-03-10")).Next().StateName.ShouldBe("proposed");
        Proposed()
            .Hear(Performed.At(6, r => r with { DelistedOn = Day("2026-03-10") }), On("2026-03-10"))
            .Next()
            .StateName.ShouldBe("lifted");
    }

    private static EntryBody Entry(RepairBasis basis) =>
        new()
        {
            CaseNumber = Performed.CaseNumber,
            Respondent = Debtor.Name,
            Kind = SanctionKind.Listing,
            Basis = basis,
            Facts = "事实",
            Proof = ["证明"],
        };
}
