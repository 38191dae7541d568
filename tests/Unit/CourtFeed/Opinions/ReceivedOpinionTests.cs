using System.Text.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Opinions;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.CourtFeed.Opinions;

public sealed class ReceivedOpinionTests
{
    private static readonly DateOnly IssuedOn = new(2026, 3, 5);
    private static readonly DateOnly ReceivedOn = new(2026, 3, 10);
    private static readonly DateOnly DueOn = new(2026, 6, 10);
    private static readonly DateOnly ApprovedInTime = DueOn;
    private static readonly CaseNumber Case = CaseNumber.Parse("(2025)浙0602执123号");

    private static readonly ProcuratorateOpinionSide Side = new()
    {
        Kind = OpinionKind.Enforcement,
        Procuratorate = DivisionCode.Parse("330602"),
        Court = CourtCode.Parse("浙0602"),
        Number = "检建1",
        Cases = [new OpinionCase { CaseNumber = Case }],
        Facts = "事实",
        Request = "恢复执行",
        Articles = [],
        IssuedOn = IssuedOn,
    };

    private static readonly AnswerBody FullAnswer = new()
    {
        Verdict = AnswerVerdict.Adopted,
        Facts = "查明",
        Opinion = "恢复",
        Reasons = "理由",
        Seal = "院印",
        Ruling = "裁定1",
    };

    [Fact]
    public void An_issued_opinion_is_there_for_exactly_its_court()
    {
        var opinion = Issued();

        opinion.Office.ShouldBe("court:浙0602");
        opinion.Division.Value.ShouldBe("330602");
        opinion.StateName.ShouldBe("issued");
        opinion.AllowedActs.ShouldBe(["receipt", "object", "complain"]);
    }

    [Fact]
    public void Any_later_word_creates_it_and_what_was_never_issued_is_not_for_the_court()
    {
        Hear(
            null,
            new OpinionEscalated
            {
                OpinionId = "o",
                Side = Side with { EscalatedOn = DueOn },
                Sequence = 9,
            }
        )
            .StateName.ShouldBe("issued");
        ReceivedOpinion
            .Hear(
                null,
                new OpinionWithdrawn
                {
                    OpinionId = "o",
                    Side = Side with { IssuedOn = null },
                    Sequence = 3,
                },
                On(IssuedOn)
            )
            .ShouldBe(Decision<ReceivedOpinion>.NothingNew);
    }

    [Fact]
    public void An_earlier_word_heard_late_changes_nothing() =>
        ReceivedOpinion
            .Hear(
                Issued(),
                new OpinionIssued
                {
                    OpinionId = "o",
                    Side = Side,
                    Sequence = 1,
                },
                On(IssuedOn)
            )
            .ShouldBe(Decision<ReceivedOpinion>.NothingNew);

    [Fact]
    public void The_receipt_starts_three_months_and_is_told()
    {
        var receipt = Issued()
            .Receive(new ReceiptBody { ReceiptNumber = "收1" }, On(ReceivedOn))
            .ShouldBeOfType<Accepted<ReceivedOpinion>>();

        receipt.Next.NextDueOn.ShouldBe(DueOn);
        var said = receipt.Says.ShouldHaveSingleItem().ShouldBeOfType<OpinionReceived>();
        said.Side.AnswerClock!.DueOn.ShouldBe(DueOn);
        said.Side.ReceiptNumber.ShouldBe("收1");
    }

    [Theory]
    [InlineData(OpinionKind.Enforcement, false, "opinionAnswer")]
    [InlineData(OpinionKind.Retrial, false, "retrialAnswer")]
    [InlineData(OpinionKind.Governance, false, "governanceAnswer")]
    [InlineData(OpinionKind.Enforcement, true, "higherCourtAnswer")]
    public void The_clock_follows_the_kind_and_the_level(OpinionKind kind, bool takenUp, string code)
    {
        var opinion = Hear(
            null,
            new OpinionIssued
            {
                OpinionId = "o",
                Side = Side with { Kind = kind, TakenUp = takenUp },
                Sequence = 3,
            }
        );

        Accepted(opinion.Receive(new ReceiptBody { ReceiptNumber = "1" }, On(ReceivedOn))).Side.AnswerClock!.Code.ShouldBe(code);
    }

