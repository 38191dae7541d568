using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>隐名共有财产: the case was ended although a respondent's spouse holds property acquired in marriage, and the record shows none of that kind.</summary>
internal static class HiddenCoOwnership
{
    public static readonly Rule Rule = new()
    {
        Id = nameof(HiddenCoOwnership),
        Name = "隐名共有财产",
        NameEn = "Property in the spouse's name",
        Version = 1,
        Basis = [Law.CivilCode.Article(1062), Law.Seizure.Article(12)],
        StartPriority = Priority.Normal,
        Inputs = ["feeds.relations", "feeds.property", "feeds.equity", "endedOn", "ending", "assets", "respondents[].id"],
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        var applies = record.RestsAfterEnding();
        if (applies is false)
            return Verdict.Clean;

        var found = new Findings(record, applies);
        for (var i = 0; i < record.Respondents.Count; i++)
        {
            if (record.Respondents[i].Key() is not { } key || record.Respondents[i].Kind != PartyKind.NaturalPerson)
                continue;
            foreach (var feed in (ReadOnlySpan<string>)["relations", "property", "equity"])
            {
                if (!context.Facts.HasDelivered(feed))
                    found.Show(condition: null, Input.NoFeed(feed));
            }
            if (record.EndedOn.Has(out var endedOn))
                Judge(record, i, key, endedOn, context.Facts, found);
            else if (context.Facts.About<Relation>(key).Any(relation => relation.Kind == Kin.Spouse))
                found.Show(condition: null);
        }
        return found.ToVerdict();
    }

    private static void Judge(CaseRecord record, int position, string key, DateOnly endedOn, Surroundings facts, Findings found)
    {
        foreach (var marriage in facts.About<Relation>(key).Where(relation => relation.Kind == Kin.Spouse))
        {
            var number = marriage.SubjectId.Value == key ? marriage.OtherId : marriage.SubjectId;
            if (number.IsMasked)
                continue;
            foreach (var (kind, name, acquiredOn, lostOn, source) in HoldingsOf(number.Value, facts))
            {
                var isCommon = Kin.IsIn(marriage.From, marriage.Until, acquiredOn) && acquiredOn <= endedOn && !(lostOn <= endedOn);
                if (isCommon && found.Show(!record.Lists(kind), record.Assets.As("assets")))
                    found.Add(SpouseHolds(record, position, kind, name, acquiredOn, source, marriage));
            }
        }
    }

    private static IEnumerable<(string Kind, string Name, DateOnly AcquiredOn, DateOnly? LostOn, string Source)> HoldingsOf(
        string key,
        Surroundings facts
    ) =>
        facts
            .About<PropertyHeld>(key)
            .Where(property => property.OwnerId.Value == key)
            .Select(p => (p.Kind, p.Location ?? p.Number ?? p.Kind, p.AcquiredOn, p.LostOn, p.Source))
            .Concat(
                facts
                    .About<EquityHeld>(key)
                    .Where(share => share.HolderId.Value == key)
                    .Select(share => ("股权", share.Company, share.From, share.Until, share.Source))
            );

    private static Cause SpouseHolds(
        CaseRecord record,
        int position,
        string kind,
        string name,
        DateOnly acquiredOn,
        string source,
        Relation marriage
    )
    {
        var respondent = record.Respondents[position];
        return new()
        {
            Code = "spouse-holds",
            Text =
                $"被执行人{respondent.Name}的配偶名下有{kind}（{name}），{acquiredOn.Zh()}婚姻存续期间取得，{record.EndedOn.Zh()}终本时仍在名下，已查明财产中没有{kind}。",
            TextEn =
                $"The spouse of respondent {respondent.Name} holds property ({kind}, {name}) acquired in marriage on {acquiredOn.Iso()} and still held at the ending on {record.EndedOn.Iso()}; the record lists none of that kind.",
            Facts =
            [
                new("relations.关系", Kin.Spouse) { Source = marriage.Source },
                new("property.类型", kind) { Source = source },
                new("property.名称", name) { Source = source },
                new("property.取得日期", acquiredOn.Iso()) { Source = source },
                FactUsed.Of("endedOn", record.EndedOn),
            ],
            Articles = Articles,
            WouldNotFireIf = $"已查明财产中列有{kind}，或者该财产系配偶个人财产。",
            Respondent = respondent.Name,
        };
    }
}
