namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>The numbers of the rules. They change only within their bounds and with a new model version.</summary>
internal sealed record RuleParameters
{
    public static readonly RuleParameters Default = new();

    /// <summary>Months that must have passed between filing and ending.</summary>
    public int MinimumMonths { get; init; } = 3;

    /// <summary>Months that the network query may be old at the ending.</summary>
    public int QueryMaxAgeMonths { get; init; } = 3;

    /// <summary>Yuan under which deposits and online money are petty.</summary>
    public decimal Petty { get; init; } = 1_000;

    /// <summary>Percent of the claim up to which deposits and online money are petty.</summary>
    public decimal PettyShare { get; init; } = 5;

    /// <summary>Working days within which a listing or restriction comes off.</summary>
    public int LiftWorkingDays { get; init; } = 3;

    /// <summary>Days within which a case is resumed after property was found.</summary>
    public int ResumeDays { get; init; } = 7;

    /// <summary>Months within which a case is enforced.</summary>
    public int LimitMonths { get; init; } = 6;

    /// <summary>Months within which an administrative decision is enforced.</summary>
    public int AdministrativeLimitMonths { get; init; } = 3;

    /// <summary>Days within which money that came in is paid out.</summary>
    public int PayoutDays { get; init; } = 30;

    /// <summary>Yuan from which a provident fund or a policy counts.</summary>
    public decimal FundMinimum { get; init; } = 1_000;

    /// <summary>Percent of the appraisal below which a first reserve is too low.</summary>
    public decimal ReserveShare { get; init; } = 70;

    /// <summary>Percent by which a second reserve may be lower than the first.</summary>
    public decimal CutShare { get; init; } = 20;

    /// <summary>Yuan from which a contribution is looked at.</summary>
    public decimal MinimumContribution { get; init; } = 100_000;

    /// <summary>Percent of a contribution that has left again.</summary>
    public decimal OutflowShare { get; init; } = 80;

    /// <summary>Days within which it has left.</summary>
    public int OutflowDays { get; init; } = 30;

    /// <summary>Yuan of revenue that went elsewhere.</summary>
    public decimal OffBookSum { get; init; } = 100_000;

    /// <summary>Percent of the value below which a price is unfair.</summary>
    public decimal UnfairShare { get; init; } = 70;

    /// <summary>Days that may lie between neighbours of one run of lawsuits.</summary>
    public int SameDayWindowDays { get; init; } = 3;

    /// <summary>Days within which a lawsuit was mediated at once.</summary>
    public int FastSettleDays { get; init; } = 7;

    /// <summary>Days within which a mediation was performed at once.</summary>
    public int FastPerformDays { get; init; } = 15;

    /// <summary>Percent of a loan that came back.</summary>
    public decimal CircularShare { get; init; } = 80;

    /// <summary>Days within which it came back.</summary>
    public int CircularDays { get; init; } = 10;

    /// <summary>Cases with leads from which an officer is looked at.</summary>
    public int OfficerCases { get; init; } = 5;

    /// <summary>Percent of the officer's ended cases that these are at least.</summary>
    public decimal OfficerShare { get; init; } = 30;

    /// <summary>How many times the share of the court's other officers.</summary>
    public decimal OfficerFactor { get; init; } = 2;

