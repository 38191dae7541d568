namespace Exchange.Contracts;

/// <summary>The level of an administrative division.</summary>
public enum DivisionLevel
{
    /// <summary>全国.</summary>
    Country,

    /// <summary>省级.</summary>
    Province,

    /// <summary>地级.</summary>
    City,

    /// <summary>县级.</summary>
    County,
}

/// <summary>A division and the days on which it was in force (行政区划).</summary>
/// <param name="FullName">With the names of the divisions above: 浙江省绍兴市越城区.</param>
/// <param name="ValidFrom">The source knows years only: a change of a year counts from its first day.</param>
/// <param name="ValidTo">The last day; none while in force.</param>
/// <param name="SuccessorCodes">The codes that took its place when it ended.</param>
public sealed record Division(
    DivisionCode Code,
    string Name,
    string FullName,
    DivisionLevel Level,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<DivisionCode> SuccessorCodes
)
{
    public bool IsInForceOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}
