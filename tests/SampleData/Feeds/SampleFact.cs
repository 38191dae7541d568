namespace Exchange.SampleData;

/// <summary>One row of a feed.</summary>
/// <param name="Kind">Such as <c>travel</c>.</param>
/// <param name="Cells">In the order of <see cref="SampleFeeds.Columns"/>.</param>
public sealed record SampleFact(string Kind, IReadOnlyList<string> Cells);

/// <summary>A lead that there must be: the case it is told by, and the rule.</summary>
public sealed record SampleTruth(string CaseNumber, string Rule);
