using System.Text.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Transfers;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Transfers.Referrals;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Transfers;

public sealed class TransferTests
{
    private static readonly MaterialBody Material = new() { Items = ["身份材料"] };
    private static readonly RecallBody Recall = new() { Reason = "线索不实" };

    [Fact]
    public void A_proposal_waits_five_working_days_for_the_chief_procurator()
    {
        var proposed = Proposed();

        proposed.State.ShouldBe(TransferState.Proposed);
        proposed.AllowedActs.ShouldBe(["decide"]);
        var clock = proposed.Clock(StatutoryClocks.ReferralDecision).ShouldNotBeNull();
        clock.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
        clock.IsLegal.ShouldBeFalse();
    }

    [Fact]
    public void A_proposal_that_is_heard_again_changes_nothing() =>
        Transfer
            .Propose(
                Proposed(),
                new ReferralProposed
                {
                    ReferralId = "L1-t1",
                    Side = Side(),
                    ProposedBy = "李检",
                },
                At(Monday)
            )
            .ShouldBe(Decision<Transfer>.NothingNew);

    [Fact]
    public void An_approved_proposal_goes_to_the_police_on_the_day_of_the_decision()
    {
        var decision = Proposed().Decide(new DecideBody { Approve = true }, At(Monday.AddDays(1)));

        Now(decision).State.ShouldBe(TransferState.Transferred);
        var word = Says(decision).ShouldHaveSingleItem().ShouldBeOfType<CriminalLeadTransferred>();
        word.Side.TransferredOn.ShouldBe(Monday.AddDays(1));
        Now(decision).Clock(StatutoryClocks.Acknowledgement)!.DueAt.ShouldBe(At(Monday.AddDays(2)).Now);
    }

    [Fact]
    public void A_rejected_proposal_ends_as_returned_to_the_lead()
    {
        var decision = Proposed().Decide(new DecideBody { Approve = false, Comment = "证据不足" }, At(Monday));

        Now(decision).Outcome.ShouldBe(TransferOutcome.Returned);
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<LeadWorkEnded>().Outcome.ShouldBe("returned");
    }

    [Fact]
    public void A_decision_without_a_word_or_a_rejection_without_a_reason_is_incomplete()
    {
        new DecideBody().Check().ShouldHaveSingleItem().Place.ShouldBe("approve");
        new DecideBody { Approve = false }
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("comment");
    }

    [Fact]
    public void A_returned_referral_is_completed_within_three_days_and_the_filing_clock_goes_on()
    {
        var returned = Returned();
        returned.State.ShouldBe(TransferState.Returned);
        returned.Clock(StatutoryClocks.Completion)!.Owner.ShouldBe("procuratorate:330602");

        var decision = returned.Complete(Material, At(Monday.AddDays(2)));

        var completed = Now(decision);
        completed.State.ShouldBe(TransferState.Acknowledged);
        completed.Clock(StatutoryClocks.FilingDecisionByProcuratorate)!.PausedDays.ShouldBe(2);
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<LeadCompleted>().Side.Completions.Count.ShouldBe(1);
    }

    [Fact]
    public void Nothing_more_is_also_an_answer_to_a_return() =>
        Now(Returned().Insist(new InsistBody(), At(Monday))).Sender!.Completions.ShouldHaveSingleItem().Insists.ShouldBeTrue();

    [Fact]
    public void Completing_twice_is_refused_and_names_what_is_possible()
    {
        var refusal = Refused(Now(Returned().Complete(Material, At(Monday))).Complete(Material, At(Monday)));

        refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refusal.State.ShouldBe("acknowledged");
        refusal.Allowed.ShouldBe(["supplement", "recall", "request-reasons"]);
    }

    [Fact]
    public void Later_material_moves_no_clock()
    {
        var decision = Acknowledged().Supplement(Material, At(Monday.AddDays(1)));

        Now(decision).Clocks.ShouldBe(Acknowledged().Clocks);
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<LeadCompleted>().Side.Supplements.Count.ShouldBe(1);
    }

    [Fact]
    public void A_recall_before_the_filing_withdraws_the_referral_and_ends_the_work_of_the_lead()
    {
        var decision = Acknowledged().Recall(Recall, At(Monday));

        Now(decision).State.ShouldBe(TransferState.Withdrawn);
        Now(decision).NextDueOn.ShouldBeNull();
        Says(decision).OfType<ReferralRecalled>().ShouldHaveSingleItem();
        Says(decision).OfType<LeadWorkEnded>().ShouldHaveSingleItem().Outcome.ShouldBe("withdrawn");
    }

    [Fact]
    public void A_recall_after_the_filing_only_says_no_longer_supported_and_only_once()
    {
        var decision = Filed().Recall(Recall, At(Monday.AddDays(5)));

        Now(decision).State.ShouldBe(TransferState.Filed);
        Now(decision).Sender!.NoLongerSupportedOn.ShouldBe(Monday.AddDays(5));
        Refused(Now(decision).Recall(Recall, At(Monday.AddDays(6)))).Kind.ShouldBe(RefusalKind.NotNow);
    }

