using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>股权、公积金、保险未查: the case was ended although a respondent had a share, a provident fund or a policy that the record does not show.</summary>
internal static class HiddenEquityOrFund
{
    private const int DaysAfterEnding = 90;

    public static readonly Rule Rule = new()
    {
        Id = nameof(HiddenEquityOrFund),
        Name = "股权、公积金未查",
        NameEn = "Equity, provident fund or policy not found",
        Version = 1,
        Basis = [Law.PropertyInvestigation.Article(12), Law.EndingForNow.Article(3)],
        StartPriority = Priority.High,
        Parameters = ["fundMinimum"],
        Inputs = ["feeds.equity", "feeds.fund", "feeds.insurance", "filedOn", "endedOn", "ending", "assets", "respondents[].id"],
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
            var respondent = record.Respondents[i];
            if (respondent.Key() is not { } key)
                continue;
            var facts = context.Facts;
            NoteFeeds(record, facts, found);
            if (!record.EndedOn.Has(out var endedOn))
            {
                // Whatever is known of them may have been theirs on a day that nobody has named.
                if (facts.About<EquityHeld>(key).Any() || facts.About<FundBalance>(key).Any() || facts.About<Policy>(key).Any())
                    found.Show(condition: null);
                continue;
            }
            foreach (var share in facts.About<EquityHeld>(key).Where(share => IsHeld(share, key, endedOn)))
                Show(record, found, "股权", () => EquityIsHeld(record, i, share));
            foreach (var balance in Latest(facts.About<FundBalance>(key), fund => fund.On, _ => "", record.FiledOn, endedOn))
            {
                if (balance.Balance.Yuan >= context.Parameters.FundMinimum)
                    Show(record, found, "公积金", () => HasFund(record, i, balance));
            }
            foreach (var policy in Latest(facts.About<Policy>(key), p => p.On, p => p.Insurer ?? "", record.FiledOn, endedOn))
            {
                if (policy.CashValue.Yuan >= context.Parameters.FundMinimum)
                    Show(record, found, "保险", () => HasPolicy(record, i, policy));
            }
        }
        return found.ToVerdict();
    }

    private static void NoteFeeds(CaseRecord record, Surroundings facts, Findings found)
    {
        foreach (var (feed, kind) in (ReadOnlySpan<(string, string)>)[("equity", "股权"), ("fund", "公积金"), ("insurance", "保险")])
        {
            if (!facts.HasDelivered(feed) && record.Lists(kind) is not true)
                found.Show(condition: null, Input.NoFeed(feed));
        }
    }

    private static void Show(CaseRecord record, Findings found, string kind, Func<Cause> cause)
    {
        if (found.Show(!record.Lists(kind), record.Assets.As("assets")))
            found.Add(cause());
    }

    /// <summary>A share that says how much it is, held on the day of the ending.</summary>
    private static bool IsHeld(EquityHeld share, string holder, DateOnly on) =>
        share.HolderId.Value == holder
        && Kin.IsIn(share.From, share.Until, on)
        && (share.Subscribed is { Yuan: > 0 } || share.PaidIn is { Yuan: > 0 });

    /// <summary>The latest statement of each account, from the filing to 90 days after the ending.</summary>
    private static IEnumerable<T> Latest<T>(
        IEnumerable<T> statements,
        Func<T, DateOnly> on,
        Func<T, string> account,
        DateOnly filedOn,
        DateOnly endedOn
    ) =>
        statements
            .Where(statement => on(statement) >= filedOn && on(statement) <= endedOn.AddDays(DaysAfterEnding))
            .GroupBy(account, StringComparer.Ordinal)
            .Select(of => of.MaxBy(on)!);

    private static Cause EquityIsHeld(CaseRecord record, int position, EquityHeld share) =>
        Of(
            record,
            position,
            "equity-held",
            $"持有{share.Company}股权（认缴{share.Subscribed?.ToString() ?? "不明"}元，实缴{share.PaidIn?.ToString() ?? "不明"}元）",
            $"held a share in {share.Company}",
            "股权",
            new FactUsed("equity.公司", share.Company) { Source = share.Source },
            new FactUsed("equity.开始日期", share.From.Iso()) { Source = share.Source },
            new FactUsed("equity.结束日期", share.Until?.Iso()) { Source = share.Source }
        );

    private static Cause HasFund(CaseRecord record, int position, FundBalance fund) =>
        Of(
            record,
            position,
            "fund-balance",
            $"{fund.On.Zh()}公积金余额{fund.Balance}元",
            $"had {fund.Balance} yuan in the provident fund on {fund.On.Iso()}",
            "公积金",
            new FactUsed("fund.余额", fund.Balance.ToString()) { Source = fund.Source },
            new FactUsed("fund.截至日期", fund.On.Iso()) { Source = fund.Source }
        );

    private static Cause HasPolicy(CaseRecord record, int position, Policy policy) =>
        Of(
            record,
            position,
            "policy-value",
            $"{policy.On.Zh()}保单现金价值{policy.CashValue}元（{policy.Insurer ?? "保险公司不明"}）",
            $"had a policy worth {policy.CashValue} yuan on {policy.On.Iso()}",
            "保险",
            new FactUsed("insurance.现金价值", policy.CashValue.ToString()) { Source = policy.Source },
            new FactUsed("insurance.截至日期", policy.On.Iso()) { Source = policy.Source }
        );

    private static Cause Of(CaseRecord record, int position, string code, string has, string hasEn, string kind, params FactUsed[] facts)
    {
        var respondent = record.Respondents[position];
        return new()
        {
            Code = code,
            Text = $"{record.EndedOn.Zh()}终本，被执行人{respondent.Name}{has}，已查明财产中没有{kind}。",
            TextEn = $"Ended on {record.EndedOn.Iso()}; respondent {respondent.Name} {hasEn}, and the record lists no such asset.",
            Facts = [.. facts, FactUsed.Of("endedOn", record.EndedOn)],
            Articles = Articles,
            WouldNotFireIf = $"已查明财产中列有{kind}，或者案件已恢复执行。",
            Respondent = respondent.Name,
        };
    }
}
