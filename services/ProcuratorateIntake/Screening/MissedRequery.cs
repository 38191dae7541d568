using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>未按期查控: after the ending the court must query every six months for five years, and a slot passed without one.</summary>
/// <remarks>
/// Only the latest query is known, so nothing is claimed of slots that opened before it. A slot counts once its last day has passed, and not when
/// the case was performed by that day. After five years nothing is added.
/// </remarks>
internal static class MissedRequery
{
    private const int Slots = 10;
    private const int MonthsPerSlot = 6;

    public static readonly Rule Rule = new()
    {
        Id = nameof(MissedRequery),
        Name = "未按期查控",
        NameEn = "Re-query missed",
        Version = 1,
        Basis = [Law.EndingForNow.Article(9)],
        StartPriority = Priority.Normal,
        Inputs = ["endedOn", "ending", "lastQueriedOn", "performedOn"],
        Timed = true,
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false || record.EndedOn.IsNone)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        if (!record.EndedOn.HasValue)
        {
            found.Show(condition: null);
            return found.ToVerdict();
        }
        DateOnly? changesOn = null;
        for (var number = 1; number <= Slots && changesOn is null; number++)
        {
            var slot = SlotOf(record.EndedOn.Value, number);
            if (slot.LastDay >= context.AsOf)
                changesOn = slot.LastDay.AddDays(1);
            else if (found.Show(IsMissed(slot, record), LastQuery(record).As("lastQueriedOn"), record.PerformedOn.As("performedOn")))
                found.Add(SlotMissed(record, slot));
        }
        return found.ToVerdict(changesOn);
    }

    /// <summary>The slot's open start is the ending or a multiple of six months after it.</summary>
    public static RequerySlot SlotOf(DateOnly endedOn, int number) =>
        new(number, endedOn.PlusMonths((number - 1) * MonthsPerSlot), endedOn.PlusMonths(number * MonthsPerSlot));

    private static bool? IsMissed(RequerySlot slot, CaseRecord record)
    {
        var query = LastQuery(record);
        bool? opensAfterQuery = query.IsUnknown ? null : !(query.HasValue && query.Value > slot.OpensAfter);
        var performed = record.Performance();
        bool? isBeforePerformance = performed.IsUnknown ? null : !(performed.HasValue && performed.Value <= slot.LastDay);
        return opensAfterQuery & isBeforePerformance;
    }

    /// <summary>The latest re-query of any revision; one by the ending is none.</summary>
    private static Field<DateOnly> LastQuery(CaseRecord record) =>
        record.LatestRequeryOn.HasValue && !(record.LastQueriedOn.Has(out var last) && last > record.LatestRequeryOn.Value)
            ? record.LatestRequeryOn
            : record.LastQueriedOn;

    private static Cause SlotMissed(CaseRecord record, RequerySlot slot)
    {
        var first = slot.OpensAfter.AddDays(1);
        return new()
        {
            Code = "slot-missed",
            Text =
                $"{record.EndedOn.Zh()}终本后第{slot.Number}个查控期（{first.Zh()}至{slot.LastDay.Zh()}）内没有查控（最近查询日期：{LastQuery(record).Zh()}）。",
            TextEn =
                $"No query in slot {slot.Number} after the ending on {record.EndedOn.Iso()}, {first.Iso()} to {slot.LastDay.Iso()} (latest query: {LastQuery(record).Iso()}).",
            Facts =
            [
                FactUsed.Of("endedOn", record.EndedOn),
                FactUsed.Of("lastQueriedOn", LastQuery(record)),
                new("slot", $"{first.Iso()}/{slot.LastDay.Iso()}"),
            ],
            Articles = Articles,
            WouldNotFireIf = $"{first.Zh()}至{slot.LastDay.Zh()}之间或之后有查控记录，或者案件已恢复执行。",
        };
    }
}

/// <summary>One of the ten periods of six months after an ending; its first day is the day after <see cref="OpensAfter"/>.</summary>
internal sealed record RequerySlot(int Number, DateOnly OpensAfter, DateOnly LastDay);
