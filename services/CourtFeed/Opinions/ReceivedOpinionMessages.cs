using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;

namespace Exchange.CourtFeed.Opinions;

/// <summary>What the procuratorates say of their opinions.</summary>
internal sealed class ReceivedOpinionMessages(Acts<ReceivedOpinion> acts)
    : IHandle<OpinionIssued>,
        IHandle<OpinionAmended>,
        IHandle<OpinionWithdrawn>,
        IHandle<SupplementAsked>,
        IHandle<AnswerJudged>,
        IHandle<ComplaintAnswered>,
        IHandle<OpinionEscalated>,
        IHandle<OpinionClosed>
{
    public Task Handle(OpinionIssued message, CancellationToken cancellation) => Hear("issued", message, cancellation);

    public Task Handle(OpinionAmended message, CancellationToken cancellation) => Hear("amended", message, cancellation);

    public Task Handle(OpinionWithdrawn message, CancellationToken cancellation) => Hear("withdrawn", message, cancellation);

    public Task Handle(SupplementAsked message, CancellationToken cancellation) => Hear("supplementAsked", message, cancellation);

    public Task Handle(AnswerJudged message, CancellationToken cancellation) => Hear("answerJudged", message, cancellation);

    public Task Handle(ComplaintAnswered message, CancellationToken cancellation) => Hear("complaintAnswered", message, cancellation);

    public Task Handle(OpinionEscalated message, CancellationToken cancellation) => Hear("escalated", message, cancellation);

    public Task Handle(OpinionClosed message, CancellationToken cancellation) => Hear("closed", message, cancellation);

    private Task<ActResult<ReceivedOpinion>> Hear(string what, ProcuratorateOpinionEvent word, CancellationToken cancellation) =>
        acts.Hear(word.OpinionId, what, "procuratorate", (known, moment) => ReceivedOpinion.Hear(known, word, moment), cancellation);
}
