using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>Says again, as they are now, the cases that somebody does not have as the court has them.</summary>
internal sealed class MissedCases(
    Documents<CaseDocument> cases,
    CaseBook book,
    Reconciliations reconciliations,
    IMessageBus bus,
    LawTime time
) : IHandle<CaseRecordsMissed>, IHandle<CaseSanctionsMissed>
{
    private const int ChunkSize = 100;

    public async Task Handle(CaseRecordsMissed message, CancellationToken cancellation)
    {
        var stored = await Stored(message.Cases.Select(c => c.CaseNumber), cancellation);
        foreach (var (history, some) in stored.GroupBy(d => d.History).SelectMany(g => g.Chunk(ChunkSize).Select(some => (g.Key, some))))
        {
            var numbers = some.Select(d => d.Record.CaseNumber).ToList();
            await book.Publish($"{message.Id}/{numbers[0].Value}", numbers, history, cancellation);
        }
        await Count(
            "AtProcuratorate",
            message.Id,
            message.Round,
            message.Cases,
            message.Newer,
            message.Differing,
            stored.Count,
            cancellation
        );
    }

    /// <summary>Credit repair gets its cut and nobody else anything; where it has heard more, the court speaks above that to all.</summary>
    public async Task Handle(CaseSanctionsMissed message, CancellationToken cancellation)
    {
        var heard = message.HeardAbove.ToDictionary(c => c.CaseNumber.Value, StringComparer.Ordinal);
        var above = await cases.Amend(
            [.. heard.Keys],
            (id, ours) => ours?.SpeakAbove(heard[id], Catalogue.Credit, time.Today),
            cancellation
        );
        foreach (var some in above.Select(d => d.Record.CaseNumber).Chunk(ChunkSize))
        {
            await book.Publish($"{message.Id}/above/{some[0].Value}", some, history: false, cancellation);
        }
        var stored = await Stored(message.Cases.Select(c => c.CaseNumber).Concat(above.Select(d => d.Record.CaseNumber)), cancellation);
        foreach (var some in stored.Chunk(ChunkSize))
        {
            foreach (var said in CaseMessages.SanctionsOf($"{message.Id}/{some[0].Record.CaseNumber.Value}", some))
            {
                await bus.Publish(said with { OccurredAt = time.Now }, cancellation);
            }
        }
        await Count("AtCredit", message.Id, message.Round, message.Cases, message.Newer, message.Differing, stored.Count, cancellation);
    }

    private Task Count(
        string where,
        string id,
        ReconciliationRound? round,
        IReadOnlyList<MissedCase> missed,
        int newer,
        int differing,
        int saidAgain,
        CancellationToken cancellation
    )
    {
        var missing = missed.Count(c => c.Revision == 0);
        var figures = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["missing" + where] = missing,
            ["older" + where] = missed.Count - missing,
            ["newer" + where] = newer,
            ["differing" + where] = differing,
            ["saidAgain"] = saidAgain,
        };
        ReconciliationMetrics.Count(cases.Database, figures);
        var differences = missed.Count + newer + differing;
        return reconciliations.Count(cases.Database, id, round, awaited: true, differences, figures, cancellation);
    }

    private async Task<List<CaseDocument>> Stored(IEnumerable<CaseNumber> numbers, CancellationToken cancellation)
    {
        var found = await cases.Find([.. numbers.Select(c => c.Value).Distinct(StringComparer.Ordinal)], cancellation);
        return [.. found.Values.Select(d => d.Value)];
    }
}
