using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>A party's number or a car's plate that stands in a case: by it a fact finds the cases that it touches.</summary>
internal sealed record CaseLink(string Key, string CaseNumber);

/// <summary>Who stands in which case, or once did: it only says where to look.</summary>
internal sealed class CaseLinks(Documents<RegisteredCase> cases)
{
    private const int AtOnce = 500;
    private static readonly int Place = RegisteredCase.Collection.Indexes.ToList().FindIndex(field => field.Name == RegisteredCase.Keys);

    /// <summary>Whom and what feeds may speak of in this record; masked numbers match nothing.</summary>
    public static IEnumerable<string> KeysOf(CaseRecord record) =>
        record
            .Respondents.Where(respondent => respondent.Id.HasValue && !respondent.Id.Value.IsMasked)
            .Select(respondent => respondent.Id.Value.Value)
            .Concat(record.Vehicles.Or([]).Where(vehicle => vehicle.Plate.HasValue).Select(vehicle => FeedRow.PlateOf(vehicle.Plate.Value)))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The numbers of the cases in which one of these stands.</summary>
    public async Task<IReadOnlySet<string>> CasesOf(IReadOnlyCollection<string> keys, CancellationToken cancellation) =>
        (await Find(keys, cancellation)).Select(link => link.CaseNumber).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlyList<CaseLink>> Find(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var all = new List<CaseLink>();
        if (keys.Count == 0)
        {
            return all;
        }
        var asked = keys.ToHashSet(StringComparer.Ordinal);
        var query = new DocumentQuery { Where = [Condition.In(RegisteredCase.Keys, keys)], Limit = AtOnce };
        while (await cases.QueryHeads(query, cancellation) is { Count: > 0 } page)
        {
            all.AddRange(page.SelectMany(found => KeysOf(found).Where(asked.Contains).Select(key => new CaseLink(key, found.Id))));
            if (page.Count < AtOnce)
            {
                break;
            }
            query = query with { After = new QueryPosition(null, page[^1].Id) };
        }
        return all;
    }

    private static IReadOnlyList<string> KeysOf(DocumentHead found) => (IReadOnlyList<string>?)found.Index[Place] ?? [];
}
