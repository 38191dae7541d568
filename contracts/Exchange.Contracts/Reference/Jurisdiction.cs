namespace Exchange.Contracts;

/// <summary>Who is competent for a court's cases on the days from … to (管辖): its procuratorate, the next higher one, the police, the court above.</summary>
public sealed record Jurisdiction
{
    public required CourtCode Court { get; init; }

    public required string CourtName { get; init; }

    /// <summary>Where the court's cases belong.</summary>
    public required DivisionCode Division { get; init; }

    /// <summary>The procuratorate of the same level (同级人民检察院).</summary>
    public required DivisionCode Procuratorate { get; init; }

    /// <summary>The procuratorate above it (上一级人民检察院).</summary>
    public DivisionCode? HigherProcuratorate { get; init; }

    /// <summary>The public security organ of the division (公安机关).</summary>
    public required DivisionCode Police { get; init; }

    /// <summary>The court above it (上一级人民法院).</summary>
    public CourtCode? HigherCourt { get; init; }

    /// <summary>The court has no division of its own: this is the nearest one above, until someone says better.</summary>
    public bool Flagged { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; none while it holds.</summary>
    public DateOnly? To { get; init; }
}
