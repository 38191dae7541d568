using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>Says again, as they are now, the cases that somebody does not have as the court has them.</summary>
internal sealed class MissedCases(Documents<CaseDocument> cases, CaseBook book, IMessageBus bus, LawTime time)
    : IHandle<CaseRecordsMissed>,
        IHandle<CaseSanctionsMissed>
{
    private const int ChunkSize = 100;

    public async Task Handle(CaseRecordsMissed message, CancellationToken cancellation)
    {
        var stored = await Stored(message.Cases, cancellation);
        foreach (var (history, some) in stored.GroupBy(d => d.History).SelectMany(g => g.Chunk(ChunkSize).Select(some => (g.Key, some))))
        {
            var numbers = some.Select(d => d.Record.CaseNumber).ToList();
            await book.Publish($"{message.Id}/{numbers[0].Value}", numbers, history, cancellation);
        }
    }

    /// <summary>Credit repair gets its cut and nobody else anything.</summary>
    public async Task Handle(CaseSanctionsMissed message, CancellationToken cancellation)
    {
        foreach (var some in (await Stored(message.Cases, cancellation)).Chunk(ChunkSize))
        {
            foreach (var said in CaseMessages.SanctionsOf($"{message.Id}/{some[0].Record.CaseNumber.Value}", some))
            {
                await bus.Publish(said with { OccurredAt = time.Now }, cancellation);
            }
        }
    }

    private async Task<List<CaseDocument>> Stored(IReadOnlyList<MissedCase> missed, CancellationToken cancellation)
    {
        var found = await cases.Find([.. missed.Select(c => c.CaseNumber.Value).Distinct(StringComparer.Ordinal)], cancellation);
        return [.. found.Values.Select(d => d.Value)];
    }
}
