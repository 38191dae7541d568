using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>应恢复未恢复: property was found after the ending and could be disposed of, and the case was not resumed.</summary>
/// <remarks>The article says 及时; the number of days is a parameter. The last day is that of an act, so it moves off days off.</remarks>
internal static class ResumptionDue
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(ResumptionDue),
        Name = "应恢复未恢复",
        NameEn = "Not resumed though property was found",
        Version = 1,
        Basis = [Law.EndingForNow.Article(9)],
        StartPriority = Priority.High,
        Parameters = ["resumeDays", "petty", "pettyShare"],
        Inputs = ["endedOn", "ending", "claim", "assets", "assets[].amount", "assets[].foundOn", "assets[].obstacle"],
        Timed = true,
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false || record.Assets.IsEmpty() is true)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        if (record.Assets.IsUnknown)
            found.Show(condition: null, record.Assets.As("assets"));
        var moneyCounts = PettyMoney.Counts(record, context.Parameters, asset => IsFound(asset, record));
        DateOnly? changesOn = null;
        var assets = record.Assets.Or([]);
        for (var i = 0; i < assets.Count; i++)
        {
            var asset = assets[i];
            var waits = IsFound(asset, record) & (PettyMoney.IsMoney(asset) ? moneyCounts : true);
            if (waits is false)
                continue;
            var last = LastDay(asset.FoundOn, context);
            if (last is { } day && context.AsOf <= day)
                changesOn = changesOn is null || day < changesOn ? day.AddDays(1) : changesOn;
            else if (found.Show(waits, new Input("assets[].obstacle", record.EndedOn.HasValue)))
                found.Add(FoundAfterEnding(record, i, last!.Value));
        }
        return found.ToVerdict(changesOn);
    }

    /// <summary>Found after the ending, worth something and without an obstacle. A day nobody told is one by the ending.</summary>
    private static bool? IsFound(Asset asset, CaseRecord record) =>
        asset.Amount.Has(out var amount) && amount == Money.Zero
            ? false
            : (asset.FoundOn.HasValue ? asset.FoundOn.After(record.EndedOn) : false) & !asset.Obstacle.IsThere();

    private static DateOnly? LastDay(Field<DateOnly> foundOn, RuleContext context) =>
        foundOn.Has(out var day) ? context.Calendar.NextWorkingDay(day.AddDays(context.Parameters.ResumeDays)) : null;

    private static Cause FoundAfterEnding(CaseRecord record, int position, DateOnly last)
    {
        var asset = record.Assets.Value[position];
        return new()
        {
            Code = "found-after-ending",
            Text =
                $"{record.EndedOn.Zh()}终本后，{asset.FoundOn.Zh()}发现可处置财产{EndedWithAssets.Zh(asset)}，至迟应在{last.Zh()}恢复执行，至今未恢复。",
            TextEn =
                $"After the ending on {record.EndedOn.Iso()} property was found on {asset.FoundOn.Iso()}: {EndedWithAssets.Cell(asset)}; to be resumed by {last.Iso()}, and it was not.",
            Facts =
            [
                new($"assets[{position}]", EndedWithAssets.Cell(asset)),
                FactUsed.Of($"assets[{position}].foundOn", asset.FoundOn),
                FactUsed.Of($"assets[{position}].obstacle", asset.Obstacle),
                FactUsed.Of("endedOn", record.EndedOn),
                FactUsed.Of("resumedOn", record.ResumedOn),
            ],
            Articles = Articles,
            WouldNotFireIf = "案件已恢复执行，或者注明该财产不可处置的原因。",
        };
    }
}