    /// <summary>What each number means, how far it may go, and why.</summary>
    public static IReadOnlyList<RuleParameter> Definitions { get; } =
    [
        new(
            "minimumMonths",
            "终本最短期限",
            "月",
            3,
            12,
            Law.EndingForNow.Article(1, "第4项"),
            p => p.MinimumMonths,
            (p, v) => p with { MinimumMonths = (int)v }
        ),
        new(
            "queryMaxAgeMonths",
            "网络查控时效",
            "月",
            1,
            12,
            Law.SelfCheck(2),
            p => p.QueryMaxAgeMonths,
            (p, v) => p with { QueryMaxAgeMonths = (int)v }
        ),
        new("petty", "小额存款", "元", 0, 10_000, Law.SelfCheck(6), p => p.Petty, (p, v) => p with { Petty = v }),
        new("pettyShare", "小额存款占标的比例", "%", 0, 20, Law.SelfCheck(6), p => p.PettyShare, (p, v) => p with { PettyShare = v }),
        new(
            "liftWorkingDays",
            "惩戒解除期限",
            "工作日",
            1,
            30,
            Law.Listing.Article(10),
            p => p.LiftWorkingDays,
            (p, v) => p with { LiftWorkingDays = (int)v }
        ),
        new(
            "resumeDays",
            "发现财产后恢复执行期限",
            "日",
            1,
            30,
            Law.EndingForNow.Article(9),
            p => p.ResumeDays,
            (p, v) => p with { ResumeDays = (int)v }
        ),
        new(
            "limitMonths",
            "执行期限",
            "月",
            3,
            12,
            Law.EnforcementPeriods.Article(1),
            p => p.LimitMonths,
            (p, v) => p with { LimitMonths = (int)v }
        ),
        new(
            "administrativeLimitMonths",
            "行政非诉执行期限",
            "月",
            1,
            6,
            Law.EnforcementPeriods.Article(1),
            p => p.AdministrativeLimitMonths,
            (p, v) => p with { AdministrativeLimitMonths = (int)v }
        ),
        new(
            "payoutDays",
            "执行款发放期限",
            "日",
            1,
            90,
            Law.EnforcementFunds.Article(10),
            p => p.PayoutDays,
            (p, v) => p with { PayoutDays = (int)v }
        ),
        new(
            "reserveShare",
            "起拍价占评估价最低比例",
            "%",
            1,
            100,
            Law.OnlineSales.Article(10),
            p => p.ReserveShare,
            (p, v) => p with { ReserveShare = v }
        ),
        new("cutShare", "再次拍卖降价上限", "%", 1, 100, Law.OnlineSales.Article(26), p => p.CutShare, (p, v) => p with { CutShare = v }),
        new(
            "minimumContribution",
            "出资最低金额",
            "元",
            0,
            10_000_000,
            Law.Companies.Article(49),
            p => p.MinimumContribution,
            (p, v) => p with { MinimumContribution = v }
        ),
        new(
            "outflowShare",
            "出资转回比例",
            "%",
            1,
            100,
            Law.CompaniesReading3.Article(12),
            p => p.OutflowShare,
            (p, v) => p with { OutflowShare = v }
        ),
        new(
            "outflowDays",
            "出资转回期限",
            "日",
            1,
            180,
            Law.CompaniesReading3.Article(12),
            p => p.OutflowDays,
            (p, v) => p with { OutflowDays = (int)v }
        ),
        new(
            "offBookSum",
            "体外收款金额",
            "元",
            0,
            10_000_000,
            Law.Refusal.Article(3),
            p => p.OffBookSum,
            (p, v) => p with { OffBookSum = v }
        ),
        new(
            "unfairShare",
            "不合理低价比例",
            "%",
            1,
            100,
            Law.ContractReading.Article(42),
            p => p.UnfairShare,
            (p, v) => p with { UnfairShare = v }
        ),
        new(
            "sameDayWindowDays",
            "集中立案间隔",
            "日",
            0,
            30,
            Law.PrivateLending.Article(18),
            p => p.SameDayWindowDays,
            (p, v) => p with { SameDayWindowDays = (int)v }
        ),
        new(
            "fastSettleDays",
            "即时调解期限",
            "日",
            1,
            60,
            Law.PrivateLending.Article(18),
            p => p.FastSettleDays,
            (p, v) => p with { FastSettleDays = (int)v }
        ),
        new(
            "fastPerformDays",
            "即时履行期限",
            "日",
            1,
            90,
            Law.PrivateLending.Article(18),
            p => p.FastPerformDays,
            (p, v) => p with { FastPerformDays = (int)v }
        ),
        new(
            "circularShare",
            "资金回流比例",
            "%",
            1,
            100,
            Law.FalseLitigation.Article(1),
            p => p.CircularShare,
            (p, v) => p with { CircularShare = v }
        ),
        new(
            "circularDays",
            "资金回流期限",
            "日",
            1,
            60,
            Law.FalseLitigation.Article(1),
            p => p.CircularDays,
            (p, v) => p with { CircularDays = (int)v }
        ),
        new(
            "fundMinimum",
            "公积金、保单最低金额",
            "元",
            0,
            100_000,
            Law.PropertyInvestigation.Article(12),
            p => p.FundMinimum,
            (p, v) => p with { FundMinimum = v }
        ),
        new(
            "officerCases",
            "同一执行人员有线索案件数",
            "件",
            2,
            100,
            Law.EndingForNow.Article(1),
            p => p.OfficerCases,
            (p, v) => p with { OfficerCases = (int)v }
        ),
        new(
            "officerShare",
            "有线索案件占比",
            "%",
            1,
            100,
            Law.EndingForNow.Article(1),
            p => p.OfficerShare,
            (p, v) => p with { OfficerShare = v }
        ),
        new(
            "officerFactor",
            "为其他人员占比的倍数",
            "倍",
            1,
            10,
            Law.EndingForNow.Article(1),
            p => p.OfficerFactor,
            (p, v) => p with { OfficerFactor = v }
        ),
    ];

    private static readonly Dictionary<string, RuleParameter> ByName = Definitions.ToDictionary(p => p.Name, StringComparer.Ordinal);

    public static RuleParameter? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The parameters that are out of their bounds; none: fit for use.</summary>
    public IReadOnlyList<RuleParameter> Validate() => [.. Definitions.Where(parameter => !parameter.Allows(parameter.Of(this)))];
}

/// <summary>One number of the rules, with its bounds (both included) and its basis.</summary>
internal sealed record RuleParameter(
    string Name,
    string Title,
    string Unit,
    decimal Least,
    decimal Most,
    Article Basis,
    Func<RuleParameters, decimal> Of,
    Func<RuleParameters, decimal, RuleParameters> With
)
{
    public decimal Default => Of(RuleParameters.Default);

    /// <summary>Only whole numbers make sense of it: days, months, cases.</summary>
    public bool IsWhole => Unit is "月" or "日" or "工作日" or "件";

    public bool Allows(decimal value) => Least <= value && value <= Most && (!IsWhole || value == decimal.Truncate(value));
}
