using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <summary>What reaches an opinion: the proposal, the court's words, and the end of the higher opinion that took it up.</summary>
internal sealed class OpinionMessages(Acts<Opinion> acts, OpinionProposals proposals)
    : IHandle<OpinionProposed>,
        IHandle<OpinionReceived>,
        IHandle<OpinionExtended>,
        IHandle<OpinionObjected>,
        IHandle<SupervisionComplained>,
        IHandle<OpinionAnswered>,
        IHandle<OpinionClosed>,
        IHandle<OpinionWithdrawn>
{
    public Task Handle(OpinionProposed message, CancellationToken cancellation) => proposals.Propose(message, cancellation);

    public Task Handle(OpinionReceived message, CancellationToken cancellation) => Hear("received", message, cancellation);

    public Task Handle(OpinionExtended message, CancellationToken cancellation) => Hear("extended", message, cancellation);

    public Task Handle(OpinionObjected message, CancellationToken cancellation) => Hear("objected", message, cancellation);

    public Task Handle(SupervisionComplained message, CancellationToken cancellation) => Hear("complained", message, cancellation);

    public Task Handle(OpinionAnswered message, CancellationToken cancellation) => Hear("answered", message, cancellation);

    public Task Handle(OpinionClosed message, CancellationToken cancellation) => HearHigher(message, cancellation);

    public Task Handle(OpinionWithdrawn message, CancellationToken cancellation) => HearHigher(message, cancellation);

    private async Task Hear(string what, CourtOpinionEvent word, CancellationToken cancellation)
    {
        var result = await acts.Hear(
            word.OpinionId,
            what,
            "court",
            (known, moment) => (known ?? throw new InvalidOperationException($"No opinion '{word.OpinionId}'.")).HearCourt(word, moment),
            cancellation
        );
        if (result.Value is { Side.ChildOpinionId: { } higher, Court.Answer: not null } lower)
        {
            await acts.Hear(
                higher,
                "lowerAnswered",
                "court",
                (known, _) => known is null ? Decision<Opinion>.NothingNew : known.HearLowerAnswer(lower),
                cancellation
            );
        }
    }

    private async Task HearHigher(ProcuratorateOpinionEvent word, CancellationToken cancellation)
    {
        if (word.Side is { TakenUp: true, ParentOpinionId: { } lower })
        {
            await acts.Hear(
                lower,
                "higherEnded",
                "procuratorate",
                (known, moment) => known is null ? Decision<Opinion>.NothingNew : known.HearHigher(word, moment),
                cancellation
            );
        }
    }
}
