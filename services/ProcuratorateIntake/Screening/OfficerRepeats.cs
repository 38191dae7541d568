using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>How many cases of one officer (or of several together) rest after their ending, and how many of these have leads.</summary>
internal sealed record OfficerTally(string Officer, long Ended, long WithLeads)
{
    public decimal Share => Ended == 0 ? 0 : 100m * WithLeads / Ended;
}

/// <summary>执行人员关联: the cases of one officer have leads far more often than those of the court's other officers.</summary>
/// <remarks>About an officer of a court and not about one case; the same rule as <see cref="CrossCaseOfficer"/>, another subject.</remarks>
internal static class OfficerRepeats
{
    public const string Code = "officer-repeats";

    /// <summary>The rules whose leads are counted.</summary>
    public static IReadOnlyList<string> Counted { get; } =
    [nameof(PrematureEnding), nameof(IncompleteInvestigation), nameof(EndedWithAssets), nameof(DistributionIrregularity)];

    private static readonly string[] Articles = [.. CrossCaseOfficer.Rule.Basis.Select(article => article.Citation)];

    public static bool Fires(OfficerTally officer, OfficerTally others, RuleParameters parameters) =>
        officer.WithLeads >= parameters.OfficerCases
        && officer.Share >= parameters.OfficerShare
        // Without division: the others may have ended nothing.
        && officer.WithLeads * others.Ended >= parameters.OfficerFactor * others.WithLeads * officer.Ended;

    /// <param name="cases">Those with leads, as far as they are shown.</param>
    public static Verdict Judge(
        string court,
        OfficerTally officer,
        OfficerTally others,
        IReadOnlyList<CaseNumber> cases,
        RuleParameters parameters
    ) =>
        Fires(officer, others, parameters)
            ? new Verdict(Answer.Fires, [Found(court, officer, others, cases, parameters)], [], ChangesOn: null)
            : Verdict.Clean;

    private static Cause Found(
        string court,
        OfficerTally officer,
        OfficerTally others,
        IReadOnlyList<CaseNumber> cases,
        RuleParameters parameters
    ) =>
        new()
        {
            Code = Code,
            Text = FormattableString.Invariant(
                $"{court}{officer.Officer}承办的终本案件{officer.Ended}件中{officer.WithLeads}件有违规终本、未全面调查、带财终本或执行款线索（{officer.Share:0.#}%），本院其他人员为{others.Share:0.#}%（{others.WithLeads}/{others.Ended}）。"
            ),
            TextEn = FormattableString.Invariant(
                $"Of {officer.Ended} ended cases of {officer.Officer} at {court} {officer.WithLeads} have leads ({officer.Share:0.#} %); of the other officers' {others.Ended} it is {others.Share:0.#} %."
            ),
            Facts =
            [
                new FactUsed("officer", officer.Officer),
                new FactUsed("casesWithLeads", FormattableString.Invariant($"{officer.WithLeads}")),
                .. cases.Select(number => new FactUsed("otherCase.caseNumber", number.Value) { Source = number.Value }),
            ],
            Articles = Articles,
            WouldNotFireIf = FormattableString.Invariant(
                $"有线索的案件少于{parameters.OfficerCases}件，或者占比低于{parameters.OfficerShare}%，或者不到本院其他人员的{parameters.OfficerFactor}倍。"
            ),
        };
}
