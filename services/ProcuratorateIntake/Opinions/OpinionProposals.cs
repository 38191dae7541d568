using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <summary>How an opinion comes from a lead: at once by a call, and again by the message that survives a crash between the two.</summary>
internal sealed class OpinionProposals(Acts<Opinion> acts, Documents<Opinion> opinions, Documents<RegisteredCase> cases)
{
    public async Task Propose(OpinionProposed proposed, CancellationToken cancellation)
    {
        var parent = proposed.ParentOpinionId is { } id ? (await opinions.Find(id, cancellation))?.Value : null;
        var registered = await cases.Find([.. proposed.Cases.Select(c => c.CaseNumber.Value)], cancellation);
        await acts.Hear(
            proposed.OpinionId,
            "propose",
            proposed.ProposedBy,
            (known, moment) => Opinion.Propose(known, proposed, parent, moment, [.. registered.Values.Select(r => r.Value.Record)]),
            cancellation
        );
    }

    /// <summary>The lead's cause is gone: the opinion gets a banner (O13).</summary>
    public Task LeadLapsed(string opinionId, string leadId, CancellationToken cancellation) =>
        acts.Hear(
            opinionId,
            "leadLapsed",
            "lead",
            (known, _) => known is null ? Decision<Opinion>.NothingNew : known.SeeLeadLapsed(leadId),
            cancellation
        );
}
