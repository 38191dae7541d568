namespace Exchange.Contracts.Credit;

/// <summary>By the court's own statement the sanctions of these cases are not known here, or not as they are (对账): it says them again.</summary>
public sealed record CaseSanctionsMissed : ExchangeEvent
{
    public override Agency Agency => Agency.Credit;

    public required CourtCode Court { get; init; }

    public required IReadOnlyList<MissedCase> Cases { get; init; }

    public override Lane Lane => Lane.Bulk;
}
