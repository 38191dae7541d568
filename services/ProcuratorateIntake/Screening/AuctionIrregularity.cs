using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>网络司法拍卖违规: reserve, notice, second sale, deposit or buyer of a court's online sale. Applies to all cases; lots are told apart by their number.</summary>
/// <remarks>A debtor may bid (拍卖变卖规定 art 12): a sale back to its circle is a lead and no violation by itself.</remarks>
internal static class AuctionIrregularity
{
    private const string Movables = "动产";
    private const string Sold = "成交";
    private const string Failed = "流拍";
    private const int LatestSecondSale = 30;
    private const decimal LeastDeposit = 5;
    private const decimal MostDeposit = 20;

    private static readonly string[] Barred = ["法院工作人员", "平台工作人员", "辅助机构工作人员", "工作人员近亲属"];

    public static readonly Rule Rule = new()
    {
        Id = nameof(AuctionIrregularity),
        Name = "网络司法拍卖违规",
        NameEn = "Irregular online auction",
        Version = 1,
        Basis =
        [
            Law.OnlineSales.Article(10),
            Law.OnlineSales.Article(12),
            Law.OnlineSales.Article(17),
            Law.OnlineSales.Article(26),
            Law.OnlineSales.Article(31),
            Law.OnlineSales.Article(34),
        ],
        StartPriority = Priority.Normal,
        Parameters = ["reserveShare", "cutShare"],
        Inputs = ["feeds.auctions", "feeds.relations", "feeds.equity", "respondents[].id"],
        Judge = Judge,
    };

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        if (!context.Facts.HasDelivered("auctions"))
            found.Show(condition: null, Input.NoFeed("auctions"));
        var isBuyBack = false;
        var rounds = context.Facts.About<AuctionRound>(record.CaseNumber.Value).Where(round => round.Case == record.CaseNumber);
        foreach (var lot in rounds.GroupBy(round => round.Lot ?? "", StringComparer.Ordinal))
        {
            foreach (var round in lot)
            {
                JudgeRound(round, context.Parameters, found);
                isBuyBack |= JudgeBuyer(record, round, context.Facts, found);
            }
            foreach (var (first, second) in from f in lot where f.Round == 1 from s in lot where s.Round == 2 select (f, s))
                JudgeSecond(first, second, context.Parameters, found);
        }
        return isBuyBack ? found.ToVerdict() with { StartPriority = Priority.High } : found.ToVerdict();
    }

    private static void JudgeRound(AuctionRound round, RuleParameters parameters, Findings found)
    {
        if (round is { Round: 1, Appraisal: { Yuan: > 0 } worth } && round.Reserve.Yuan * 100 < worth.Yuan * parameters.ReserveShare)
        {
            found.Add(
                Of(
                    round,
                    "low-reserve",
                    $"第一次拍卖起拍价{round.Reserve}元低于评估价{worth}元的{parameters.ReserveShare:0.##}%",
                    $"reserve {round.Reserve} is under {parameters.ReserveShare:0.##} % of the appraisal {worth}",
                    Law.OnlineSales.Article(10),
                    "起拍价不低于评估价的该比例",
                    ("评估价", worth.ToString()),
                    ("起拍价", round.Reserve.ToString())
                )
            );
        }
        var least = (round.Round, round.Kind) switch
        {
            (1, Movables) => 15,
            (1, _) => 30,
            (_, Movables) => 7,
            _ => 15,
        };
        if (round.SaleOn.DayNumber - round.NoticeOn.DayNumber < least)
        {
            found.Add(
                Of(
                    round,
                    "short-notice",
                    $"{round.NoticeOn.Zh()}公告，{round.SaleOn.Zh()}拍卖，公告期不足{least}日",
                    $"announced {round.NoticeOn.Iso()} and sold {round.SaleOn.Iso()}: less than {least} days",
                    round.Round == 1 ? Law.OnlineSales.Article(12) : Law.OnlineSales.Article(26),
                    $"公告在拍卖{least}日前发布",
                    ("公告日期", round.NoticeOn.Iso()),
                    ("拍卖日期", round.SaleOn.Iso()),
                    ("类型", round.Kind)
                )
            );
        }
        if (
            round.Deposit is { } deposit
            && (deposit.Yuan * 100 < round.Reserve.Yuan * LeastDeposit || deposit.Yuan * 100 > round.Reserve.Yuan * MostDeposit)
        )
        {
            found.Add(
                Of(
                    round,
                    "deposit",
                    $"保证金{deposit}元不在起拍价{round.Reserve}元的{LeastDeposit}%至{MostDeposit}%之间",
                    $"deposit {deposit} is not between {LeastDeposit} and {MostDeposit} % of the reserve {round.Reserve}",
                    Law.OnlineSales.Article(17),
                    "保证金在该比例之内",
                    ("保证金", deposit.ToString()),
                    ("起拍价", round.Reserve.ToString())
                )
            );
        }
    }

    private static void JudgeSecond(AuctionRound first, AuctionRound second, RuleParameters parameters, Findings found)
    {
        if (first.Result == Failed && second.SaleOn > first.SaleOn.AddDays(LatestSecondSale))
        {
            found.Add(
                Of(
                    second,
                    "late-second",
                    $"{first.SaleOn.Zh()}流拍，{second.SaleOn.Zh()}第二次拍卖，超过{LatestSecondSale}日",
                    $"failed {first.SaleOn.Iso()}, second sale {second.SaleOn.Iso()}: more than {LatestSecondSale} days",
                    Law.OnlineSales.Article(26),
                    $"流拍后{LatestSecondSale}日内再次拍卖",
                    ("第一次拍卖日期", first.SaleOn.Iso()),
                    ("拍卖日期", second.SaleOn.Iso())
                )
            );
        }
        if (second.Reserve.Yuan * 100 < first.Reserve.Yuan * (100 - parameters.CutShare))
        {
            found.Add(
                Of(
                    second,
                    "steep-cut",
                    $"第二次起拍价{second.Reserve}元低于第一次{first.Reserve}元的{100 - parameters.CutShare:0.##}%",
                    $"second reserve {second.Reserve} is under {100 - parameters.CutShare:0.##} % of the first {first.Reserve}",
                    Law.OnlineSales.Article(26),
                    $"降价幅度不超过{parameters.CutShare:0.##}%",
                    ("第一次起拍价", first.Reserve.ToString()),
                    ("起拍价", second.Reserve.ToString())
                )
            );
        }
    }

    /// <returns>Whether it went back to the debtor's circle.</returns>
    private static bool JudgeBuyer(CaseRecord record, AuctionRound round, Surroundings facts, Findings found)
    {
        if (round.Result != Sold)
            return false;
        if (round.BuyerRole is { } role && Barred.Contains(role, StringComparer.Ordinal))
        {
            found.Add(
                Of(
                    round,
                    "barred-bidder",
                    $"买受人{round.Buyer}系{role}，不得竞买",
                    $"sold to {round.Buyer}, who may not bid ({role})",
                    Law.OnlineSales.Article(34),
                    "买受人不属于禁止竞买的人员",
                    ("买受人身份", role)
                )
            );
        }
        if (TieToDebtor(record, round, facts) is not { } tie)
            return false;
        found.Add(
            Of(
                round,
                "buy-back",
                $"成交，买受人{round.Buyer}{tie}（被执行人可以参加竞买，是否违规须核实）",
                $"sold to {round.Buyer}, who belongs to the debtor's circle (a debtor may bid: to be verified)",
                Law.OnlineSales.Article(31),
                "买受人与被执行人没有关联",
                ("买受人", round.Buyer)
            )
        );
        return true;
    }

    private static string? TieToDebtor(CaseRecord record, AuctionRound round, Surroundings facts)
    {
        var buyer = round.BuyerId is { IsMasked: false } number ? number.Value : null;
        foreach (var respondent in record.Respondents)
        {
            var debtor = respondent.Key();
            if (buyer is null || debtor is null)
            {
                if (round.BuyerId is null && round.Buyer == respondent.Name)
                    return $"即被执行人{respondent.Name}";
                continue;
            }
            if (buyer == debtor)
                return $"即被执行人{respondent.Name}";
            if (facts.Between(debtor, buyer, round.SaleOn) is { Count: > 0 } ties)
                return $"与被执行人{respondent.Name}存在{string.Join('、', ties.Select(tie => tie.Kind))}关系";
            foreach (
                var insider in facts.OfCompany(buyer, round.SaleOn, Kin.Shareholder, Kin.LegalRepresentative, Kin.Executive, Kin.Controller)
            )
            {
                if (insider.Other == debtor || facts.Between(debtor, insider.Other, round.SaleOn).Count > 0)
                    return $"的{insider.Kind}系被执行人{respondent.Name}或其关联人";
            }
        }
        return null;
    }

    private static Cause Of(
        AuctionRound round,
        string code,
        string text,
        string textEn,
        Article article,
        string wouldNot,
        params (string Column, string? Value)[] facts
    )
    {
        var lot = round.Lot is { } number ? $"标的{number}" : "拍卖标的";
        return new()
        {
            Code = code,
            Text = $"{lot}（第{round.Round}次拍卖）：{text}。",
            TextEn = $"Lot {round.Lot ?? "without number"}, round {round.Round}: {textEn}.",
            Facts =
            [
                new("auctions.标的编号", round.Lot) { Source = round.Source },
                new("auctions.轮次", round.Round.ToString()) { Source = round.Source },
                .. facts.Select(fact => new FactUsed("auctions." + fact.Column, fact.Value) { Source = round.Source }),
            ],
            Articles = [article.Citation],
            WouldNotFireIf = wouldNot + "。",
        };
    }
}
