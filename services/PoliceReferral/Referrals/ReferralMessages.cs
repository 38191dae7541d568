using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;

namespace Exchange.PoliceReferral.Referrals;

/// <summary>What reaches a referral: its sender, procuratorate or court, and the supervising procuratorate.</summary>
internal sealed class ReferralMessages(Acts<Referral> acts)
    : IHandle<ReferralSenderEvent>,
        IHandle<CourtTransferEvent>,
        IHandle<FilingSupervisionEvent>
{
    public Task Handle(ReferralSenderEvent message, CancellationToken cancellation) =>
        Hear(message, new SenderWord(message.ReferralId, message.Side, message.Sequence, message.Correlation), cancellation);

    public Task Handle(CourtTransferEvent message, CancellationToken cancellation) =>
        Hear(message, new SenderWord(message.ReferralId, message.Side, message.Sequence, message.Correlation), cancellation);

    public Task Handle(FilingSupervisionEvent message, CancellationToken cancellation)
    {
        var said = new SupervisionWord(message.ReferralId, message.Side, message.Sequence, message.Correlation);
        return Hear(said.ReferralId, message, (known, moment) => Referral.Hear(known, said, moment), cancellation);
    }

    private Task<ActResult<Referral>> Hear(ExchangeEvent message, SenderWord said, CancellationToken cancellation) =>
        Hear(said.ReferralId, message, (known, moment) => Referral.Hear(known, said, moment), cancellation);

    private Task<ActResult<Referral>> Hear(
        string id,
        ExchangeEvent message,
        Func<Referral?, Moment, Decision<Referral>> decide,
        CancellationToken cancellation
    ) => acts.Hear(id, message.GetType().Name, message.Agency is Agency.Court ? "court" : "procuratorate", decide, cancellation);
}
