using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Somebody here who wants to know how a case stands now: an opinion that waits for its correction, a referral whose debtor pays.</summary>
/// <remarks>Called with the records as stored, after the write; any number of times with the same record, so what it does must be idempotent.</remarks>
internal interface IWatchCases
{
    Task CasesChanged(IReadOnlyList<CaseRecord> cases, CancellationToken cancellation);
}
