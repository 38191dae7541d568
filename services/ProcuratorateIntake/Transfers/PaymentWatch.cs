using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>Looks for money paid after a referral (R5; 拒执 2024 art 11).</summary>
internal sealed class PaymentWatch(Documents<Transfer> transfers, Acts<Transfer> acts) : IWatchCases
{
    public async Task CasesChanged(IReadOnlyList<CaseRecord> cases, CancellationToken cancellation)
    {
        var records = cases
            .GroupBy(c => c.CaseNumber.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var query = new DocumentQuery { Where = [Condition.In(TransferDoors.CaseNumber, records.Keys)], Limit = 200 };
        while (await transfers.Query(query, cancellation) is { Count: > 0 } found)
        {
            foreach (var transfer in found.Select(f => f.Value))
            {
                var record = records[transfer.Sender!.CaseNumber.Value];
                await acts.Hear(
                    transfer.Id,
                    "performanceAfterReferral",
                    "court",
                    (known, moment) => known?.SeePayments(record, moment) ?? Decision<Transfer>.NothingNew,
                    cancellation
                );
            }
            query = query with { After = new QueryPosition(null, found[^1].Value.Id) };
        }
    }
}
