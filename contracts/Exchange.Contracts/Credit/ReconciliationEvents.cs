using System.Text.Json.Serialization;
using Exchange.Contracts.Court;

namespace Exchange.Contracts.Credit;

/// <summary>By the court's own statement the sanctions of these cases are not known here, or not as they are (对账): it says them again.</summary>
/// <remarks>Where a round waits for the answer it is given even when nothing is missed.</remarks>
public sealed record CaseSanctionsMissed : ExchangeEvent
{
    public override Agency Agency => Agency.Credit;

    public required CourtCode Court { get; init; }

    public required IReadOnlyList<MissedCase> Cases { get; init; }

    /// <summary>Cases of which a higher revision was heard here, or another content of the same: the court must speak above it.</summary>
    /// <remarks>Only the cut is here, so the record itself cannot be given back.</remarks>
    public IReadOnlyList<CaseRevisionStated> HeardAbove { get; init; } = [];

    /// <summary>How many of those are here at a higher revision.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Newer { get; init; }

    /// <summary>How many of those are here at the same revision with another content.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Differing { get; init; }

    /// <inheritdoc cref="ReconciliationRound"/>
    public ReconciliationRound? Round { get; init; }

    public override Lane Lane => Lane.Bulk;
}
