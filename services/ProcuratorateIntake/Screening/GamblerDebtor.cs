using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>赌博违法失信限消: a respondent was punished for gambling while it owed, and was neither restricted nor listed.</summary>
/// <remarks>Applies to all cases, from the filing on and before the performance. No norm ties gambling to a restriction: a lead only.</remarks>
internal static class GamblerDebtor
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(GamblerDebtor),
        Name = "赌博违法失信限消",
        NameEn = "Gambled while owing and not sanctioned",
        Version = 1,
        Basis = [Law.Restriction.Article(1), Law.Restriction.Article(2), Law.Restriction.Article(3)],
        StartPriority = Priority.High,
        Inputs =
        [
            "feeds.penalties",
            "filedOn",
            "performedOn",
            "ending",
            "endedOn",
            "respondents[].id",
            "respondents[].restrictedOn",
            "respondents[].restrictionLiftedOn",
            "respondents[].listedOn",
            "respondents[].delistedOn",
        ],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        for (var i = 0; i < record.Respondents.Count; i++)
        {
            var respondent = record.Respondents[i];
            if (respondent.Key() is not { } key)
                continue;
            if (!context.Facts.HasDelivered("penalties"))
                found.Show(condition: null, Input.NoFeed("penalties"));
            foreach (var penalty in context.Facts.About<Penalty>(key))
            {
                if (!penalty.Offence.Contains("赌博", StringComparison.Ordinal) || penalty.On < record.FiledOn)
                    continue;
                var owed = IsOwed(record, penalty.On);
                var free = !(respondent.IsRestricted(penalty.On) | respondent.IsListed(penalty.On));
                if (
                    found.Show(
                        owed & free,
                        [
                            new("performedOn", owed is null && record.PerformedOn.IsUnknown),
                            new("ending", owed is null && record.Ending.IsUnknown),
                            .. free is null ? Sanctioned.Inputs(respondent) : [],
                        ]
                    )
                )
                {
                    found.Add(GambledWhileOwing(record, i, penalty));
                }
            }
        }
        return found.ToVerdict();
    }

    private static bool? IsOwed(CaseRecord record, DateOnly on)
    {
        var performance = record.Performance();
        return performance.IsUnknown ? null : !(performance.HasValue && performance.Value <= on);
    }

    private static Cause GambledWhileOwing(CaseRecord record, int position, Penalty penalty)
    {
        var respondent = record.Respondents[position];
        return new()
        {
            Code = "gambled-while-owing",
            Text =
                $"被执行人{respondent.Name}于{penalty.On.Zh()}因{penalty.Offence}受到处罚，当时尚未履行（{record.FiledOn.Zh()}立案），且既未被限制消费也未纳入失信名单。",
            TextEn =
                $"Respondent {respondent.Name} was punished on {penalty.On.Iso()} ({penalty.Offence}) while it owed (filed {record.FiledOn.Iso()}), neither restricted nor listed.",
            Facts =
            [
                new("penalties.决定日期", penalty.On.Iso()) { Source = penalty.Source },
                new("penalties.案由", penalty.Offence) { Source = penalty.Source },
                new("filedOn", record.FiledOn.Iso()),
                FactUsed.Of("performedOn", record.PerformedOn),
                FactUsed.Of($"respondents[{position}].restrictedOn", respondent.RestrictedOn),
                FactUsed.Of($"respondents[{position}].restrictionLiftedOn", respondent.RestrictionLiftedOn),
                FactUsed.Of($"respondents[{position}].listedOn", respondent.ListedOn),
                FactUsed.Of($"respondents[{position}].delistedOn", respondent.DelistedOn),
            ],
            Articles = Articles,
            WouldNotFireIf = "处罚当日被执行人已履行完毕，或者限制消费、失信措施正在生效。",
            Respondent = respondent.Name,
        };
    }
}
