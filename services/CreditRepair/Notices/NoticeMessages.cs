using Exchange.Acts;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Repairs;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CreditRepair.Notices;

/// <summary>A restoration makes one notice per subscribed bank, a retraction one more for each of the same banks (C7).</summary>
/// <remarks>Ids are made from repair, generation and bank: repetition changes nothing, and a crash half way is finished by the next delivery.</remarks>
internal sealed class NoticeMessages(
    Documents<Subscription> subscriptions,
    Documents<Notice> notices,
    Acts<Notice> acts,
    Acts<Repair> repairs,
    Documents<Repair> known,
    TimeProvider machine
) : IHandle<CreditRestored>, IHandle<RestorationRetracted>
{
    public async Task Handle(CreditRestored message, CancellationToken cancellation)
    {
        var generation = message.Side.Generation;
        var repair = (await known.Find(message.RepairId, cancellation))?.Value;
        if (repair is null || repair.Generation != generation || repair.State is not RepairState.Restored || repair.Notices is not null)
        {
            return;
        }
        var told = new List<string>();
        foreach (var subscription in await SubscribersOf(message, cancellation))
        {
            var id = Notice.IdOf(message.RepairId, generation, NoticeKind.Restored, subscription.Bank);
            await acts.Hear(
                id,
                nameof(CreditRestored),
                "credit",
                (notice, moment) =>
                    notice is null
                        ? Notice.Of(message, repair.AlsoNamed, subscription, moment, machine.GetUtcNow())
                        : Decision<Notice>.NothingNew,
                cancellation
            );
            told.Add(id);
        }
        await repairs.Hear(
            message.RepairId,
            "told",
            "credit",
            (now, moment) => now?.Told(generation, told, moment) ?? Decision<Repair>.NothingNew,
            cancellation
        );
        if ((await known.Find(message.RepairId, cancellation))?.Value is { } after && RetractedOn(after, generation) is { } on)
        {
            await Retract(message.RepairId, generation, on, cancellation);
        }
    }

    public Task Handle(RestorationRetracted message, CancellationToken cancellation) =>
        Retract(message.RepairId, message.Side.Generation, message.Side.RetractedOn ?? message.Side.RestoredOn!.Value, cancellation);

    private async Task Retract(string repairId, int generation, DateOnly on, CancellationToken cancellation)
    {
        var query = new DocumentQuery { Where = [Condition.Equal("repairId", repairId)], Limit = 500 };
        foreach (var told in await notices.Query(query, cancellation))
        {
            var notice = told.Value;
            if (notice.Generation != generation || notice.Kind is not NoticeKind.Restored)
            {
                continue;
            }
            await acts.Hear(
                Notice.IdOf(repairId, generation, NoticeKind.Retracted, notice.Bank),
                nameof(RestorationRetracted),
                "credit",
                (there, moment) => there is null ? notice.Retraction(on, moment, machine.GetUtcNow()) : Decision<Notice>.NothingNew,
                cancellation
            );
            await acts.Hear(notice.Id, nameof(RestorationRetracted), "credit", (there, moment) => there!.Supersede(moment), cancellation);
        }
    }

    /// <summary>One subscription per bank: the nearest one that covers the division.</summary>
    private async Task<IEnumerable<Subscription>> SubscribersOf(CreditRestored message, CancellationToken cancellation)
    {
        var all = new List<Subscription>();
        QueryPosition? after = null;
        do
        {
            var page = await subscriptions.Query(new DocumentQuery { After = after, Limit = 500 }, cancellation);
            all.AddRange(page.Select(s => s.Value).Where(s => s.Covers(message.Division)));
            after = page.Count == 500 ? new QueryPosition(null, page[^1].Value.Id) : null;
        } while (after is not null);
        return all.GroupBy(s => s.Bank, StringComparer.Ordinal).Select(g => g.MaxBy(s => Contracts.Divisions.PathOf(s.Division).Length)!);
    }

    private static DateOnly? RetractedOn(Repair repair, int generation) =>
        repair.Generation == generation
            ? repair.RetractedOn
            : repair.Earlier.LastOrDefault(e => e.Side.Generation == generation)?.Side.RetractedOn;
}
