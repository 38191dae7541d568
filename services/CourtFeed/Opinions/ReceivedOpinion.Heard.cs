using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.CourtFeed.Opinions;

/// <content>What the procuratorate says: its whole side, of which the state follows.</content>
internal sealed partial record ReceivedOpinion
{
    /// <summary>Any word creates it; what was never issued is not for the court.</summary>
    public static Decision<ReceivedOpinion> Hear(ReceivedOpinion? known, ProcuratorateOpinionEvent word, Moment moment)
    {
        if (word.Side.IssuedOn is null || word.Sequence <= known?.HeardProcuratorate)
        {
            return Decision<ReceivedOpinion>.NothingNew;
        }
        var heard = (known ?? Create(word, moment)) with { Procuratorate = word.Side, HeardProcuratorate = word.Sequence };
        return new Accepted<ReceivedOpinion>(heard.Follow(known?.Procuratorate, moment), [], NoteOf(word));
    }

    private static ReceivedOpinion Create(ProcuratorateOpinionEvent word, Moment moment) =>
        new ReceivedOpinion
        {
            Id = word.OpinionId,
            State = ReceivedOpinionState.Issued,
            Division = Jurisdictions.Of(word.Side.Court, moment.Today)?.Division ?? word.Side.Procuratorate,
            Office = Offices.Court(word.Side.Court),
            Correlation = word.Correlation,
            Procuratorate = word.Side,
            Side = new() { Version = word.Side.Version },
        }.WithClock(StatutoryClocks.OpinionReceipt, word.Side.IssuedOn!.Value, moment);

    private ReceivedOpinion Follow(ProcuratorateOpinionSide? before, Moment moment)
    {
        var said = Procuratorate;
        return said switch
        {
            { WithdrawnOn: { } on } => this with { State = ReceivedOpinionState.Withdrawn, Clocks = Stopped(on) },
            { ClosedOn: { } on } => this with { State = ReceivedOpinionState.Closed, Clocks = Stopped(on) },
            _ when said.Version > Side.Version => NewVersion(moment),
            { ServedOn: { } on } when State == ReceivedOpinionState.Issued => Begin(on, moment),
            { SupplementAskedOn: not null, AnswerJudgedOn: null } when State == ReceivedOpinionState.Answered && IsNewSupplement(before) =>
                RunOn(),
            { AnswerAccepted: true, AnswerJudgedOn: { } on } when State is not ReceivedOpinionState.AwaitingCorrection => (
                this with
                {
                    State = ReceivedOpinionState.AwaitingCorrection,
                }
            ).WithClock(StatutoryClocks.OpinionCorrection, on, moment),
            { AnswerAccepted: false } when State is ReceivedOpinionState.AwaitingCorrection => this with
            {
                State = ReceivedOpinionState.Answered,
                Clocks = Stopped(moment.On),
            },
            _ when State == ReceivedOpinionState.Closed => (this with { State = ReceivedOpinionState.AwaitingCorrection }).WithClock(
                StatutoryClocks.OpinionCorrection,
                moment.On,
                moment
            ),
            _ => this,
        };
    }

    /// <summary>A new version is signed for and answered anew; earlier answers are kept (O9).</summary>
    private ReceivedOpinion NewVersion(Moment moment) =>
        (
            this with
            {
                State = ReceivedOpinionState.Issued,
                Side = new()
                {
                    Version = Procuratorate.Version,
                    Answers = Side.Answers,
                    Complaints = Side.Complaints,
                },
            }
        ).WithClock(StatutoryClocks.OpinionReceipt, moment.On, moment);

    /// <summary>The court has it: its period begins.</summary>
    private ReceivedOpinion Begin(DateOnly on, Moment moment)
    {
        var clock = StatutoryClock.Start(AnswerRule, on, CourtOffice, moment.Calendar);
        return this with
        {
            State = ReceivedOpinionState.Received,
            Clocks = [.. Stopped(on), clock],
            Side = Side with { AnswerClock = clock },
        };
    }

    /// <summary>Asked to complete its answer: the clock runs to the same day as before.</summary>
    private ReceivedOpinion RunOn() =>
        (this with { State = ReceivedOpinionState.Received }).WithAnswerClock(Side.AnswerClock! with { StoppedOn = null });

    private bool IsNewSupplement(ProcuratorateOpinionSide? before) =>
        Procuratorate.SupplementAskedOn != before?.SupplementAskedOn || Procuratorate.SupplementText != before?.SupplementText;

    private static string? NoteOf(ProcuratorateOpinionEvent word) =>
        word switch
        {
            OpinionWithdrawn => word.Side.WithdrawalReason,
            OpinionAmended => word.Side.ObjectionAnswer ?? word.Side.AmendmentReason,
            ComplaintAnswered => word.Side.ComplaintAnswers[^1].Text,
            SupplementAsked => word.Side.SupplementText,
            _ => null,
        };
}
