using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Other cases of the same respondents at the same court (关联案件), as they were found.</summary>
/// <param name="Of">By the number of each case that says there is nothing.</param>
/// <param name="Versions">Of the others, by number, but not of those that are judged together.</param>
internal sealed record SiblingCases(ILookup<string, CaseRecord> Of, IReadOnlyDictionary<string, long> Versions)
{
    public static SiblingCases None { get; } =
        new(Array.Empty<CaseRecord>().ToLookup(record => record.CaseNumber.Value), new Dictionary<string, long>());
}

/// <summary>Finds siblings, looked up only for cases that a rule would compare with them.</summary>
internal sealed class Siblings(Documents<RegisteredCase> cases, CaseLinks links)
{
    private const int MostPerCase = 200;

    /// <summary>Whether a rule compares it with its siblings: it says that there is nothing.</summary>
    public static bool IsCompared(CaseRecord record) =>
        record.RestsAfterEnding() is not false && CrossCaseOfficer.SaysNothingIsThere(record) is not false;

    public async Task<SiblingCases> Of(IReadOnlyCollection<CaseRecord> records, CancellationToken cancellation)
    {
        var asking = records.Where(IsCompared).ToList();
        if (asking.Count == 0)
        {
            return SiblingCases.None;
        }
        var together = records.ToDictionary(record => record.CaseNumber.Value, StringComparer.Ordinal);
        var mates = records
            .SelectMany(record =>
                RespondentsOf(record).Select(key => new CaseLink(key, record.CaseNumber.Value, record.CourtCode.Value, 0))
            )
            .ToLookup(link => link.Key, StringComparer.Ordinal);
        var found = await Others(asking.SelectMany(RespondentsOf), together.ContainsKey, cancellation);
        var pairs = asking.ConvertAll(record =>
            (Case: record.CaseNumber.Value, Others: Beside(record, key => found[key].Concat(mates[key])).ToList())
        );
        var versions = pairs
            .SelectMany(pair => pair.Others)
            .Where(other => !together.ContainsKey(other.CaseNumber))
            .DistinctBy(other => other.CaseNumber, StringComparer.Ordinal)
            .ToDictionary(other => other.CaseNumber, other => other.Version, StringComparer.Ordinal);
        var read = versions.Count == 0 ? [] : await cases.Find([.. versions.Keys], cancellation);
        return new SiblingCases(
            pairs
                .SelectMany(pair => pair.Others.Take(MostPerCase).Select(other => (pair.Case, Other: RecordOf(other.CaseNumber))))
                .Where(pair => pair.Other is not null)
                .ToLookup(pair => pair.Case, pair => pair.Other!, StringComparer.Ordinal),
            versions
        );

        CaseRecord? RecordOf(string number) => together.GetValueOrDefault(number) ?? read.GetValueOrDefault(number)?.Value.Record;
    }

    /// <summary>Looked up once more when they are stored, all at once: what they were judged by, and who is to be told of them.</summary>
    /// <param name="stored">Of those that were judged together all that are stored as they were judged.</param>
    /// <returns>The same with whom to tell; and whether one of them was judged by siblings that are others now.</returns>
    /// <remarks>
    /// Of two that are stored at one time the later sees the other here: one that says there is nothing judges itself again, one that shows something tells
    /// the other.
    /// </remarks>
    public async Task<(IReadOnlyList<JudgedCase> Stored, bool AreStale)> After(
        SiblingCases before,
        IReadOnlyList<JudgedCase> stored,
        CancellationToken cancellation
    )
    {
        var own = stored.Select(j => j.Row.Id).ToHashSet(StringComparer.Ordinal);
        var compared = stored.Where(j => IsCompared(j.Row.Record)).Select(j => j.Row.Record).ToList();
        var telling = stored.Select(j => (Judged: j, Keys: KeysToTell(j))).ToList();
        var now = await Others(compared.SelectMany(RespondentsOf).Concat(telling.SelectMany(t => t.Keys)), own.Contains, cancellation);
        var areStale =
            compared
                .SelectMany(record => Beside(record, key => now[key]))
                .Any(other => other.Version != before.Versions.GetValueOrDefault(other.CaseNumber))
            // One that was to be stored with them, and is there as something else.
            || compared
                .SelectMany(record => before.Of[record.CaseNumber.Value])
                .Any(other => !own.Contains(other.CaseNumber.Value) && !before.Versions.ContainsKey(other.CaseNumber.Value));
        return ([.. telling.Select(t => Telling(t.Judged, t.Keys))], areStale);

        JudgedCase Telling(JudgedCase judged, IEnumerable<string> keys)
        {
            var told = keys.SelectMany(key => now[key])
                .Where(link => link.Court == judged.Row.Record.CourtCode.Value)
                .Select(link => link.CaseNumber)
                .ToList();
            return told.Count == 0 ? judged : judged with { Tells = told };
        }
    }

    /// <summary>By respondent the cases that are not among these.</summary>
    private async Task<ILookup<string, CaseLink>> Others(
        IEnumerable<string> respondents,
        Func<string, bool> isAmongThese,
        CancellationToken cancellation
    ) =>
        (await links.Find([.. respondents.Distinct(StringComparer.Ordinal)], cancellation))
            .Where(link => !isAmongThese(link.CaseNumber))
            .ToLookup(link => link.Key, StringComparer.Ordinal);

    private static IEnumerable<CaseLink> Beside(CaseRecord record, Func<string, IEnumerable<CaseLink>> linked) =>
        RespondentsOf(record)
            .SelectMany(linked)
            .Where(link => link.Court == record.CourtCode.Value && link.CaseNumber != record.CaseNumber.Value)
            .DistinctBy(link => link.CaseNumber, StringComparer.Ordinal)
            .OrderBy(link => link.CaseNumber, StringComparer.Ordinal);

    private static IEnumerable<string> KeysToTell(JudgedCase judged)
    {
        var now = judged.IsRepeat || CrossCaseOfficer.WhatIsThere(judged.Row.Record) is not null ? RespondentsOf(judged.Row.Record) : [];
        return judged.Before is { } before && CrossCaseOfficer.WhatIsThere(before) is not null ? now.Concat(RespondentsOf(before)) : now;
    }

    private static IEnumerable<string> RespondentsOf(CaseRecord record) => record.Respondents.Select(r => r.Key()).OfType<string>();
}
