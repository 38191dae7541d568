using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Holds a court's statement against the registry (对账) and asks for what is missing, older, or of another content.</summary>
/// <remarks>It is said at once and kept nowhere: when it is lost, the next statement asks again.</remarks>
internal sealed class RegistryReconciliation(Documents<RegisteredCase> cases, IMessageBus bus, LawTime time) : IHandle<CaseRevisionsStated>
{
    public async Task Handle(CaseRevisionsStated message, CancellationToken cancellation)
    {
        var known = await cases.Find([.. message.Cases.Select(c => c.CaseNumber.Value)], cancellation);
        var missed = message
            .Cases.Where(c => !known.TryGetValue(c.CaseNumber.Value, out var here) || Misses(here.Value, c))
            .Select(c => new MissedCase(c.CaseNumber, known.GetValueOrDefault(c.CaseNumber.Value)?.Value.Revision ?? 0))
            .ToList();
        if (missed.Count > 0)
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
                },
                cancellation
            );
        }
    }

    /// <summary>Of another content at the same revision it is asked for once, so that the conflict shows; it then waits for a higher one.</summary>
    private static bool Misses(RegisteredCase here, CaseRevisionStated stated) =>
        here.Revision < stated.Revision
        || here.Revision == stated.Revision && here.Hash != stated.Hash && here.Conflict?.Hash != stated.Hash;
}
