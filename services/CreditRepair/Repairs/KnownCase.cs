using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Storage;

namespace Exchange.CreditRepair.Repairs;

/// <summary>The latest cut of a case in which a sanction was ever ordered; a case without any makes no document.</summary>
internal sealed record KnownCase(CaseSanctions Record)
{
    public static Collection<KnownCase> Collection { get; } =
        new(RepairDoors.Service, "knownCases", known => known.Record.CaseNumber.Value);

    /// <summary>Who once stood in the record and no longer does, without sanctions.</summary>
    public IReadOnlyList<Respondent> Former { get; init; } = [];

    /// <summary>Everybody whose sanctions a repair may be about.</summary>
    public IEnumerable<Respondent> Subjects => Record.Respondents.Concat(Former);

    /// <summary>The same case at a higher revision.</summary>
    public KnownCase At(CaseSanctions record) =>
        new(record)
        {
            Former =
            [
                .. Subjects
                    .Select(r => new Respondent { Name = r.Name, Id = r.Id })
                    .Where(was => !record.Respondents.Any(r => r.Name == was.Name && r.Id == was.Id))
                    .Distinct(),
            ],
        };

    /// <summary>What is stored when this record arrives: a higher revision, or a case with its first sanction; null: nothing.</summary>
    public static KnownCase? Take(KnownCase? known, CaseSanctions arrived) =>
        known is not null
            ? arrived.Revision > known.Record.Revision
                ? known.At(arrived)
                : null
            : IsWorthKnowing(arrived)
                ? new KnownCase(arrived)
                : null;

    private static bool IsWorthKnowing(CaseSanctions record) =>
        record.Respondents.Any(respondent => respondent.ListedOn.HasValue || respondent.RestrictedOn.HasValue);

    /// <summary>By number, or by full name where that is unambiguous.</summary>
    public Respondent? Find(string numberOrName)
    {
        var asked = numberOrName.Trim();
        var byNumber = Record.Respondents.FirstOrDefault(r =>
            r.Id.Has(out var id) && PartyNumber.TryParse(asked, out var number) && id.Matches(number)
        );
        var byName = Record.Respondents.Where(r => r.Name == asked).ToList();
        return byNumber ?? (byName.Count == 1 ? byName[0] : null);
    }
}