    [Fact]
    public void Served_on_paper_the_period_runs_from_the_service_and_a_later_receipt_does_not_move_it()
    {
        var served = Hear(
            Issued(),
            new OpinionIssued
            {
                OpinionId = "o",
                Side = Side with { ServedOn = ReceivedOn },
                Sequence = 4,
            }
        );
        served.StateName.ShouldBe("received");

        var signed = Accepted(served.Receive(new ReceiptBody { ReceiptNumber = "1" }, On(new DateOnly(2026, 3, 20))));
        signed.Side.AnswerClock!.DueOn.ShouldBe(DueOn);
        signed.AllowedActs.ShouldNotContain("receipt");
    }

    [Fact]
    public void O1_an_extension_approved_by_the_last_day_may_be_entered_later_but_only_once()
    {
        var extended = Accepted(Received().Extend(Extension(ApprovedInTime), On(DueOn.AddDays(5))));

        extended.NextDueOn.ShouldBe(new DateOnly(2026, 7, 10));
        Refused(extended.Extend(Extension(ApprovedInTime), On(DueOn.AddDays(6)))).Code.ShouldBe("not-now");
    }

    [Fact]
    public void O1_approved_after_the_last_day_it_is_refused_and_kept_as_explanation()
    {
        var refused = Received().Extend(Extension(DueOn.AddDays(1)), On(DueOn.AddDays(5))).ShouldBeOfType<Refused<ReceivedOpinion>>();

        refused.Refusal.Code.ShouldBe("deadline-passed");
        refused.Refusal.Kind.ShouldBe(RefusalKind.NotNow);
        refused.Kept!.Note.ShouldNotBeNull().ShouldContain("案情复杂");
        refused.Kept.Next.NextDueOn.ShouldBe(DueOn);
    }

    [Fact]
    public void O2_an_answer_on_the_last_day_is_in_time_and_the_day_after_late_but_accepted()
    {
        Accepted(Received().Answer(FullAnswer, On(DueOn))).Side.Answer!.Late.ShouldBeFalse();

        var late = Accepted(Received().Answer(FullAnswer, On(DueOn.AddDays(1))));
        late.Side.Answer!.Late.ShouldBeTrue();
        late.NextDueOn.ShouldBeNull();
    }

    [Fact]
    public void O3_after_the_escalation_the_court_may_still_answer() =>
        Accepted(
            Hear(
                    Received(),
                    new OpinionEscalated
                    {
                        OpinionId = "o",
                        Side = Side with { EscalatedOn = DueOn },
                        Sequence = 9,
                    }
                )
                .Answer(FullAnswer, On(DueOn.AddDays(9)))
        )
            .StateName.ShouldBe("answered");

    [Fact]
    public void O4_a_second_answer_is_kept_beside_the_first_until_somebody_judged_it()
    {
        var twice = Accepted(Answered().Answer(FullAnswer with { Verdict = AnswerVerdict.Partly }, On(DueOn)));
        twice.Side.Answers.Select(a => a.Verdict).ShouldBe([AnswerVerdict.Adopted, AnswerVerdict.Partly]);

        var judged = Hear(
            twice,
            new AnswerJudged
            {
                OpinionId = "o",
                Side = Side with { AnswerJudgedOn = DueOn, AnswerAccepted = false },
                Sequence = 9,
            }
        );
        judged.AllowedActs.ShouldBe(["complain"]);
        Refused(judged.Answer(FullAnswer, On(DueOn))).Kind.ShouldBe(RefusalKind.NotNow);
    }

    [Fact]
    public void O4_asked_to_complete_its_answer_the_court_has_the_same_last_day()
    {
        var asked = Hear(
            Answered(),
            new SupplementAsked
            {
                OpinionId = "o",
                Side = Side with { SupplementAskedOn = DueOn, SupplementText = "补裁定" },
                Sequence = 9,
            }
        );

        asked.StateName.ShouldBe("received");
        asked.NextDueOn.ShouldBe(DueOn);
        Accepted(asked.Answer(FullAnswer, On(DueOn))).Side.Answers.Count.ShouldBe(2);
    }

