using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <content>What the court says, and what the procurator makes of it (监督规则 123, 124).</content>
internal sealed partial record Opinion
{
    /// <summary>The court's whole side: a later word implies the earlier ones, an equal or earlier one says nothing.</summary>
    public Decision<Opinion> HearCourt(CourtOpinionEvent word, Moment moment)
    {
        if (word.Sequence <= HeardCourt)
        {
            return Decision<Opinion>.NothingNew;
        }
        var heard = (this with { Court = word.Side, HeardCourt = word.Sequence }).AfterComplaint(Court, moment);
        if (State is OpinionState.Proposed or OpinionState.Decided or OpinionState.Returned or OpinionState.Withdrawn)
        {
            return new Accepted<Opinion>(
                heard,
                [],
                $"Conflict: the court speaks of an opinion in state '{StateName}' (与法院回复冲突，本方状态为{StateName})"
            );
        }
        heard = heard.AfterReceipt(moment).AfterExtension(Court).AfterObjection(Court, moment);
        return word.Side.Answers.Count > Court.Answers.Count ? heard.AfterAnswer(word.Side.Answer!, moment) : heard;
    }

    /// <summary>认可: a refusal whose reasons hold closes it, an adoption waits for the correction.</summary>
    public Decision<Opinion> AcceptAnswer(AcceptAnswerBody body, Moment moment)
    {
        if (!Allows("accept-answer"))
        {
            return NotNow("accept-answer");
        }
        var judged = Judged(accepted: true, moment);
        if (Court.Answer!.Verdict != AnswerVerdict.Refused)
        {
            return Say(
                OpinionWords.Judged,
                this with
                {
                    State = OpinionState.AwaitingCorrection,
                    Clocks = Instead(StatutoryClocks.OpinionCorrection, Addressee, moment),
                },
                judged,
                body.Outcome is { } expected ? $"{body.Comment} ({Camel(expected)})".Trim() : body.Comment
            );
        }
        return body.Outcome is null or OpinionOutcome.ReasonsAccepted
            ? End(OpinionOutcome.ReasonsAccepted, moment, body.Comment, judged, OpinionWords.Judged(Id, judged))
            : Refusal.Invalid(
                "outcome",
                "An accepted refusal closes with the reasons accepted.",
                new Flaw("outcome", "range", "reasonsAccepted or none")
            );
    }

    /// <summary>The answer or the correction is wrong: the next step is the chief's (监督规则 124).</summary>
    public Decision<Opinion> FindWrong(FindWrongBody body, Moment moment) =>
        !Allows("find-wrong")
            ? NotNow("find-wrong")
            : Say(
                OpinionWords.Judged,
                this with
                {
                    State = OpinionState.Wrong,
                    Clocks = Instead(StatutoryClocks.OpinionNextStep, Speaker, moment),
                },
                Judged(accepted: false, moment),
                body.Reasons
            );

    /// <summary>The answer lacks something: the court answers again, its clock is unchanged.</summary>
    public Decision<Opinion> AskSupplement(SupplementBody body, Moment moment)
    {
        if (!Allows("supplement"))
        {
            return NotNow("supplement");
        }
        return Say(
            OpinionWords.Supplement,
            this with
            {
                State = OpinionState.Received,
                AnswerOverdue = false,
                Clocks = RunOn(Stopped(moment.On)),
            },
            Side with
            {
                SupplementAskedOn = moment.On,
                SupplementText = body.Text,
                AnswerJudgedOn = null,
                AnswerAccepted = null,
            },
            body.Text
        );
    }

    /// <summary>The procurator has seen the correction (规定 24).</summary>
    public Decision<Opinion> Verify(VerifyBody body, Moment moment)
    {
        if (!Allows("verify"))
        {
            return NotNow("verify");
        }
        var outcome = body.Outcome!.Value;
        var verified = this with { VerifiedRecovered = body.Recovered ?? VerifiedRecovered };
        if (body.CaseNumber is not { } number)
        {
            return verified.End(
                BestOf(Side.Cases.Select(c => c.Outcome ?? outcome)),
                moment,
                body.Comment,
                Side with
                {
                    Cases = Ended(_ => true),
                }
            );
        }
        if (Side.Cases.All(c => c.CaseNumber != number))
        {
            return Refusal.Invalid(
                "case-number",
                "The opinion is about other cases.",
                new Flaw("caseNumber", "unknown", "not a case of the opinion")
            );
        }
        var side = Side with { Cases = Ended(c => c.CaseNumber == number) };
        return side.Cases.All(c => c.Outcome is not null)
            ? verified.End(BestOf(side.Cases.Select(c => c.Outcome!.Value)), moment, body.Comment, side)
            : new Accepted<Opinion>(verified with { Side = side }, [], $"{number}: {outcome}");

        IReadOnlyList<OpinionCase> Ended(Func<OpinionCase, bool> which) =>
            [.. Side.Cases.Select(c => which(c) && c.Outcome is null ? c with { Outcome = outcome } : c)];
    }

