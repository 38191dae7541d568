using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>All that rules need besides the records themselves, read once for the cases that are judged together.</summary>
internal sealed class Contexts(Circle circle, Siblings siblings, LawTime time, CalendarInForce calendar, ModelsInForce models)
{
    /// <param name="isLookedAtAgain">Feeds are asked once more when the judgment is stored (<see cref="FeedsSaidMore"/>).</param>
    public async Task<RuleContext> Of(
        IReadOnlyCollection<CaseRecord> records,
        CancellationToken cancellation,
        bool isLookedAtAgain = false
    ) =>
        new()
        {
            AsOf = time.Today,
            Calendar = calendar.Now,
            Models = models.Now,
            Facts = await circle.Around(records, cancellation, isLookedAtAgain),
            Siblings = await siblings.Of(records, cancellation),
        };

    /// <summary>Whether feeds have said more since.</summary>
    public async Task<bool> FeedsSaidMore(RuleContext before, IReadOnlyCollection<CaseRecord> records, CancellationToken cancellation) =>
        (await circle.Around(records, cancellation)).Size != before.Facts.Size;
}
