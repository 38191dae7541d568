namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>The rules that there are.</summary>
internal static partial class Rules
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        PrematureEnding.Rule,
        IncompleteInvestigation.Rule,
        EndedWithAssets.Rule,
        PaperVehicleSeizure.Rule,
        RestrictionNotLifted.Rule,
        OverdueEnforcement.Rule,
        MissedRequery.Rule,
        ResumptionDue.Rule,
        DistributionIrregularity.Rule,
        RestrictionBreached.Rule,
        GamblerDebtor.Rule,
        HiddenCoOwnership.Rule,
        HiddenEquityOrFund.Rule,
        AuctionIrregularity.Rule,
        UnqualifiedRelatedParty.Rule,
        NomineeTransfer.Rule,
        FakeContribution.Rule,
        OffBookCirculation.Rule,
        FabricatedDebt.Rule,
        CrossCaseOfficer.Rule,
    ];

    private static readonly Dictionary<string, Rule> ById = All.ToDictionary(rule => rule.Id);

    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static Rule Get(string id) => ById[id];
}