    /// <summary>What all have in common; else the whole is corrected in part.</summary>
    private static OpinionOutcome BestOf(IEnumerable<OpinionOutcome> outcomes) =>
        outcomes.Distinct().ToList() is [var one] ? one : OpinionOutcome.PartlyCorrected;

    /// <summary>异议不成立: told to the court with the reasons (规定 23, O6).</summary>
    public Decision<Opinion> RejectObjection(RejectObjectionBody body, Moment moment) =>
        !Allows("reject-objection")
            ? NotNow("reject-objection")
            : Say(
                OpinionWords.Amended,
                this with
                {
                    Clocks = Stopped(moment.On, StatutoryClocks.ObjectionReview),
                },
                Side with
                {
                    ObjectionAnswer = body.Reasons,
                },
                body.Reasons
            );

    private ProcuratorateOpinionSide Judged(bool accepted, Moment moment) =>
        Side with
        {
            AnswerJudgedOn = moment.On,
            AnswerAccepted = accepted,
        };

    /// <summary>Signed for: the court's own clock counts from now on, and ours stops when the court has its answer in.</summary>
    private Opinion AfterReceipt(Moment moment)
    {
        if (Court.AnswerClock is not { } told || State is not (OpinionState.Issued or OpinionState.Received) || !SignedThisVersion)
        {
            return this;
        }
        return this with
        {
            State = OpinionState.Received,
            Clocks =
            [
                .. Stopped(Court.ReceivedOn ?? moment.On, StatutoryClocks.OpinionReceipt).Where(c => c.Code != told.Code),
                told with
                {
                    StoppedOn = null,
                },
            ],
        };
    }

    /// <summary>An extension approved in time takes the flag back, however late it is entered (O1).</summary>
    private Opinion AfterExtension(CourtOpinionSide before) =>
        Court.Extension is not null && before.Extension is null && AnswerOverdue && State == OpinionState.Received ? NotOverdue() : this;

    /// <summary>The flag is taken back, and the step that it asked for.</summary>
    private Opinion NotOverdue() =>
        this with
        {
            AnswerOverdue = false,
            Clocks = [.. Clocks.Where(c => c.Code != StatutoryClocks.OpinionNextStep.Code)],
        };

    /// <summary>The objection is reviewed at once; the court's clock runs on (O6).</summary>
    private Opinion AfterObjection(CourtOpinionSide before, Moment moment) =>
        Court.Objection is { } objection && objection != before.Objection
            ? this with
            {
                Side = Side with { ObjectionAnswer = null },
                Clocks = State is OpinionState.Issued or OpinionState.Received or OpinionState.Answered
                    ? [.. Clocks, Start(StatutoryClocks.ObjectionReview, objection.ObjectedOn, Speaker, moment)]
                    : Clocks,
            }
            : this;

    private Accepted<Opinion> AfterAnswer(OpinionAnswer answer, Moment moment)
    {
        var note = answer.Late ? $"{Camel(answer.Verdict)}: late" : Camel(answer.Verdict);
        var unjudged = State == OpinionState.Wrong && Side.AnswerJudgedOn is null;
        return SignedThisVersion && (State is OpinionState.Issued or OpinionState.Received or OpinionState.Answered || unjudged)
            ? new Accepted<Opinion>(
                this with
                {
                    State = OpinionState.Answered,
                    AnswerOverdue = false,
                    Clocks =
                    [
                        .. Stopped(
                            answer.AnsweredOn,
                            AnswerRule,
                            StatutoryClocks.OpinionReceipt,
                            StatutoryClocks.OpinionNextStep,
                            StatutoryClocks.OpinionResultExamination
                        ),
                        Start(StatutoryClocks.OpinionResultExamination, answer.AnsweredOn, Speaker, moment),
                    ],
                },
                [],
                note
            )
            : new Accepted<Opinion>(
                this,
                [],
                $"Conflict: {note} in state {StateName}, attached (与现状不符：{StateName}时收到回复，已附卷)"
            );
    }

    /// <summary>The court signs for a version; what it signed before does not count for a new one.</summary>
    private bool SignedThisVersion => Court.Version >= Side.Version;

    /// <summary>The stopped answer clock runs again to the same day.</summary>
    private IReadOnlyList<StatutoryClock> RunOn(IReadOnlyList<StatutoryClock> clocks)
    {
        var last = clocks.LastOrDefault(c => c.Code == AnswerRule.Code);
        return [.. clocks.Select(c => ReferenceEquals(c, last) ? c with { StoppedOn = null } : c)];
    }
}
