using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>过桥资金虚假出资: a shareholder's contribution to the respondent company left it again at once. Applies to all cases.</summary>
internal static class FakeContribution
{
    private const int DaysToBecomeShareholder = 30;
    private const int DaysOfBridge = 10;

    private static readonly string[] Words = ["投资", "出资", "注资", "增资", "验资"];

    public static readonly Rule Rule = new()
    {
        Id = nameof(FakeContribution),
        Name = "过桥资金虚假出资",
        NameEn = "Contribution paid in and out again",
        Version = 1,
        Basis =
        [
            Law.Companies.Article(49),
            Law.Companies.Article(53),
            Law.CompaniesReading3.Article(12),
            Law.CompaniesReading3.Article(14),
            Law.JoiningParties.Article(17),
            Law.JoiningParties.Article(18),
            Law.JoiningParties.Article(19),
        ],
        StartPriority = Priority.High,
        Parameters = ["minimumContribution", "outflowShare", "outflowDays"],
        Inputs = ["feeds.flows", "feeds.relations", "feeds.equity", "respondents[].id"],
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
            if (record.Respondents[i].Kind != PartyKind.Organisation || record.Respondents[i].Key() is not { } company)
                continue;
            if (!context.Facts.HasDelivered("flows"))
                found.Show(condition: null, Input.NoFeed("flows"));
            foreach (var paidIn in Contributions(company, context))
            {
                var back = Back(company, paidIn, context);
                if (back.Sum(payment => payment.Amount.Yuan) * 100 >= paidIn.Amount.Yuan * context.Parameters.OutflowShare)
                    found.Add(InAndOut(record, i, paidIn, back, context.Parameters));
            }
        }
        return found.ToVerdict();
    }

    private static IEnumerable<Payment> Contributions(string company, RuleContext context) =>
        context
            .Facts.About<Payment>(company)
            .Where(payment =>
                payment.PayeeId.Value == company
                && payment.Amount.Yuan >= context.Parameters.MinimumContribution
                && payment.Purpose is { } purpose
                && Words.Any(word => purpose.Contains(word, StringComparison.Ordinal))
                && !payment.PayerId.IsMasked
                && IsShareholder(company, payment, context.Facts)
            );

    /// <summary>On that day or within the thirty days after it: money comes before the register does.</summary>
    private static bool IsShareholder(string company, Payment payment, Surroundings facts) =>
        Enumerable
            .Range(0, DaysToBecomeShareholder + 1)
            .Any(days =>
                facts.OfCompany(company, payment.On.AddDays(days), Kin.Shareholder).Any(tie => tie.Other == payment.PayerId.Value)
            );

    /// <summary>What left for the shareholder, for who is related to it, or for who had lent it the money.</summary>
    private static List<Payment> Back(string company, Payment paidIn, RuleContext context)
    {
        var shareholder = paidIn.PayerId.Value;
        var lenders = context
            .Facts.About<Payment>(shareholder)
            .Where(loan =>
                loan.PayeeId.Value == shareholder
                && loan.On >= paidIn.On.AddDays(-DaysOfBridge)
                && loan.On <= paidIn.On
                && loan.Amount.Yuan * 100 >= paidIn.Amount.Yuan * context.Parameters.OutflowShare
            )
            .Select(loan => loan.PayerId.Value)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. context
                .Facts.About<Payment>(company)
                .Where(payment =>
                    payment.PayerId.Value == company
                    && payment.At >= paidIn.At
                    && payment.On <= paidIn.On.AddDays(context.Parameters.OutflowDays)
                    && payment.PayeeId.Value is var to
                    && to != company
                    && (to == shareholder || lenders.Contains(to) || context.Facts.Between(shareholder, to, payment.On).Count > 0)
                )
                .OrderBy(payment => payment.At),
        ];
    }

    private static Cause InAndOut(CaseRecord record, int position, Payment paidIn, List<Payment> back, RuleParameters parameters)
    {
        var company = record.Respondents[position].Name;
        var sum = back.Sum(payment => payment.Amount.Yuan);
        return new()
        {
            Code = "in-and-out",
            Text =
                $"股东{paidIn.Payer}于{paidIn.On.Zh()}向{company}缴付{paidIn.Amount}元（{paidIn.Purpose}），{parameters.OutflowDays}日内有{sum:0.00}元转回该股东、其关联人或者出借人。",
            TextEn =
                $"Shareholder {paidIn.Payer} paid {paidIn.Amount} yuan to {company} on {paidIn.On.Iso()}; within {parameters.OutflowDays} days {sum:0.00} went back to it, to its circle or to who had lent it.",
            Facts =
            [
                new("flows.出资", $"{paidIn.On.Iso()} {paidIn.Amount}") { Source = paidIn.Source },
                .. back.Select(payment => new FactUsed("flows.转出", $"{payment.On.Iso()} {payment.Amount} {payment.Payee}")
                {
                    Source = payment.Source,
                }),
            ],
            Articles = Articles,
            WouldNotFireIf = $"{parameters.OutflowDays}日内转回的金额不足出资额的{parameters.OutflowShare:0.##}%，或者有真实交易。",
            Respondent = company,
        };
    }
}
