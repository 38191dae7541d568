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

    /// <summary>What each number means, how far it may go, and why.</summary>
    public static IReadOnlyList<RuleParameter> Definitions { get; } =
    [
        new("minimumMonths", "终本最短期限", "月", 3, 12, Law.EndingForNow.Article(1, "第4项"), p => p.MinimumMonths),
        new("queryMaxAgeMonths", "网络查控时效", "月", 1, 12, Law.SelfCheck(2), p => p.QueryMaxAgeMonths),
        new("petty", "小额存款", "元", 0, 10_000, Law.SelfCheck(6), p => p.Petty),
        new("pettyShare", "小额存款占标的比例", "%", 0, 20, Law.SelfCheck(6), p => p.PettyShare),
        new("liftWorkingDays", "惩戒解除期限", "工作日", 1, 30, Law.Listing.Article(10), p => p.LiftWorkingDays),
    ];

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
    Func<RuleParameters, decimal> Of
)
{
    public decimal Default => Of(RuleParameters.Default);

    public bool Allows(decimal value) => Least <= value && value <= Most;
}
