using System.Text.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Transfers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.CourtFeed.Transfers;

public sealed class CourtTransferTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DivisionCode Yuecheng = DivisionCode.Parse("330602");

    private static readonly TransferBody Letter = new()
    {
        Number = "2026-1",
        CaseNumber = CaseNumber.Parse("（2025）浙0602执123号"),
        Facts = "转移财产",
        Evidence = ["转账记录"],
        Suspects = [new TransferSuspect { Name = "张三" }, new TransferSuspect { Name = "李四" }],
    };

    private static readonly PoliceReceipt Receipt = new("受1号", Monday, At(Monday).Now);

    [Fact]
    public void A_transfer_goes_to_the_police_of_the_division_of_the_case()
    {
        var decision = CourtTransfer.Send(null, "T1", Letter, "hash", null, At(Monday));

        var side = ((Accepted<CourtTransfer>)decision)
            .Says.ShouldHaveSingleItem()
            .ShouldBeOfType<Exchange.Contracts.Court.CriminalLeadTransferred>()
            .Side;
        side.PoliceOrgan.ShouldBe(Yuecheng);
        side.Channel.ShouldBe(ReferralChannel.CourtRefusal);
        side.Crime.ShouldBe("拒不执行判决、裁定罪");
        side.Suspects.Select(s => s.SuspectId).ShouldBe(["1", "2"]);
        Sent().Office.ShouldBe("court:浙0602");
        Sent().Clock(StatutoryClocks.Acknowledgement)!.DueAt.ShouldBe(At(Monday.AddDays(1)).Now);
    }

    [Fact]
    public void The_same_letter_again_changes_nothing_and_another_of_the_same_number_is_refused()
    {
        CourtTransfer.Send(Sent(), "T1", Letter, "hash", null, At(Monday)).ShouldBe(Decision<CourtTransfer>.NothingNew);
        Refused(CourtTransfer.Send(Sent(), "T1", Letter, "other", null, At(Monday))).Kind.ShouldBe(RefusalKind.NotNow);
    }

    [Fact]
    public void A_transfer_of_tomorrow_is_refused() =>
        Refused(CourtTransfer.Send(null, "T1", Letter with { TransferredOn = Monday.AddDays(1) }, "hash", null, At(Monday)))
            .Flaws.ShouldHaveSingleItem()
            .Place.ShouldBe("transferredOn");

    [Fact]
    public void A_letter_without_evidence_is_told_the_five_groups()
    {
        (Letter with { Evidence = [] }).Check().Count(f => f.Place == "evidence").ShouldBe(5);
        Letter.Check().ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_letter_names_all_that_is_missing() =>
        new TransferBody().Check().Select(f => f.Place).Distinct().ShouldBe(["number", "caseNumber", "facts", "suspects", "evidence"]);

    [Fact]
    public void Two_suspects_cannot_have_one_id() =>
        (Letter with { Suspects = [new TransferSuspect { Name = "张三", SuspectId = "2" }, new TransferSuspect { Name = "李四" }] })
            .Check()
            .ShouldHaveSingleItem()
            .Code.ShouldBe("duplicate");

    [Fact]
    public void A_returned_transfer_is_completed_once()
    {
        var returned = Returned();
        returned.State.ShouldBe(CourtTransferState.Returned);
        returned.Clock(StatutoryClocks.Completion)!.Owner.ShouldBe("court:浙0602");

        var completed = Now(returned.Complete(new CompleteTransferBody { Items = ["身份材料"] }, At(Monday.AddDays(1))));

        completed.State.ShouldBe(CourtTransferState.Acknowledged);
        Refused(completed.Complete(new CompleteTransferBody { Insist = true }, At(Monday.AddDays(1)))).Allowed.ShouldBe(["recall"]);
    }

    [Fact]
    public void Nothing_is_completed_by_nothing_unless_the_court_insists()
    {
        new CompleteTransferBody().Check().ShouldHaveSingleItem();
        new CompleteTransferBody { Insist = true }
            .Check()
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_recall_before_the_filing_withdraws_and_after_it_only_speaks()
    {
        var recall = new RecallTransferBody { Reason = "已履行" };

        Now(Sent().Recall(recall, At(Monday))).State.ShouldBe(CourtTransferState.Withdrawn);
        var filed = Now(Filed().Recall(recall, At(Monday.AddDays(3))));
        filed.State.ShouldBe(CourtTransferState.Filed);
        filed.Sender.NoLongerSupportedOn.ShouldBe(Monday.AddDays(3));
        Refused(filed.Recall(recall, At(Monday.AddDays(4)))).Kind.ShouldBe(RefusalKind.NotNow);
    }

    [Fact]
    public void The_police_have_seven_days_to_decide_on_a_refusal_to_perform() =>
        Acknowledged().Clock(StatutoryClocks.FilingDecisionByCourt)!.DueOn.ShouldBe(new DateOnly(2026, 3, 9));

    [Fact]
    public void A_refusal_is_answered_with_its_notice_within_seven_days()
    {
        var silent = Declined(notice: null);
        silent.State.ShouldBe(CourtTransferState.Declined);
        silent.Clock(StatutoryClocks.DeclineNoticeToCourt)!.IsOverdue(Monday.AddDays(7)).ShouldBeFalse();
        silent.Clock(StatutoryClocks.DeclineNoticeToCourt)!.IsOverdue(Monday.AddDays(8)).ShouldBeTrue();

        Declined(notice: "不立1号").Clock(StatutoryClocks.DeclineNoticeToCourt).ShouldBeNull();
    }

    [Fact]
    public void The_court_sees_the_supervision_of_the_procuratorate()
    {
        var asked = Hears(
            Declined("不立1号"),
            new() { Procuratorate = Yuecheng, ReasonsRequested = new ReasonsRequest(Monday, false, null) }
        );
        var directed = Hears(asked, asked.Supervision! with { FilingDirectedOn = Monday.AddDays(8) });
        var noticed = Hears(directed, directed.Supervision! with { CorrectionNoticedOn = Monday.AddDays(30) });
        var reported = Hears(noticed, noticed.Supervision! with { ReportedUpwardOn = Monday.AddDays(50) });
        var closed = Hears(reported, reported.Supervision! with { ReasonsAcceptedOn = Monday.AddDays(60) });

        new[] { asked, directed, noticed, reported, closed }
            .Select(t => t.State)
            .ShouldBe([
                CourtTransferState.ReasonsRequested,
                CourtTransferState.FilingDirected,
                CourtTransferState.CorrectionNoticed,
                CourtTransferState.WithHigher,
                CourtTransferState.Closed,
            ]);
    }

    [Fact]
    public void A_dropped_case_is_told_to_the_court_and_closes_when_the_procuratorate_accepts()
    {
        var dropped = Hears(
            Filed(),
            s => s with { Dropped = new CaseDropped(Monday.AddDays(9), "不构成犯罪") },
            (id, s) => new CriminalCaseDropped { ReferralId = id, Side = s }
        );
        dropped.State.ShouldBe(CourtTransferState.Dropped);
        dropped.Clocks.ShouldContain(c => c.Code == StatutoryClocks.DroppedNoticeToCourt.Code && c.StoppedOn != null);

        Hears(dropped, new() { Procuratorate = Yuecheng, DropAcceptedOn = Monday.AddDays(10) })
            .Outcome.ShouldBe(CourtTransferOutcome.Dropped);
    }

    [Fact]
    public void What_others_sent_is_not_heard_of_at_the_court() =>
        CourtTransfer
            .Hear(
                null,
                new LeadAcknowledged
                {
                    ReferralId = "L1-t1",
                    Side = Organ() with { Receipt = Receipt },
                    Sequence = 1,
                },
                At(Monday)
            )
            .ShouldBe(Decision<CourtTransfer>.NothingNew);

    [Fact]
    public void An_old_word_changes_nothing() =>
        CourtTransfer
            .Hear(
                Acknowledged(),
                new LeadReturned
                {
                    ReferralId = "T1",
                    Side = Organ(),
                    Sequence = 1,
                },
                At(Monday)
            )
            .ShouldBe(Decision<CourtTransfer>.NothingNew);

    [Fact]
    public void A_transfer_that_was_stored_is_read_as_it_was()
    {
        var stored = JsonSerializer.Serialize(Returned(), ExchangeJson.Options);

        JsonSerializer
            .Serialize(JsonSerializer.Deserialize<CourtTransfer>(stored, ExchangeJson.Options), ExchangeJson.Options)
            .ShouldBe(stored);
    }

    private static Moment At(DateOnly day) =>
        new(ChinaTime.StartOf(day).AddHours(10), day, day, "书记员", "court:浙0602", WorkCalendar.Published);

    private static ReferralPoliceSide Organ() => new() { Organ = Yuecheng, StoredAt = At(Monday).Now };

    private static CourtTransfer Sent() => Now(CourtTransfer.Send(null, "T1", Letter, "hash", null, At(Monday)));

    private static CourtTransfer Acknowledged() =>
        Hears(Sent(), s => s with { Receipt = Receipt }, (id, s) => new LeadAcknowledged { ReferralId = id, Side = s });

    private static CourtTransfer Returned() =>
        Hears(
            Acknowledged(),
            s => s with { Returns = [new ReferralReturn(Monday, ["身份材料"], null)] },
            (id, s) => new LeadReturned { ReferralId = id, Side = s }
        );

    private static CourtTransfer Declined(string? notice) =>
        Hears(
            Acknowledged(),
            s => s with { Declined = new FilingDeclined(Monday, DeclineGround.ClearlyMinor, "轻微", notice) },
            (id, s) => new CriminalCaseDeclined { ReferralId = id, Side = s }
        );

    private static CourtTransfer Filed() =>
        Hears(
            Acknowledged(),
            s => s with { Filing = new CriminalFiling("立1号", Monday, Directed: false) },
            (id, s) => new CriminalCaseFiled { ReferralId = id, Side = s }
        );

    private static CourtTransfer Hears(
        CourtTransfer known,
        Func<ReferralPoliceSide, ReferralPoliceSide> says,
        Func<string, ReferralPoliceSide, PoliceEvent> word
    ) =>
        Now(CourtTransfer.Hear(known, word(known.Id, says(known.Police ?? Organ())) with { Sequence = known.HeardPolice + 1 }, At(Monday)));

    private static CourtTransfer Hears(CourtTransfer known, ReferralSupervisionSide side) =>
        Now(
            CourtTransfer.Hear(
                known,
                new FilingReasonsRequested
                {
                    ReferralId = known.Id,
                    Side = side,
                    Sequence = known.HeardSupervision + 1,
                },
                At(Monday)
            )
        );

    private static CourtTransfer Now(Decision<CourtTransfer> decision) => ((Accepted<CourtTransfer>)decision).Next;

    private static Refusal Refused(Decision<CourtTransfer> decision) => ((Refused<CourtTransfer>)decision).Refusal;
}
