using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>One row of the quarter and what is true of it.</summary>
/// <param name="Cells">As the court wrote them, in the order of <see cref="SampleQuarter.Columns"/>.</param>
/// <param name="CaseNumber">The canonical number.</param>
/// <param name="FiringRules">Of the rules on the records exactly these fire, feeds left out.</param>
/// <param name="Scenario">The story the row was made from.</param>
public sealed record SampleCase(IReadOnlyList<string> Cells, string CaseNumber, IReadOnlyList<string> FiringRules, string Scenario)
{
    /// <summary>What the cells mean; columns that the file lacks are unknown.</summary>
    public required CaseRecord Record { get; init; }

    /// <summary>Those of the firing rules that another case of the file makes fire.</summary>
    public IReadOnlyList<string> AcrossCases { get; init; } = [];
}
