using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Opinions;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Repairs;

/// <summary>What the opinions of this procuratorate tell the repairs that hang on the same lead.</summary>
internal sealed class RepairOpinionWatch(
    Documents<RepairReview> reviews,
    Documents<LeadOpinion> leadOpinions,
    Documents<Opinion> opinions,
    Acts<RepairReview> acts
) : IHandle<ProcuratorateOpinionEvent>, IHandle<CourtOpinionEvent>, IHandle<LeadWorkEnded>
{
    public async Task Handle(ProcuratorateOpinionEvent message, CancellationToken cancellation)
    {
        var court = (await opinions.Find(message.OpinionId, cancellation))?.Value.Court;
        await OpinionChanged(message.OpinionId, message.Side, court, cancellation);
    }

    public async Task Handle(CourtOpinionEvent message, CancellationToken cancellation)
    {
        if (await opinions.Find(message.OpinionId, cancellation) is { } known)
        {
            await OpinionChanged(message.OpinionId, known.Value.Side, message.Side, cancellation);
        }
    }

    public Task Handle(LeadWorkEnded message, CancellationToken cancellation) =>
        message.Outcome == "returned" ? OpinionReturned(message.WorkId, message.LeadId, cancellation) : Task.CompletedTask;

    /// <summary>An opinion was proposed, issued, answered, judged, withdrawn or closed.</summary>
    /// <remarks>The lead's opinion is stored first, then the reviews are looked up: a proposal that arrives in between sees one or is seen.</remarks>
    private async Task OpinionChanged(
        string opinionId,
        ProcuratorateOpinionSide side,
        CourtOpinionSide? court,
        CancellationToken cancellation
    )
    {
        foreach (var one in side.Cases)
        {
            var leadId = RepairReview.LeadOf(one.CaseNumber);
            if (!one.LeadIds.Contains(leadId, StringComparer.Ordinal))
            {
                continue;
            }
            await Remember(LeadOpinion.Of(leadId, opinionId, side), cancellation);
            foreach (var review in await OfLead(leadId, cancellation))
            {
                await acts.Hear(
                    review.Id,
                    "opinionChanged",
                    "procuratorate",
                    (known, moment) => known!.Hear(opinionId, side, court, moment),
                    cancellation
                );
            }
        }
    }

    /// <summary>The chief sent a proposed opinion back to its lead.</summary>
    private async Task OpinionReturned(string opinionId, string leadId, CancellationToken cancellation)
    {
        foreach (var review in await OfLead(leadId, cancellation))
        {
            await acts.Hear(
                review.Id,
                "opinionReturned",
                "procuratorate",
                (known, moment) => known!.OpinionReturned(opinionId, moment),
                cancellation
            );
        }
    }

    private async Task Remember(LeadOpinion opinion, CancellationToken cancellation)
    {
        while (true)
        {
            var known = await leadOpinions.Find(opinion.LeadId, cancellation);
            var isOther = known is not null && known.Value.OpinionId != opinion.OpinionId;
            if (
                known?.Value == opinion
                || isOther && !opinion.IsOpen
                || await leadOpinions.Write(opinion, known?.Version ?? 0, [], cancellation)
            )
            {
                return;
            }
        }
    }

    private async Task<IEnumerable<RepairReview>> OfLead(string leadId, CancellationToken cancellation)
    {
        var found = await reviews.Query(new DocumentQuery { Where = [Condition.Equal("leadId", leadId)], Limit = 500 }, cancellation);
        return found.Select(f => f.Value);
    }
}
