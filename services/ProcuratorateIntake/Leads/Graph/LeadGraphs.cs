using Exchange.Access;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>The graph around a lead, as one person may see it: made when asked for, from the same records and facts that rules are given.</summary>
internal sealed class LeadGraphs(Documents<RegisteredCase> cases, CaseLinks links, Circle circle)
{
    private const int MostCases = 50;

    public async Task<Graph> Around(Lead lead, Actor viewer, CancellationToken cancellation)
    {
        var own = (await cases.Find(lead.CaseNumber.Value, cancellation))?.Value.Record;
        IReadOnlyCollection<string> keys =
            lead.Debtor is { IsMasked: false } debtor ? [debtor.Value]
            : own is null ? [lead.CaseNumber.Value]
            : [.. CaseLinks.KeysOf(own)];
        var (others, elsewhere, areCut) = await OthersOf(keys, lead, viewer, cancellation);
        var (facts, isCut) = await circle.FactsAround([.. keys, lead.CaseNumber.Value], cancellation);
        var drawing = new GraphDrawing();
        drawing.Lead(lead);
        foreach (var record in others.Prepend(own).OfType<CaseRecord>())
        {
            drawing.Record(record);
        }
        foreach (var fact in facts)
        {
            drawing.Fact(fact);
        }
        return drawing.Finish(isCut || areCut, elsewhere);
    }

    /// <summary>The other cases of the same parties; of those that are not the viewer's only how many they are.</summary>
    private async Task<(IReadOnlyList<CaseRecord> Records, int Elsewhere, bool AreCut)> OthersOf(
        IReadOnlyCollection<string> keys,
        Lead lead,
        Actor viewer,
        CancellationToken cancellation
    )
    {
        var numbers = (await links.CasesOf(keys, cancellation))
            .Where(number => number != lead.CaseNumber.Value)
            .Order(StringComparer.Ordinal)
            .ToList();
        var found = await cases.Find([.. numbers.Take(MostCases)], cancellation);
        var records = found.Values.Select(f => f.Value.Record).OrderBy(r => r.CaseNumber.Value, StringComparer.Ordinal).ToList();
        var visible = records.Where(record => viewer.MayRead(record.Division)).ToList();
        return (visible, records.Count - visible.Count, numbers.Count > MostCases);
    }
}
