using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Repairs;

/// <summary>What the credit-repair desk says.</summary>
internal sealed class RepairMessages(Acts<RepairReview> acts, Documents<LeadOpinion> opinions)
    : IHandle<RepairProposed>,
        IHandle<CreditRestored>,
        IHandle<RestorationRetracted>
{
    /// <remarks>The review is stored, then the lead's opinion is looked at once more: the other half of the race in <see cref="RepairOpinionWatch"/>.</remarks>
    public async Task Handle(RepairProposed message, CancellationToken cancellation)
    {
        var leadId = RepairReview.LeadOf(message.Side.CaseNumber);
        var opinion = (await opinions.Find(leadId, cancellation))?.Value;
        await acts.Hear(
            message.RepairId,
            nameof(RepairProposed),
            "credit",
            (known, moment) => RepairReview.Hear(known, message, opinion, moment),
            cancellation
        );
        if ((await opinions.Find(leadId, cancellation))?.Value is { IsOpen: true } later && later != opinion)
        {
            await acts.Hear(
                message.RepairId,
                "opinionChanged",
                "procuratorate",
                (known, moment) => known!.Join(later, moment),
                cancellation
            );
        }
    }

    public Task Handle(CreditRestored message, CancellationToken cancellation) => Hear(message, cancellation);

    public Task Handle(RestorationRetracted message, CancellationToken cancellation) => Hear(message, cancellation);

    /// <summary>Without a proposal there is nothing to review: such a word is no news here.</summary>
    private Task<ActResult<RepairReview>> Hear(CreditEvent word, CancellationToken cancellation) =>
        acts.Hear(
            word.RepairId,
            word.GetType().Name,
            "credit",
            (known, moment) => known?.Hear(word, moment) ?? Decision<RepairReview>.NothingNew,
            cancellation
        );
}

/// <summary>The court's record shows the lift: the review is over.</summary>
internal sealed class RepairCases(Documents<RepairReview> reviews, Acts<RepairReview> acts) : IWatchCases
{
    private static readonly string[] Open = ["proposed", "courtAsked", "underOpinion", "refused"];

    public async Task CasesChanged(IReadOnlyList<CaseRecord> cases, CancellationToken cancellation)
    {
        var byNumber = cases
            .GroupBy(c => c.CaseNumber.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var query = new DocumentQuery
        {
            Where = [Condition.In("caseNumber", byNumber.Keys), Condition.In(AggregateCollection.State, Open)],
            Limit = 500,
        };
        foreach (var review in await reviews.Query(query, cancellation))
        {
            var record = byNumber[review.Value.Credit.CaseNumber.Value];
            await acts.Hear(review.Value.Id, nameof(CasesChanged), "court", (known, moment) => known!.Hear(record, moment), cancellation);
        }
    }
}
