using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>States to each other service how far its words were heard here (对账 of the loops); to each only what is its own.</summary>
public sealed class HeardAgain(string service, IStores stores, IMessageBus bus, LawTime time, TimeProvider machine) : IReconcile
{
    private const int PageSize = 500;
    private readonly Documents<HeardWord> words = new(HeardWord.CollectionOf(service), stores.Of(service));

    public string Service => service;

    public string Kind => words.Shape.Name;

    public async Task<StatedPage?> State(Statement asked, CancellationToken cancellation)
    {
        if (!asked.IsOfLoops)
        {
            return null;
        }
        var since = machine.GetUtcNow().AddDays(-Statement.RecentDays).UtcTicks;
        var page = await words.Query(
            new DocumentQuery
            {
                Where = asked.IsBackground ? [Condition.AtLeast(HeardWord.HeardOn, since)] : [],
                After = asked.From,
                Limit = PageSize,
            },
            cancellation
        );
        foreach (var said in page.Select(p => p.Value).GroupBy(w => w.Speaker, StringComparer.Ordinal))
        {
            if (Catalogue.WordsHeard(service, said.Key) is not { } kind)
            {
                continue;
            }
            var heard = (WordsHeard)Activator.CreateInstance(kind)! with
            {
                Id = $"{asked.Id}/{service}/{HeardWord.IdOf(said.Key, said.First().Thing)}/heard",
                OccurredAt = time.Now,
                Correlation = asked.Run,
                Words = [.. said.Select(w => new WordHeard(w.Thing, w.Sequence, w.Type, w.Division))],
            };
            await bus.Publish(heard, cancellation);
        }
        return page.Count == 0 ? null : new StatedPage(HeardWord.IdOf(page[^1].Value.Speaker, page[^1].Value.Thing), 0, 0);
    }
}
