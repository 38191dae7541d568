using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>
/// Holds a court's statement against the registry (对账): asks for what is missing or older, and gives back what the court has older, has
/// of another content, or does not have.
/// </summary>
/// <remarks>It is said at once and kept nowhere: when it is lost, the next statement says it again.</remarks>
internal sealed class RegistryReconciliation(
    Documents<RegisteredCase> cases,
    Reconciliations reconciliations,
    IMessageBus bus,
    LawTime time
) : IHandle<CaseRevisionsStated>
{
    private const int ChunkSize = 100;

    public async Task Handle(CaseRevisionsStated message, CancellationToken cancellation)
    {
        var known = await cases.Find([.. message.Cases.Select(c => c.CaseNumber.Value)], cancellation);
        var compared = message.Cases.Select(c => (Stated: c, Here: known.GetValueOrDefault(c.CaseNumber.Value))).ToList();
        var differing = compared.Where(c => c.Here?.Value.Revision == c.Stated.Revision && c.Here.Value.Hash != c.Stated.Hash).ToList();
        var newer = compared.Where(c => c.Here?.Value.Revision > c.Stated.Revision).ToList();
        await Mark(differing, cancellation);
        var missed = compared
            .Where(c => (c.Here?.Value.Revision ?? 0) < c.Stated.Revision)
            .Select(c => new MissedCase(c.Stated.CaseNumber, c.Here?.Value.Revision ?? 0))
            .ToList();
        if (missed.Count + newer.Count + differing.Count > 0 || message.Round is not null)
        {
            await bus.Publish(
                new CaseRecordsMissed
                {
                    Id = message.Id + "/missed",
                    OccurredAt = time.Now,
                    Division = message.Division,
                    Correlation = message.Correlation,
                    Court = message.Court,
                    Cases = missed,
                    Newer = newer.Count,
                    Differing = differing.Count,
                    Round = message.Round,
                },
                cancellation
            );
        }
        await Return(message, [.. newer.Concat(differing).Select(c => c.Here!.Value)], cancellation);
        // The court's word on what this service has stated.
        await reconciliations.Count(
            cases.Database,
            message.Id,
            message.Round,
            awaited: true,
            differences: message.Cases.Count,
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["missingAtCourt"] = message.Cases.Count(c => c.Revision == 0),
                ["missed"] = missed.Count,
                ["newer"] = newer.Count,
                ["differing"] = differing.Count,
            },
            cancellation
        );
    }

    /// <summary>Two contents of one revision show as a conflict until the court speaks above both.</summary>
    private Task<IReadOnlyList<bool>> Mark(
        IEnumerable<(CaseRevisionStated Stated, Versioned<RegisteredCase>? Here)> differing,
        CancellationToken cancellation
    ) =>
        cases.Write(
            [
                .. differing
                    .Select(d => (Here: d.Here!, Marked: d.Here!.Value.InConflictWith(d.Stated.Hash, time.Today)))
                    .Where(d => !ReferenceEquals(d.Marked, d.Here.Value))
                    .Select(d => new Change<RegisteredCase>(d.Marked, d.Here.Version, d.Here.Unsent)),
            ],
            cancellation
        );

    private async Task Return(CaseRevisionsStated message, IReadOnlyList<RegisteredCase> here, CancellationToken cancellation)
    {
        foreach (var (history, some) in here.GroupBy(c => c.History).SelectMany(g => g.Chunk(ChunkSize).Select(some => (g.Key, some))))
        {
            await bus.Publish(
                new CaseRecordsReturned
                {
                    Id = $"{message.Id}/returned/{some[0].Id}",
                    OccurredAt = time.Now,
                    Division = message.Division,
                    Correlation = message.Correlation,
                    Court = message.Court,
                    Cases = [.. some.Select(c => c.Returned())],
                    History = history,
                    Round = message.Round,
                },
                cancellation
            );
        }
    }
}
