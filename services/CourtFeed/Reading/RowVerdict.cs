using Exchange.CourtFeed.Cases;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>What became of a row.</summary>
internal abstract record RowVerdict
{
    private RowVerdict() { }

    /// <summary>It says something of a case.</summary>
    public sealed record Accepted(CasePatch Patch, IReadOnlyList<RowProblem> Warnings) : RowVerdict;

    /// <summary>It says nothing that may be believed.</summary>
    public sealed record Rejected(IReadOnlyList<RowProblem> Errors) : RowVerdict;
}
