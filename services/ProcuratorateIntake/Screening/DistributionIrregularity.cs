using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>执行款发放疏漏: money that came in for the creditor and was not paid out within thirty days, not in full, or to somebody else.</summary>
/// <remarks>
/// Applies to all cases. The last day is that of an act, so it moves off days off. A payee is known by its number; without one, or where the applicant has none,
/// by its name within the case.
/// </remarks>
internal static class DistributionIrregularity
{
    /// <summary>Yuan by which a payment may be off.</summary>
    private const decimal Tolerance = 1.00m;

    public static readonly Rule Rule = new()
    {
        Id = nameof(DistributionIrregularity),
        Name = "执行款发放疏漏",
        NameEn = "Money paid out late, wrong or to somebody else",
        Version = 1,
        Basis = [Law.EnforcementFunds.Article(10)],
        StartPriority = Priority.High,
        Parameters = ["payoutDays"],
        Inputs = ["fundsReceivedOn", "fundsPaidOn", "feeds.payouts", "applicants"],
        Timed = true,
        Judge = Judge,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        JudgePayouts(record, context.Facts, found);
        if (!record.FundsReceivedOn.Has(out var receivedOn))
        {
            found.Show(record.FundsReceivedOn.IsUnknown ? null : false, record.FundsReceivedOn.As("fundsReceivedOn"));
            return found.ToVerdict();
        }
        var last = context.Calendar.NextWorkingDay(receivedOn.AddDays(context.Parameters.PayoutDays));
        if (found.Show(IsLate(record, last, context.AsOf), record.FundsPaidOn.As("fundsPaidOn")))
            found.Add(PaidLate(record, last));
        return found.ToVerdict(!record.FundsPaidOn.HasValue && context.AsOf <= last ? last.AddDays(1) : null);
    }

    private static void JudgePayouts(CaseRecord record, Surroundings facts, Findings found)
    {
        foreach (var payout in facts.About<Payout>(record.CaseNumber.Value))
        {
            if (Math.Abs(payout.Paid.Yuan - payout.Due.Yuan) > Tolerance)
                found.Add(WrongSum(payout));
            if (!record.Applicants.Any(applicant => IsPayee(applicant, payout)))
                found.Add(WrongPayee(payout));
        }
    }

    private static bool IsPayee(Applicant applicant, Payout payout) =>
        payout.PayeeId is { IsMasked: false } payee && applicant.Id.Has(out var number) && !number.IsMasked
            ? number.Matches(payee)
            : applicant.Name == payout.Payee;

    private static Cause WrongSum(Payout payout) =>
        new()
        {
            Code = "wrong-sum",
            Text = $"{payout.On.Zh()}向{payout.Payee}发放执行款{payout.Paid}元，应发{payout.Due}元，不符。",
            TextEn = $"{payout.Paid} yuan were paid to {payout.Payee} on {payout.On.Iso()}, and {payout.Due} were due.",
            Facts =
            [
                new("payouts.应发金额", payout.Due.ToString()) { Source = payout.Source },
                new("payouts.实发金额", payout.Paid.ToString()) { Source = payout.Source },
                new("payouts.发放日期", payout.On.Iso()) { Source = payout.Source },
            ],
            Articles = Articles,
            WouldNotFireIf = $"实发与应发相差不超过{Tolerance:0.00}元。",
        };

    private static Cause WrongPayee(Payout payout) =>
        new()
        {
            Code = "wrong-payee",
            Text = $"{payout.On.Zh()}向{payout.Payee}发放执行款{payout.Paid}元，收款人不是本案申请执行人。",
            TextEn = $"{payout.Paid} yuan were paid on {payout.On.Iso()} to {payout.Payee}, who is no applicant of the case.",
            Facts =
            [
                new("payouts.收款人", payout.Payee) { Source = payout.Source },
                new("payouts.实发金额", payout.Paid.ToString()) { Source = payout.Source },
                new("payouts.发放日期", payout.On.Iso()) { Source = payout.Source },
            ],
            Articles = Articles,
            WouldNotFireIf = "收款人是本案申请执行人，或者依法参与分配、受让债权。",
        };

    private static bool? IsLate(CaseRecord record, DateOnly last, DateOnly asOf) =>
        record.FundsPaidOn.Has(out var paidOn) ? paidOn > last
        : asOf <= last ? false
        : record.FundsPaidOn.IsNone ? true
        : null;

    private static Cause PaidLate(CaseRecord record, DateOnly last)
    {
        var paid = record.FundsPaidOn.HasValue ? $"{record.FundsPaidOn.Zh()}方发放" : "至今未发放";
        var paidEn = record.FundsPaidOn.HasValue ? $"paid out on {record.FundsPaidOn.Iso()}" : "not paid out yet";
        return new()
        {
            Code = "paid-late",
            Text = $"执行款{record.FundsReceivedOn.Zh()}到账，至迟应在{last.Zh()}发放，{paid}。",
            TextEn = $"Money received on {record.FundsReceivedOn.Iso()}, due to be paid out by {last.Iso()}, {paidEn}.",
            Facts = [FactUsed.Of("fundsReceivedOn", record.FundsReceivedOn), FactUsed.Of("fundsPaidOn", record.FundsPaidOn)],
            Articles = Articles,
            WouldNotFireIf = $"执行款在{last.Zh()}或之前发放，或者延期发放经过批准。",
        };
    }
}
