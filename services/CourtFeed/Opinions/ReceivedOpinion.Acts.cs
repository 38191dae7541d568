using Exchange.Acts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Opinions;

/// <content>What the court does: sign, extend, object, answer.</content>
internal sealed partial record ReceivedOpinion
{
    /// <summary>签收: the period runs from here; from the service on paper when that was earlier. A withdrawn one is not signed (O8).</summary>
    public Decision<ReceivedOpinion> Receive(ReceiptBody body, Moment moment)
    {
        if (!Allows("receipt"))
        {
            return NotNow("receipt");
        }
        var on = body.ReceivedOn ?? moment.On;
        if (on > moment.Today || on < Procuratorate.IssuedOn)
        {
            return Refusal.Invalid(
                "receipt-day",
                "It cannot be received before the issue or in the future.",
                new Flaw("receivedOn", "range", "between the issue and today")
            );
        }
        var begun = State == ReceivedOpinionState.Received ? this : Begin(on, moment);
        return Say(CourtWords.Received, begun, begun.Side with { ReceivedOn = on, ReceiptNumber = body.ReceiptNumber }, body.ReceiptNumber);
    }

    /// <summary>院长批准延长一个月: once, and only when approved by the last day; it may be entered later (O1).</summary>
    public Decision<ReceivedOpinion> Extend(ExtensionBody body, Moment moment)
    {
        if (!Allows("extension"))
        {
            return NotNow("extension", Side.Extension is null ? null : "It has been extended once.");
        }
        var clock = Side.AnswerClock!;
        var approved = body.ApprovedOn!.Value;
        if (approved > moment.Today)
        {
            return Refusal.Invalid(
                "future-date",
                "The approval cannot lie in the future.",
                new Flaw("approvedOn", "future-date", "later than today")
            );
        }
        if (approved > clock.DueOn)
        {
            var why = $"Approved on {approved:yyyy-MM-dd}, after the last day {clock.DueOn:yyyy-MM-dd}.";
            return new Refused<ReceivedOpinion>(
                NotNow("extension", why) with
                {
                    Code = "deadline-passed",
                },
                new Accepted<ReceivedOpinion>(this, [], $"Not extended, kept as explanation. {why} {body.ApprovedBy}: {body.Reason}")
            );
        }
        var extended = WithAnswerClock(clock.ExtendBy(ExtensionRule, moment.Calendar));
        return Say(
            CourtWords.Extended,
            extended,
            extended.Side with
            {
                Extension = new OpinionExtension(approved, body.ApprovedBy!, body.Reason!),
            },
            body.Reason
        );
    }

    /// <summary>异议 (规定 23): the clock runs on.</summary>
    public Decision<ReceivedOpinion> Object(ObjectBody body, Moment moment) =>
        !Allows("object")
            ? NotNow("object", Side.Objection is null ? null : "The court has objected already.")
            : Say(CourtWords.Objected, this, Side with { Objection = new OpinionObjection(moment.On, body.Reasons!) }, body.Reasons);

    /// <summary>对监督活动提出建议 (法发〔2016〕30号 art 17): whatever becomes of the opinion; the next one when this one is answered (O7).</summary>
    public Decision<ReceivedOpinion> Complain(ComplainBody body, Moment moment) =>
        !Allows("complain")
            ? NotNow("complain", HasOpenComplaint ? "The complaint before is not answered yet." : null)
            : Say(
                CourtWords.Complained,
                this,
                Side with
                {
                    Complaints = [.. Side.Complaints, new SupervisionComplaint(moment.On, body.Reasons!)],
                },
                body.Reasons
            );

    /// <summary>
    /// 回复: accepted however late (O2) and after an escalation (O3). A second one replaces the first while nobody has judged it;
    /// afterwards only when asked to complete it (O4).
    /// </summary>
    public Decision<ReceivedOpinion> Answer(AnswerBody body, Moment moment)
    {
        if (!Allows("answer"))
        {
            return NotNow("answer", State == ReceivedOpinionState.Answered ? "The procuratorate has judged the answer." : null);
        }
        if (body.UnknownCases(Procuratorate.Cases.Select(c => c.CaseNumber)) is { Count: > 0 } flaws)
        {
            return Refusal.Invalid("unknown-case", "The opinion is not about these cases.", flaws);
        }
        var clock = Side.AnswerClock!;
        var answered = (this with { State = ReceivedOpinionState.Answered }).WithAnswerClock(clock.Stop(moment.On));
        var late = moment.On > clock.EffectiveDueOn;
        return Say(
            CourtWords.Answered,
            answered,
            answered.Side with
            {
                Answers = [.. Side.Answers, body.ToAnswer(moment.On, late)],
            },
            late ? "late (逾期回复)" : null
        );
    }

    private static Accepted<ReceivedOpinion> Say(
        Func<string, CourtOpinionSide, CourtOpinionEvent> word,
        ReceivedOpinion next,
        CourtOpinionSide side,
        string? note
    ) => new(next with { Side = side }, [word(next.Id, side)], note);
}

/// <summary>The words of the court, each with its whole side.</summary>
internal static class CourtWords
{
    public static CourtOpinionEvent Received(string id, CourtOpinionSide side) => new OpinionReceived { OpinionId = id, Side = side };

    public static CourtOpinionEvent Extended(string id, CourtOpinionSide side) => new OpinionExtended { OpinionId = id, Side = side };

    public static CourtOpinionEvent Objected(string id, CourtOpinionSide side) => new OpinionObjected { OpinionId = id, Side = side };

    public static CourtOpinionEvent Complained(string id, CourtOpinionSide side) =>
        new SupervisionComplained { OpinionId = id, Side = side };

    public static CourtOpinionEvent Answered(string id, CourtOpinionSide side) => new OpinionAnswered { OpinionId = id, Side = side };
}
