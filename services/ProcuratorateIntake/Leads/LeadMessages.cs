using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>What reaches a lead of its opinions and referrals.</summary>
internal sealed class LeadMessages(Acts<Lead> acts)
    : IHandle<OpinionProposed>,
        IHandle<ReferralProposed>,
        IHandle<LeadWorkEnded>,
        IHandle<LeadWorkReopened>
{
    public async Task Handle(OpinionProposed message, CancellationToken cancellation)
    {
        foreach (var lead in message.Cases.SelectMany(c => c.LeadIds).Distinct(StringComparer.Ordinal))
        {
            await Hear(
                lead,
                "opinionProposed",
                (known, moment) => known.HearProposed(message.OpinionId, WorkKind.Opinion, moment),
                cancellation
            );
        }
    }

    public Task Handle(ReferralProposed message, CancellationToken cancellation) =>
        message.Side.LeadId is { } lead
            ? Hear(
                lead,
                "referralProposed",
                (known, moment) => known.HearProposed(message.ReferralId, WorkKind.Referral, moment),
                cancellation
            )
            : Task.CompletedTask;

    public Task Handle(LeadWorkEnded message, CancellationToken cancellation) =>
        Hear(message.LeadId, "workEnded", (known, moment) => known.HearEnded(message, moment), cancellation);

    public Task Handle(LeadWorkReopened message, CancellationToken cancellation) =>
        Hear(message.LeadId, "workReopened", (known, _) => known.HearReopened(message), cancellation);

    /// <summary>A lead that is not here (an opinion may rest on none) hears nothing.</summary>
    private Task<ActResult<Lead>> Hear(string id, string what, Func<Lead, Moment, Decision<Lead>> decide, CancellationToken cancellation) =>
        acts.Hear(
            id,
            what,
            "procuratorate",
            (known, moment) => known is null ? Decision<Lead>.NothingNew : decide(known, moment),
            cancellation
        );
}
