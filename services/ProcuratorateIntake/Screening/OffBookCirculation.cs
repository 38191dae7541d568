using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>体外循环: what customers owe the respondent company is paid to its people instead, in the year after the filing.</summary>
internal static class OffBookCirculation
{
    private const int Months = 12;
    private const int LengthOfCreditCode = 18;

    private static readonly string[] Words = ["货款", "工程款", "租金", "服务费", "加工费"];

    public static readonly Rule Rule = new()
    {
        Id = nameof(OffBookCirculation),
        Name = "体外循环",
        NameEn = "Revenue past the books",
        Version = 1,
        Basis = [Law.Refusal.Article(3), Law.Companies.Article(23)],
        StartPriority = Priority.Normal,
        Parameters = ["offBookSum"],
        Inputs = ["feeds.flows", "feeds.relations", "feeds.equity", "filedOn", "endedOn", "ending", "respondents[].id"],
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
            if (record.Respondents[i].Kind != PartyKind.Organisation || record.Respondents[i].Key() is not { } company)
                continue;
            foreach (var feed in (ReadOnlySpan<string>)["flows", "relations"])
            {
                if (!context.Facts.HasDelivered(feed))
                    found.Show(condition: null, Input.NoFeed(feed));
            }
            var payments = PaidElsewhere(record, company, context.Facts);
            if (payments.Count > 0 && found.Show(payments.Sum(payment => payment.Amount.Yuan) >= context.Parameters.OffBookSum))
                found.Add(RevenueElsewhere(record, i, payments));
        }
        return found.ToVerdict();
    }

    private static List<Payment> PaidElsewhere(CaseRecord record, string company, Surroundings facts)
    {
        var last = record.FiledOn.PlusMonths(Months);
        return
        [
            .. PeopleAround(company, record.FiledOn, last, facts)
                .SelectMany(person => facts.About<Payment>(person).Where(payment => payment.PayeeId.Value == person))
                .Where(payment => payment.On >= record.FiledOn && payment.On <= last && IsRevenue(payment))
                .Where(payment => payment.PayeeId.Value != company && IsOneOfThem(company, payment.PayeeId.Value, payment.On, facts))
                .DistinctBy(payment => payment.Id)
                .OrderBy(payment => payment.At)
                .ThenBy(payment => payment.Id, StringComparer.Ordinal),
        ];
    }

    private static bool IsRevenue(Payment payment) =>
        payment.PayerId is { IsMasked: false, Kind: PartyKind.Organisation, Value.Length: LengthOfCreditCode }
        && payment.Purpose is { } purpose
        && Words.Any(word => purpose.Contains(word, StringComparison.Ordinal));

    /// <summary>Everybody who at any time stood close enough; on which day is asked of each payment.</summary>
    private static HashSet<string> PeopleAround(string company, DateOnly from, DateOnly until, Surroundings facts)
    {
        var people = new HashSet<string>(StringComparer.Ordinal);
        var next = new List<string> { company };
        for (var step = 0; step < 3; step++)
        {
            next =
            [
                .. next.SelectMany(party =>
                        facts
                            .About<Relation>(party)
                            .Where(relation => !(relation.From > until) && !(relation.Until <= from))
                            .SelectMany(relation => (PartyNumber[])[relation.SubjectId, relation.OtherId])
                            .Concat(facts.About<EquityHeld>(party).SelectMany(share => (PartyNumber[])[share.HolderId, share.CompanyId]))
                    )
                    .Where(number => !number.IsMasked)
                    .Select(number => number.Value)
                    .Where(people.Add),
            ];
        }
        people.Remove(company);
        return people;
    }

    private static bool IsOneOfThem(string company, string person, DateOnly on, Surroundings facts) =>
        facts
            .OfCompany(company, on, Kin.LegalRepresentative, Kin.Controller, Kin.Shareholder)
            .Any(tie => tie.Other == person || facts.Between(tie.Other, person, on).Count > 0);

    private static Cause RevenueElsewhere(CaseRecord record, int position, List<Payment> payments)
    {
        var company = record.Respondents[position].Name;
        return new()
        {
            Code = "revenue-elsewhere",
            Text =
                $"{record.FiledOn.Zh()}立案后{Months}个月内，客户以货款等名义向{company}的法定代表人、实际控制人、股东或其关联人付款{payments.Sum(p => p.Amount.Yuan):0.00}元（{payments.Count}笔），未进入公司账户。",
            TextEn =
                $"Within {Months} months of the filing on {record.FiledOn.Iso()} customers paid {payments.Sum(p => p.Amount.Yuan):0.00} yuan to people of {company} instead of the company ({payments.Count} payments).",
            Facts =
            [
                .. payments.Select(payment => new FactUsed(
                    "flows.付款",
                    $"{payment.On.Iso()} {payment.Amount} {payment.Payer}→{payment.Payee} {payment.Purpose}"
                )
                {
                    Source = payment.Source,
                }),
                new("filedOn", record.FiledOn.Iso()),
            ],
            Articles = Articles,
            WouldNotFireIf = "收款人与公司没有上述关系，或者款项已转入公司账户、系其个人业务收入。",
            Respondent = company,
        };
    }
}
