using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>超期执行: the case ended, or is still open, after the time for enforcing it.</summary>
/// <remarks>
/// Six months from the filing, three where an administrative decision is enforced, and what is deducted; an approved extension may end later. The last
/// day is that of an act, so it moves off days off. What was never said of deductions and extension is taken for none, and said so: the lead starts low.
/// </remarks>
internal static class OverdueEnforcement
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(OverdueEnforcement),
        Name = "超期执行",
        NameEn = "Enforced beyond the time limit",
        Version = 1,
        Basis = [Law.EnforcementPeriods.Article(1), Law.EnforcementPeriods.Article(13)],
        StartPriority = Priority.Normal,
        Parameters = ["limitMonths", "administrativeLimitMonths"],
        Inputs = ["filedOn", "endedOn", "ending", "basis", "deductedDays", "extendedTo"],
        Timed = true,
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static readonly string[] Administrative = ["行政处罚决定", "行政处理决定", "行政决定", "征收决定", "行审"];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn || !record.CaseNumber.IsEnforcement)
            return Verdict.Clean;

        var last = LastDay(record, context);
        var found = new Findings(record, applies: true);
        if (found.Show(IsOver(record, last, context.AsOf), record.EndedOn.As("endedOn")))
        {
            found.Add(OverLimit(record, last, context.Parameters));
            found.Lack(record.DeductedDays.As("deductedDays"));
            found.Lack(record.ExtendedTo.As("extendedTo"));
        }
        var mayStillPass = !record.EndedOn.HasValue && context.AsOf <= last;
        var verdict = found.ToVerdict(mayStillPass ? last.AddDays(1) : null);
        return verdict.Answer == Answer.Fires && record.DeductedDays.IsUnknown ? verdict with { StartPriority = Priority.Low } : verdict;
    }

    /// <summary>An ending that was never spoken of may have been in time.</summary>
    private static bool? IsOver(CaseRecord record, DateOnly last, DateOnly asOf) =>
        record.EndedOn.Has(out var endedOn) ? endedOn > last
        : asOf <= last ? false
        : record.EndedOn.IsNone || record.Ending.IsNone ? true
        : null;

    private static DateOnly LastDay(CaseRecord record, RuleContext context)
    {
        var last = record.FiledOn.PlusMonths(MonthsFor(record, context.Parameters)).AddDays(record.DeductedDays.Or(0));
        return context.Calendar.NextWorkingDay(record.ExtendedTo.Has(out var extendedTo) && extendedTo > last ? extendedTo : last);
    }

    private static int MonthsFor(CaseRecord record, RuleParameters parameters) =>
        Administrative.Any(word => record.Basis.Contains(word, StringComparison.Ordinal))
            ? parameters.AdministrativeLimitMonths
            : parameters.LimitMonths;

    private static Cause OverLimit(CaseRecord record, DateOnly last, RuleParameters parameters)
    {
        var months = MonthsFor(record, parameters);
        var since = record.EndedOn.HasValue ? $"{record.EndedOn.Zh()}方结案" : "至今未结案";
        var sinceEn = record.EndedOn.HasValue ? $"ended on {record.EndedOn.Iso()}" : "still open";
        return new()
        {
            Code = "over-limit",
            Text =
                $"{record.FiledOn.Zh()}立案，执行期限{months}个月（{Deducted(record)}，{Extended(record)}），至迟应在{last.Zh()}结案，{since}。",
            TextEn =
                $"Filed on {record.FiledOn.Iso()}; {months} months, {record.DeductedDays.Or(0)} days deducted, extended to {record.ExtendedTo.Iso()}: due by {last.Iso()}, {sinceEn}.",
            Facts =
            [
                new("filedOn", record.FiledOn.Iso()),
                FactUsed.Of("endedOn", record.EndedOn),
                new("basis", record.Basis),
                FactUsed.Of("deductedDays", record.DeductedDays),
                FactUsed.Of("extendedTo", record.ExtendedTo),
            ],
            Articles = Articles,
            WouldNotFireIf = $"在{last.Zh()}或之前结案，或者有依法扣除的天数、经批准的延长足以覆盖。",
        };
    }

    private static string Deducted(CaseRecord record) =>
        record.DeductedDays.IsUnknown ? "扣除天数未提供" : $"扣除{record.DeductedDays.Or(0)}天";

    private static string Extended(CaseRecord record) =>
        record.ExtendedTo.IsUnknown ? "延长期限未提供"
        : record.ExtendedTo.HasValue ? $"延长至{record.ExtendedTo.Zh()}"
        : "未延长";
}
