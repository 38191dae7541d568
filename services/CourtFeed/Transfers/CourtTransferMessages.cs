using Exchange.Acts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;

namespace Exchange.CourtFeed.Transfers;

/// <summary>What the police say of the court's transfers.</summary>
internal sealed class PoliceOnTransfers(Acts<CourtTransfer> acts) : IHandle<PoliceEvent>
{
    public Task Handle(PoliceEvent message, CancellationToken cancellation) =>
        acts.Hear(
            message.ReferralId,
            message.GetType().Name,
            "police",
            (known, moment) => CourtTransfer.Hear(known, message, moment),
            cancellation,
            // A new return makes a second "nothing more" another act than the first one.
            message is LeadReturned
                ? message.Side.Returns
                : null
        );
}

/// <summary>What the supervising procuratorate says of them.</summary>
internal sealed class ProcuratorateOnTransfers(Acts<CourtTransfer> acts) : IHandle<FilingSupervisionEvent>
{
    public Task Handle(FilingSupervisionEvent message, CancellationToken cancellation) =>
        acts.Hear(
            message.ReferralId,
            message.GetType().Name,
            "procuratorate",
            (known, moment) => CourtTransfer.Hear(known, message, moment),
            cancellation
        );
}
