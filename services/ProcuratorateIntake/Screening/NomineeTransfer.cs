using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>股权转让、代持、离婚析产: a respondent gave away what it owned, cheaply, to somebody close, or in a divorce. Applies to all cases.</summary>
/// <remarks>
/// What counts is given away from the trigger on: the earliest filing of a civil case that led to this enforcement, else the enforcement notice. A price
/// that is not stated is none; what is not valued is passed over.
/// </remarks>
internal static class NomineeTransfer
{
    private const int MonthsBeforeTrigger = 12;
    private const int MonthsAroundDivorce = 12;

    public static readonly Rule Rule = new()
    {
        Id = nameof(NomineeTransfer),
        Name = "股权转让、代持、离婚析产",
        NameEn = "Transferred cheaply, to relatives or by divorce",
        Version = 1,
        Basis =
        [
            Law.Refusal.Article(3),
            Law.Refusal.Article(6),
            Law.CivilCode.Article(538),
            Law.CivilCode.Article(539),
            Law.ContractReading.Article(42),
        ],
        StartPriority = Priority.High,
        Parameters = ["unfairShare"],
        Inputs = ["feeds.property", "feeds.equity", "feeds.relations", "feeds.civil-cases", "noticeSentOn", "respondents[].id"],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        var trigger = TriggerOf(record, context.Facts);
        for (var i = 0; i < record.Respondents.Count; i++)
        {
            if (record.Respondents[i].Key() is not { } key)
                continue;
            foreach (var feed in (ReadOnlySpan<string>)["property", "equity"])
            {
                if (!context.Facts.HasDelivered(feed))
                    found.Show(condition: null, Input.NoFeed(feed));
            }
            foreach (var given in GivenAway(key, context.Facts))
                Judge(record, i, key, given, trigger, context, found);
        }
        return found.ToVerdict();
    }

    private static void Judge(
        CaseRecord record,
        int position,
        string key,
        Disposal given,
        Field<DateOnly> trigger,
        RuleContext context,
        Findings found
    )
    {
        var isUnfair = given.Price * 100 < given.Worth * context.Parameters.UnfairShare;
        if (isUnfair && found.Show(trigger.By(given.On), trigger.As("noticeSentOn")))
            found.Add(Of(record, position, "cheap-transfer", given, $"价格低于价值的{context.Parameters.UnfairShare:0.##}%", []));

        if (given.ToId is not { IsMasked: false } to || given.Price >= given.Worth)
            return;
        var from = trigger.Select(day => day.PlusMonths(-MonthsBeforeTrigger));
        if (
            context.Facts.Between(key, to.Value, given.On) is { Count: > 0 } ties
            && found.Show(from.By(given.On), trigger.As("noticeSentOn"))
        )
            found.Add(
                Of(
                    record,
                    position,
                    "to-related",
                    given,
                    $"受让人系关联人（{string.Join('、', ties.Select(tie => tie.Kind))}），价格低于价值",
                    ties
                )
            );

        if (isUnfair && DivorceOf(key, to.Value, given.On, context.Facts) is { } marriage)
            found.Add(Of(record, position, "divorce-split", given, $"受让人系配偶，婚姻关系于{marriage.Until!.Value.Zh()}终止", []));
    }

    /// <summary>The day from which it had reason to hide; none: neither a case nor a notice.</summary>
    private static Field<DateOnly> TriggerOf(CaseRecord record, Surroundings facts)
    {
        var filings = facts.About<CivilCase>(record.CaseNumber.Value).Where(civil => civil.Enforcement == record.CaseNumber).ToList();
        return filings.Count > 0 ? filings.Min(civil => civil.FiledOn) : record.NoticeSentOn;
    }

    private static IEnumerable<Disposal> GivenAway(string key, Surroundings facts) =>
        facts
            .About<PropertyHeld>(key)
            .Where(p => p.OwnerId.Value == key && p.LostOn is not null && p.Worth is { Yuan: > 0 })
            .Select(p => new Disposal(p.Kind, p.LostOn!.Value, p.To, p.ToId, p.Price?.Yuan ?? 0, p.Worth!.Value.Yuan, p.Source))
            .Concat(
                facts
                    .About<EquityHeld>(key)
                    .Where(e => e.HolderId.Value == key && e.Until is not null && e.Worth is { Yuan: > 0 })
                    .Select(e => new Disposal("股权", e.Until!.Value, e.To, e.ToId, e.Price?.Yuan ?? 0, e.Worth!.Value.Yuan, e.Source))
            );

    private static Relation? DivorceOf(string one, string other, DateOnly on, Surroundings facts) =>
        facts
            .About<Relation>(one)
            .FirstOrDefault(relation =>
                relation.Kind == Kin.Spouse
                && (relation.SubjectId.Value == other || relation.OtherId.Value == other)
                && relation.Until is { } end
                && on >= end.PlusMonths(-MonthsAroundDivorce)
                && on <= end.PlusMonths(MonthsAroundDivorce)
            );

    private static Cause Of(CaseRecord record, int position, string code, Disposal given, string why, IEnumerable<Tie> ties)
    {
        var respondent = record.Respondents[position];
        return new()
        {
            Code = code,
            Text =
                $"被执行人{respondent.Name}于{given.On.Zh()}将{given.Kind}转让给{given.To ?? "他人"}，价格{given.Price:0.00}元，价值{given.Worth:0.00}元：{why}。",
            TextEn =
                $"Respondent {respondent.Name} gave away property ({given.Kind}) to {given.To ?? "somebody"} on {given.On.Iso()} for {given.Price:0.00} yuan, worth {given.Worth:0.00} ({code}).",
            Facts =
            [
                new("disposal.类型", given.Kind) { Source = given.Source },
                new("disposal.日期", given.On.Iso()) { Source = given.Source },
                new("disposal.受让人", given.To) { Source = given.Source },
                new("disposal.转让价", $"{given.Price:0.00}") { Source = given.Source },
                new("disposal.价值", $"{given.Worth:0.00}") { Source = given.Source },
                .. ties.Select(tie => new FactUsed("relations.关系", tie.Kind) { Source = tie.Source }),
            ],
            Articles = Articles,
            WouldNotFireIf = "转让价格与价值相当，或者受让人与被执行人没有关联且转让发生在诉讼、执行之前。",
            Respondent = respondent.Name,
        };
    }

    /// <summary>Something that left a respondent's hands.</summary>
    private sealed record Disposal(string Kind, DateOnly On, string? To, PartyNumber? ToId, decimal Price, decimal Worth, string Source);
}
