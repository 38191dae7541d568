using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>A lead or an alert proposes a referral: by message, or at once by a call; whichever is first creates it.</summary>
internal sealed class TransferProposals(Acts<Transfer> acts) : IHandle<ReferralProposed>
{
    public Task Handle(ReferralProposed message, CancellationToken cancellation) => Propose(message, cancellation);

    public Task Propose(ReferralProposed proposed, CancellationToken cancellation) =>
        acts.Hear(
            proposed.ReferralId,
            "propose",
            proposed.ProposedBy,
            (known, moment) => Transfer.Propose(known, proposed, moment),
            cancellation
        );
}

/// <summary>A court's own 拒执 transfer reaches the procuratorate as a copy.</summary>
internal sealed class CourtOnTransfers(Acts<Transfer> acts) : IHandle<CourtTransferEvent>
{
    public Task Handle(CourtTransferEvent message, CancellationToken cancellation) =>
        acts.Hear(
            message.ReferralId,
            message.GetType().Name,
            "court",
            (known, moment) => Transfer.Hear(known, message, moment),
            cancellation
        );
}

/// <summary>What the police say of any referral.</summary>
internal sealed class PoliceOnTransfers(Acts<Transfer> acts) : IHandle<PoliceEvent>
{
    public Task Handle(PoliceEvent message, CancellationToken cancellation) =>
        acts.Hear(
            message.ReferralId,
            message.GetType().Name,
            "police",
            (known, moment) => Transfer.Hear(known, message, moment),
            cancellation,
            // A new return makes a second "nothing more" another act than the first one.
            message is LeadReturned
                ? message.Side.Returns
                : null
        );
}