    [Fact]
    public void O5_a_reply_without_its_parts_names_each_missing_one()
    {
        new AnswerBody().Check().Select(f => f.Place).ShouldBe(["verdict", "facts", "opinion", "reasons", "seal"]);
        (FullAnswer with { Ruling = null }).Check().ShouldHaveSingleItem().Place.ShouldBe("ruling");
        (FullAnswer with { Ruling = null, RulingFollowsOn = DueOn }).Check().ShouldBeEmpty();
        (FullAnswer with { Verdict = AnswerVerdict.Refused, Ruling = null, Reasons = " " })
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("reasons");
    }

    [Fact]
    public void An_answer_on_one_case_says_what_becomes_of_it() =>
        (FullAnswer with { Cases = [new CaseAnswerBody(CaseNumber.Parse("(2025)浙0602执9号"), Verdict: null)] })
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("cases[0].verdict");

    [Fact]
    public void An_answer_on_a_case_that_the_opinion_is_not_about_is_refused() =>
        Refused(
            Received()
                .Answer(
                    FullAnswer with
                    {
                        Cases = [new CaseAnswerBody(CaseNumber.Parse("(2025)浙0602执9号"), AnswerVerdict.Adopted)],
                    },
                    On(DueOn)
                )
        )
            .Flaws.ShouldHaveSingleItem()
            .Place.ShouldBe("cases[0].caseNumber");

    [Fact]
    public void O6_an_objection_leaves_the_clock_running()
    {
        var objected = Accepted(Received().Object(new ObjectBody { Reasons = "事实有误" }, On(ReceivedOn)));

        objected.NextDueOn.ShouldBe(DueOn);
        objected.AllowedActs.ShouldNotContain("object");
    }

    [Fact]
    public void O8_a_withdrawn_opinion_is_not_signed_for()
    {
        var withdrawn = Hear(
            Issued(),
            new OpinionWithdrawn
            {
                OpinionId = "o",
                Side = Side with { WithdrawnOn = ReceivedOn },
                Sequence = 4,
            }
        );

        Refused(withdrawn.Receive(new ReceiptBody { ReceiptNumber = "1" }, On(ReceivedOn))).State.ShouldBe("withdrawn");
        withdrawn.NextDueOn.ShouldBeNull();
    }

    [Fact]
    public void O9_a_new_version_is_signed_for_anew()
    {
        var second = Hear(
            Received(),
            new OpinionAmended
            {
                OpinionId = "o",
                Side = Side with { Version = 2 },
                Sequence = 9,
            }
        );
        second.StateName.ShouldBe("issued");

        var signed = Accepted(second.Receive(new ReceiptBody { ReceiptNumber = "2" }, On(new DateOnly(2026, 4, 3))));
        (signed.Side.Version, signed.NextDueOn).ShouldBe((2, new DateOnly(2026, 7, 3)));
    }

    [Fact]
    public void An_accepted_answer_waits_for_the_correction_until_the_opinion_is_closed()
    {
        var accepted = Side with { AnswerJudgedOn = DueOn, AnswerAccepted = true };
        var waiting = Hear(
            Answered(),
            new AnswerJudged
            {
                OpinionId = "o",
                Side = accepted,
                Sequence = 9,
            }
        );
        var closed = Hear(
            waiting,
            new OpinionClosed
            {
                OpinionId = "o",
                Side = accepted with { ClosedOn = DueOn, Outcome = OpinionOutcome.Resumed },
                Sequence = 10,
            }
        );

        waiting.StateName.ShouldBe("awaitingCorrection");
        closed.StateName.ShouldBe("closed");
        Hear(
            closed,
            new AnswerJudged
            {
                OpinionId = "o",
                Side = accepted,
                Sequence = 11,
            }
        )
            .StateName.ShouldBe("awaitingCorrection");
    }

