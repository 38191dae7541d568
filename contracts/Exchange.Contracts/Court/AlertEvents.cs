namespace Exchange.Contracts.Court;

/// <summary>虚假诉讼通报: a court suspects a false lawsuit and tells the procuratorate (fast lane).</summary>
public sealed record FalseLitigationReported : CourtEvent
{
    /// <summary>Court code and the court's own number.</summary>
    public required string AlertId { get; init; }

    public required CourtCode Court { get; init; }

    /// <summary>The court's own number of the alert.</summary>
    public required string Number { get; init; }

    public required string Facts { get; init; }

    public required DateOnly ReportedOn { get; init; }

    /// <summary>The civil or enforcement cases concerned.</summary>
    public required IReadOnlyList<string> CaseNumbers { get; init; }

    public required IReadOnlyList<SuspectNamed> Suspects { get; init; }
}
