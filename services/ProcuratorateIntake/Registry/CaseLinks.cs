using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>A party's number or a car's plate that stands in a case: by it a fact finds the cases that it touches.</summary>
internal sealed record CaseLink(string Key, string CaseNumber)
{
    public const string KeyField = "key";

    public static Collection<CaseLink> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "caseLinks",
            link => $"{link.Key}|{link.CaseNumber}",
            new IndexField<CaseLink>(KeyField, link => link.Key)
        );
}

/// <summary>Who stands in which case. A link is there before its case is, and stays when somebody no longer stands in it: it only says where to look.</summary>
internal sealed class CaseLinks(Documents<CaseLink> links)
{
    private const int AtOnce = 500;

    /// <summary>Whom and what feeds may speak of in this record; masked numbers match nothing.</summary>
    public static IEnumerable<string> KeysOf(CaseRecord record) =>
        record
            .Respondents.Where(respondent => respondent.Id.HasValue && !respondent.Id.Value.IsMasked)
            .Select(respondent => respondent.Id.Value.Value)
            .Concat(record.Vehicles.Or([]).Where(vehicle => vehicle.Plate.HasValue).Select(vehicle => FeedRow.PlateOf(vehicle.Plate.Value)))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Links what was not linked by the record known before.</summary>
    public async Task Add(IEnumerable<(CaseRecord? Before, CaseRecord Now)> records, CancellationToken cancellation)
    {
        var missing = records
            .SelectMany(r =>
                KeysOf(r.Now)
                    .Except(r.Before is null ? [] : KeysOf(r.Before), StringComparer.Ordinal)
                    .Select(key => new Change<CaseLink>(new CaseLink(key, r.Now.CaseNumber.Value), 0, []))
            )
            .ToList();
        if (missing.Count > 0)
        {
            await links.Write(missing, cancellation);
        }
    }

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
        var query = new DocumentQuery { Where = [Condition.In(CaseLink.KeyField, keys)], Limit = AtOnce };
        while (await links.Query(query, cancellation) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(found => found.Value));
            if (page.Count < AtOnce)
            {
                break;
            }
            var last = page[^1].Value;
            query = query with { After = new QueryPosition(null, $"{last.Key}|{last.CaseNumber}") };
        }
        return all;
    }
}
