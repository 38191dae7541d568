using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Registry;

namespace Exchange.ProcuratorateIntake.Petitions;

/// <summary>A petition that names a case counts as one from a feed does: the case's leads are looked at sooner.</summary>
internal sealed class NamedCases(FactBook facts, TouchedCases touched)
{
    /// <remarks>May be done again: the fact is the same by its content, and so is the judgment.</remarks>
    public async Task Tell(Petition petition, DateOnly today, CancellationToken cancellation)
    {
        if (petition.CaseNumber is null)
        {
            return;
        }
        var (kind, fact) = petition.AsFact();
        await facts.Begin(kind, cancellation);
        IReadOnlyList<Fact> told = [FactBook.Identified(fact with { Trust = Trust.Low, ReceivedOn = today }, kind, petition.Id)];
        await facts.Add(told, cancellation);
        await touched.Judge(told, cancellation);
    }
}
