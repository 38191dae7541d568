using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CreditRepair.Repairs;

/// <summary>
/// Holds a court's statement against the cases known here (对账): asks for sanctions that are missing or older, and tells the court where
/// more was heard than it knows.
/// </summary>
/// <remarks>It is said at once and kept nowhere: when it is lost, the next statement asks again.</remarks>
internal sealed class KnownCaseReconciliation(Documents<KnownCase> cases, SanctionMessages sanctions, IMessageBus bus, LawTime time)
    : IHandle<CaseRevisionsStated>
{
    public async Task Handle(CaseRevisionsStated message, CancellationToken cancellation)
    {
        var known = await cases.Find([.. message.Cases.Select(c => c.CaseNumber.Value)], cancellation);
        var missed = message
            .Cases.Where(c => known.TryGetValue(c.CaseNumber.Value, out var here) ? here.Value.Record.Revision < c.Revision : c.Sanctioned)
            .Select(c => new MissedCase(c.CaseNumber, known.GetValueOrDefault(c.CaseNumber.Value)?.Value.Record.Revision ?? 0))
            .ToList();
        var newer = message.Cases.Where(c => Here(c)?.Revision > c.Revision).Select(c => Heard(Here(c)!)).ToList();
        var differing = message
            .Cases.Where(c => Here(c) is { Hash: { } hash } here && here.Revision == c.Revision && hash != c.Hash)
            .Select(c => Heard(Here(c)!))
            .ToList();
        if (missed.Count + newer.Count + differing.Count > 0 || message.Round is not null)
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
                    HeardAbove = [.. newer, .. differing],
                    Newer = newer.Count,
                    Differing = differing.Count,
                    Round = message.Round,
                },
                cancellation
            );
        }
        // A backup may lie between a case and its repairs: what is known is heard once more.
        await sanctions.Handle(
            new SanctionsChanged { Court = message.Court, Cases = [.. known.Values.Select(k => k.Value.Record)] },
            cancellation
        );

        CaseSanctions? Here(CaseRevisionStated stated) => known.GetValueOrDefault(stated.CaseNumber.Value)?.Value.Record;
    }

    private static CaseRevisionStated Heard(CaseSanctions here) =>
        new()
        {
            CaseNumber = here.CaseNumber,
            Revision = here.Revision,
            Hash = here.Hash ?? "",
            Sanctioned = true,
        };
}
