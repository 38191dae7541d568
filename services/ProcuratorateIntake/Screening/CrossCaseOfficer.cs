using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>同当事人、执行人员关联: another case of the same debtor at the same court shows what this one says there is not.</summary>
internal static class CrossCaseOfficer
{
    private const int Months = 12;

    public static readonly Rule Rule = new()
    {
        Id = nameof(CrossCaseOfficer),
        Name = "同当事人、执行人员关联",
        NameEn = "Same debtor or same officer across cases",
        Version = 1,
        Basis = [Law.EndingForNow.Article(1), Law.EndingForNow.Article(3)],
        StartPriority = Priority.Normal,
        Parameters = ["officerCases", "officerShare", "officerFactor"],
        Inputs = ["endedOn", "ending", "assets", "recovered", "respondents[].id"],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false || SaysNothingIsThere(record) is false)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        foreach (var other in context.Siblings.Of[record.CaseNumber.Value])
        {
            if (Shared(record, other) is not { } respondent || WhatIsThere(other) is not { } shown)
                continue;
            if (!record.EndedOn.Has(out var endedOn))
            {
                found.Show(condition: null);
                continue;
            }
            if (!IsNear(other, endedOn))
                continue;
            if (found.Show(SaysNothingIsThere(record), record.Assets.As("assets"), record.Recovered.As("recovered")))
                found.Add(FoundHereNotThere(record, respondent, other, shown));
        }
        return found.ToVerdict();
    }

    /// <summary>No asset stated, and nothing recovered.</summary>
    public static bool? SaysNothingIsThere(CaseRecord record)
    {
        bool? nothingRecovered = record.Recovered.IsUnknown ? null : record.Recovered.Or(Money.Zero) == Money.Zero;
        bool? nothingStated = record.Assets.IsUnknown
            ? null
            : !record.Assets.Or([]).Any(asset => !(asset.Amount.Has(out var amount) && amount == Money.Zero));
        return nothingRecovered & nothingStated;
    }

    /// <summary>An asset without obstacle, or money recovered; null: it shows nothing.</summary>
    public static string? WhatIsThere(CaseRecord record) =>
        record.Assets.Or([]).FirstOrDefault(asset => asset.Obstacle.IsNone && !(asset.Amount.Has(out var amount) && amount == Money.Zero))
            is { } asset
            ? EndedWithAssets.Cell(asset)
        : record.Recovered.Has(out var recovered) && recovered > Money.Zero ? $"到位{recovered}"
        : null;

    private static Respondent? Shared(CaseRecord record, CaseRecord other) =>
        record.CourtCode == other.CourtCode && !other.Withdrawn
            ? record.Respondents.FirstOrDefault(one => one.Key() is { } key && other.Respondents.Any(two => two.Key() == key))
            : null;

    private static bool IsNear(CaseRecord other, DateOnly endedOn)
    {
        var on = other.EndedOn.Or(other.FiledOn);
        return on >= endedOn.PlusMonths(-Months) && on <= endedOn.PlusMonths(Months);
    }

    private static Cause FoundHereNotThere(CaseRecord record, Respondent respondent, CaseRecord other, string shown) =>
        new()
        {
            Code = "found-here-not-there",
            Text =
                $"{record.EndedOn.Zh()}终本时称被执行人{respondent.Name}无财产、未到位，同一法院{other.CaseNumber}案（{other.EndedOn.Or(other.FiledOn).Zh()}）却显示{shown}。",
            TextEn =
                $"Ended on {record.EndedOn.Iso()} without assets or recovery, while case {other.CaseNumber} of the same respondent {respondent.Name} at the same court shows {shown}.",
            Facts =
            [
                FactUsed.Of("endedOn", record.EndedOn),
                FactUsed.Of("recovered", record.Recovered),
                new("otherCase.caseNumber", other.CaseNumber.Value) { Source = other.CaseNumber.Value },
                new("otherCase.shows", shown) { Source = other.CaseNumber.Value },
            ],
            Articles = Articles,
            WouldNotFireIf = "另案财产在本案终本后才取得，或者依法不属于本案被执行人的可供执行财产。",
            Respondent = respondent.Name,
        };
}
