using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Cases;

/// <summary>What the court says of changed cases: the whole records per court, and the narrow cut for credit repair.</summary>
internal static class CaseMessages
{
    public static IEnumerable<ExchangeEvent> Of(string id, IReadOnlyList<CaseDocument> documents, bool history)
    {
        foreach (var court in documents.GroupBy(d => d.Record.CourtCode))
        {
            yield return new CaseRecordsChanged
            {
                Id = $"{id}/{court.Key.Value}",
                Division = court.First().Record.Division,
                Correlation = id,
                Court = court.Key,
                History = history,
                Cases = [.. court.Select(d => d.Changed())],
            };
            var sanctioned = court.Where(HasHadSanctions).Select(d => d.Sanctions()).ToList();
            if (sanctioned.Count > 0)
            {
                yield return Sanctions(id, court.Key, court.First().Record.Division, sanctioned);
            }
        }
    }

    /// <summary>The cut alone, of whatever cases.</summary>
    public static IEnumerable<SanctionsChanged> SanctionsOf(string id, IReadOnlyList<CaseDocument> documents) =>
        documents
            .GroupBy(d => d.Record.CourtCode)
            .Select(court => Sanctions(id, court.Key, court.First().Record.Division, [.. court.Select(d => d.Sanctions())]));

    private static SanctionsChanged Sanctions(string id, CourtCode court, DivisionCode division, IReadOnlyList<CaseSanctions> cases) =>
        new()
        {
            Id = $"{id}/{court.Value}/sanctions",
            Division = division,
            Correlation = id,
            Court = court,
            Cases = [.. cases],
        };

    /// <summary>A sanction that was said and then taken back must reach credit repair too: the case has had one before.</summary>
    private static bool HasHadSanctions(CaseDocument document) =>
        document.IsSanctioned || document.Revisions.Any(r => r.Changes.Contains(CaseChange.SanctionImposed));
}
