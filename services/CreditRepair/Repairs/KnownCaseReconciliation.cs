using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CreditRepair.Repairs;

/// <summary>Holds a court's statement against the cases known here (对账) and asks for sanctions that are missing or older.</summary>
/// <remarks>It is said at once and kept nowhere: when it is lost, the next statement asks again.</remarks>
internal sealed class KnownCaseReconciliation(Documents<KnownCase> cases, IMessageBus bus, LawTime time) : IHandle<CaseRevisionsStated>
{
    public async Task Handle(CaseRevisionsStated message, CancellationToken cancellation)
    {
        var known = await cases.Find([.. message.Cases.Select(c => c.CaseNumber.Value)], cancellation);
        var missed = message
            .Cases.Where(c => known.TryGetValue(c.CaseNumber.Value, out var here) ? here.Value.Record.Revision < c.Revision : c.Sanctioned)
            .Select(c => new MissedCase(c.CaseNumber, known.GetValueOrDefault(c.CaseNumber.Value)?.Value.Record.Revision ?? 0))
            .ToList();
        if (missed.Count > 0)
        {
            await bus.Publish(
                new CaseSanctionsMissed
                {
                    Id = message.Id + "/sanctions-missed",
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
}
