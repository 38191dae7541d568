using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>Holds the registry against the court's cases, asks for what the court has lost, takes it back and says it again.</summary>
/// <remarks>What is said again is kept nowhere: when it is lost, the next statement finds it.</remarks>
internal sealed class ReturnedCases(
    Documents<CaseDocument> cases,
    CaseBook book,
    Reconciliations reconciliations,
    IMessageBus bus,
    LawTime time
) : IHandle<CaseRevisionsRegistered>, IHandle<CaseRecordsReturned>
{
    /// <summary>Whatever differs is stated: they ask for it, or give it back.</summary>
    public async Task Handle(CaseRevisionsRegistered message, CancellationToken cancellation)
    {
        var known = await cases.Find([.. message.Cases.Select(c => c.CaseNumber.Value)], cancellation);
        var ours = message.Round is null ? await book.Settled(known.Values, cancellation) : [.. known.Values.Select(d => d.Value)];
        var settled = ours.ToDictionary(d => d.Record.CaseNumber.Value, StringComparer.Ordinal);
        var stated = message
            .Cases.Where(c => !known.ContainsKey(c.CaseNumber.Value))
            .Select(c => new CaseRevisionStated
            {
                CaseNumber = c.CaseNumber,
                Revision = 0,
                Hash = "",
            })
            .Concat(
                message
                    .Cases.Where(c =>
                        settled.TryGetValue(c.CaseNumber.Value, out var one) && (one.Revision, one.Hash) != (c.Revision, c.Hash)
                    )
                    .Select(c => settled[c.CaseNumber.Value].Stated())
            )
            .ToList();
        if (stated.Count > 0 || message.Round is not null)
        {
            await bus.Publish(
                new CaseRevisionsStated
                {
                    Id = message.Id + "/stated",
                    OccurredAt = time.Now,
                    Division = message.Division,
                    Correlation = message.Correlation,
                    Court = message.Court,
                    Cases = stated,
                    Round = message.Round,
                },
                cancellation
            );
        }
    }

    public async Task Handle(CaseRecordsReturned message, CancellationToken cancellation)
    {
        var theirs = message
            .Cases.GroupBy(c => c.CaseNumber.Value)
            .ToDictionary(g => g.Key, g => g.MaxBy(c => c.Revision)!, StringComparer.Ordinal);
        var taken = await cases.Amend(
            [.. theirs.Keys],
            (id, ours) => CaseDocument.TakeBack(ours, theirs[id], message.History, Catalogue.Procuratorate, time.Today),
            cancellation
        );
        if (taken.Count > 0)
        {
            await book.Publish(message.Id, [.. taken.Select(d => d.Record.CaseNumber)], message.History, cancellation);
        }
        var figures = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["takenBack"] = taken.Count(d => d.Conflict is null),
            ["inConflict"] = taken.Count(d => d.Conflict is not null),
        };
        ReconciliationMetrics.Count(cases.Database, figures);
        await reconciliations.Count(cases.Database, message.Id, message.Round, awaited: false, taken.Count, figures, cancellation);
    }
}