    [Fact]
    public void A_complaint_about_the_supervision_is_told_changes_nothing_else_and_waits_for_its_answer()
    {
        var body = new ComplainBody { Reasons = "超出监督范围" };
        var decision = Received().Complain(body, On(DueOn)).ShouldBeOfType<Accepted<ReceivedOpinion>>();
        var complained = decision.Next;

        complained.StateName.ShouldBe("received");
        complained.NextDueOn.ShouldBe(DueOn);
        decision
            .Says.ShouldHaveSingleItem()
            .ShouldBeOfType<SupervisionComplained>()
            .Side.Complaints.Single()
            .Reasons.ShouldBe("超出监督范围");
        Refused(complained.Complain(body with { Reasons = "另一理由" }, On(DueOn))).Kind.ShouldBe(RefusalKind.NotNow);

        var answered = Hear(
            complained,
            new ComplaintAnswered
            {
                OpinionId = "o",
                Side = Side with { ComplaintAnswers = [new SupervisionComplaintAnswer(DueOn, "程序合法", false)] },
                Sequence = 4,
            }
        );
        answered.StateName.ShouldBe("received");
        answered.AllowedActs.ShouldContain("complain");
        new ComplainBody().Check().Single().Place.ShouldBe("reasons");
    }

    [Fact]
    public void Also_a_closed_opinion_may_be_complained_of_and_a_withdrawn_one_not()
    {
        var closed = Hear(
            Received(),
            new OpinionClosed
            {
                OpinionId = "o",
                Side = Side with { ClosedOn = DueOn },
                Sequence = 9,
            }
        );
        var withdrawn = Hear(
            Received(),
            new OpinionWithdrawn
            {
                OpinionId = "o",
                Side = Side with { WithdrawnOn = DueOn },
                Sequence = 9,
            }
        );

        Accepted(closed.Complain(new ComplainBody { Reasons = "理由" }, On(DueOn))).StateName.ShouldBe("closed");
        Refused(withdrawn.Complain(new ComplainBody { Reasons = "理由" }, On(DueOn))).Allowed.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_version_keeps_what_the_court_has_complained_of()
    {
        var complained = Accepted(Received().Complain(new ComplainBody { Reasons = "理由" }, On(DueOn)));

        Hear(
            complained,
            new OpinionAmended
            {
                OpinionId = "o",
                Side = Side with { Version = 2 },
                Sequence = 9,
            }
        )
            .Side.Complaints.Count.ShouldBe(1);
    }

    [Fact]
    public void Stored_and_read_again_it_still_finds_its_clock()
    {
        var read = JsonSerializer.Deserialize<ReceivedOpinion>(
            JsonSerializer.Serialize(Received(), ExchangeJson.Options),
            ExchangeJson.Options
        )!;

        Accepted(read.Answer(FullAnswer, On(DueOn))).NextDueOn.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_answered_before_it_is_signed_for() =>
        Refused(Issued().Answer(FullAnswer, On(ReceivedOn))).Allowed.ShouldBe(["receipt", "object", "complain"]);

    private static ReceivedOpinion Issued() =>
        Hear(
            null,
            new OpinionIssued
            {
                OpinionId = "o",
                Side = Side,
                Sequence = 3,
            }
        );

    private static ReceivedOpinion Received() => Accepted(Issued().Receive(new ReceiptBody { ReceiptNumber = "收1" }, On(ReceivedOn)));

    private static ReceivedOpinion Answered() => Accepted(Received().Answer(FullAnswer, On(new DateOnly(2026, 5, 1))));

    private static ExtensionBody Extension(DateOnly on) =>
        new()
        {
            ApprovedOn = on,
            ApprovedBy = "院长",
            Reason = "案情复杂",
        };

    private static ReceivedOpinion Hear(ReceivedOpinion? known, ProcuratorateOpinionEvent word) =>
        Accepted(ReceivedOpinion.Hear(known, word, On(word.Side.ServedOn ?? word.Side.IssuedOn!.Value)));

    private static ReceivedOpinion Accepted(Decision<ReceivedOpinion> decision) =>
        decision.ShouldBeOfType<Accepted<ReceivedOpinion>>().Next;

    private static Refusal Refused(Decision<ReceivedOpinion> decision) => decision.ShouldBeOfType<Refused<ReceivedOpinion>>().Refusal;

    private static Moment On(DateOnly day) =>
        new(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            day,
            day,
            "书记员",
            "court:浙0602",
            WorkCalendar.Published
        );
}
