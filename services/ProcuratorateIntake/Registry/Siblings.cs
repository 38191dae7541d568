using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Other cases of the same respondents (关联案件), looked up only for cases that a rule would compare with them.</summary>
internal sealed class Siblings(Documents<RegisteredCase> cases, CaseLinks links)
{
    private const int MostPerCase = 200;

    public static ILookup<string, RegisteredCase> None { get; } = Array.Empty<RegisteredCase>().ToLookup(row => row.Id);

    /// <summary>By the number of each case that says there is nothing: the others in which its respondents stand.</summary>
    public async Task<ILookup<string, RegisteredCase>> Of(IEnumerable<CaseRecord> records, CancellationToken cancellation)
    {
        var asking = records
            .Where(record => record.RestsAfterEnding() is not false && CrossCaseOfficer.SaysNothingIsThere(record) is not false)
            .ToList();
        var byKey = asking
            .SelectMany(record => RespondentsOf(record).Select(key => (Key: key, Record: record)))
            .ToLookup(of => of.Key, of => of.Record, StringComparer.Ordinal);
        var found = await links.Find([.. byKey.Select(of => of.Key)], cancellation);
        var pairs = found
            .SelectMany(link => byKey[link.Key].Select(record => (Case: record.CaseNumber.Value, Other: link.CaseNumber)))
            .Where(pair => pair.Case != pair.Other)
            .Distinct()
            .OrderBy(pair => pair.Other, StringComparer.Ordinal)
            .GroupBy(pair => pair.Case, StringComparer.Ordinal)
            .SelectMany(of => of.Take(MostPerCase))
            .ToList();
        if (pairs.Count == 0)
        {
            return None;
        }
        var others = await cases.Find([.. pairs.Select(pair => pair.Other).Distinct(StringComparer.Ordinal)], cancellation);
        return pairs
            .Where(pair => others.ContainsKey(pair.Other))
            .ToLookup(pair => pair.Case, pair => others[pair.Other].Value, StringComparer.Ordinal);
    }

    /// <summary>The cases that may have to be judged again because these show something, or no longer do.</summary>
    public async Task<IReadOnlyCollection<string>> ToldBy(IEnumerable<JudgedCase> changed, CancellationToken cancellation)
    {
        var keys = changed.SelectMany(KeysToTell).Distinct(StringComparer.Ordinal).ToList();
        var found = await links.Find(keys, cancellation);
        return
        [
            .. found
                .GroupBy(link => link.Key, StringComparer.Ordinal)
                .Where(of => of.Count() > 1)
                .SelectMany(of => of)
                .Select(link => link.CaseNumber)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether two lookups have found the same cases at the same revisions.</summary>
    public static bool AreSame(ILookup<string, RegisteredCase> one, ILookup<string, RegisteredCase> other) =>
        one.Count == other.Count && one.All(of => of.Select(Revision).SequenceEqual(other[of.Key].Select(Revision)));

    private static (string, long, string) Revision(RegisteredCase row) => (row.Id, row.Revision, row.Hash);

    private static IEnumerable<string> KeysToTell(JudgedCase judged)
    {
        var now = judged.IsRepeat || CrossCaseOfficer.WhatIsThere(judged.Row.Record) is not null ? RespondentsOf(judged.Row.Record) : [];
        return judged.Before is { } before && CrossCaseOfficer.WhatIsThere(before) is not null ? now.Concat(RespondentsOf(before)) : now;
    }

    private static IEnumerable<string> RespondentsOf(CaseRecord record) => record.Respondents.Select(r => r.Key()).OfType<string>();
}