    [Fact]
    public void A_case_filed_while_the_recall_was_on_its_way_is_filed_and_noted()
    {
        var recalled = Now(Acknowledged().Recall(Recall, At(Monday)));

        var decision = recalled.Said<CriminalCaseFiled>(
            Monday.AddDays(1),
            s => s with { Filing = new CriminalFiling("立1号", Monday, Directed: false) }
        );

        Now(decision).State.ShouldBe(TransferState.Filed);
        ((Accepted<Transfer>)decision).Note.ShouldNotBeNull().ShouldStartWith("Conflict");
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<LeadWorkReopened>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void An_old_word_of_the_police_changes_nothing(long sequence) =>
        Acknowledged().Said<LeadReturned>(Monday, s => s, sequence).ShouldBe(Decision<Transfer>.NothingNew);

    [Fact]
    public void A_later_word_implies_the_skipped_ones() =>
        Transferred()
            .Hears<FilingClockExtended>(Monday, s => s with { Receipt = new PoliceReceipt("受1号", Monday, At(Monday).Now) }, sequence: 7)
            .State.ShouldBe(TransferState.Acknowledged);

    [Fact]
    public void After_a_hand_over_the_new_organ_owes_its_own_receipt()
    {
        var other = DivisionCode.Parse("330603");

        var handedOver = Acknowledged()
            .Hears<ReferralHandedOver>(
                Monday,
                s =>
                    s with
                    {
                        Organ = other,
                        HandOvers = [new HandOver(Monday, s.Organ, other, "管辖")],
                        FilingClock = s.FilingClock!.Stop(Monday),
                    }
            );

        handedOver.State.ShouldBe(TransferState.Transferred);
        handedOver.Clock(StatutoryClocks.Acknowledgement)!.Owner.ShouldBe("police:330603");
        handedOver
            .Hears<LeadAcknowledged>(Monday.AddDays(1), s => s with { Receipt = new PoliceReceipt("受2号", Monday, At(Monday).Now) })
            .State.ShouldBe(TransferState.Acknowledged);
    }

    [Fact]
    public void A_court_s_transfer_is_a_copy_whose_sender_s_acts_are_not_ours()
    {
        var copy = OfCourt();

        copy.State.ShouldBe(TransferState.Transferred);
        copy.AllowedActs.ShouldBe(["request-reasons"]);
        Refused(copy.Recall(Recall, At(Monday))).Kind.ShouldBe(RefusalKind.NotNow);
    }

    [Fact]
    public void A_police_word_that_comes_first_makes_the_copy_and_the_court_s_word_completes_it()
    {
        var side = new ReferralPoliceSide
        {
            Organ = Yuecheng,
            StoredAt = At(Monday).Now,
            Receipt = new PoliceReceipt("受1号", Monday, At(Monday).Now),
        };
        var first = Now(
            Transfer.Hear(
                null,
                new LeadAcknowledged
                {
                    ReferralId = "T1",
                    Side = side,
                    Sequence = 2,
                    Division = Yuecheng,
                },
                At(Monday)
            )
        );

        var whole = Now(
            Transfer.Hear(
                first,
                new Exchange.Contracts.Court.CriminalLeadTransferred
                {
                    ReferralId = "T1",
                    Side = Side(Agency.Court),
                    Sequence = 1,
                },
                At(Monday)
            )
        );

        first.State.ShouldBe(TransferState.Acknowledged);
        whole.State.ShouldBe(TransferState.Acknowledged);
        whole.Sender!.Sender.ShouldBe(Agency.Court);
    }

    [Fact]
    public void A_referral_closes_when_every_suspect_has_a_final_outcome()
    {
        var decision = Filed()
            .Said<CriminalOutcomeReported>(
                Monday.AddDays(60),
                s => s with { Outcomes = [new SuspectOutcome("1", OutcomeKind.Verdict, Monday.AddDays(60), null, null)] }
            );

        Now(decision).Outcome.ShouldBe(TransferOutcome.Concluded);
        Says(decision).ShouldHaveSingleItem().ShouldBeOfType<LeadWorkEnded>().Outcome.ShouldBe("concluded");
    }

    [Fact]
    public void An_indictment_or_money_alone_closes_nothing() =>
        Filed()
            .Hears<CriminalOutcomeReported>(
                Monday.AddDays(60),
                s =>
                    s with
                    {
                        Outcomes =
                        [
                            new SuspectOutcome("1", OutcomeKind.Indicted, Monday.AddDays(60), null, null),
                            new SuspectOutcome("1", OutcomeKind.MoneyPaid, Monday.AddDays(61), null, new Money(5)),
                        ],
                    }
            )
            .State.ShouldBe(TransferState.Filed);

    [Fact]
    public void A_referral_that_was_stored_is_read_as_it_was()
    {
        var stored = JsonSerializer.Serialize(CorrectionNoticed(), ExchangeJson.Options);

        var read = JsonSerializer.Deserialize<Transfer>(stored, ExchangeJson.Options).ShouldNotBeNull();

        read.State.ShouldBe(TransferState.CorrectionNoticed);
        JsonSerializer.Serialize(read, ExchangeJson.Options).ShouldBe(stored);
    }
}
