using Exchange.Contracts;

namespace Exchange.CourtFeed.Reading;

/// <summary>A court as the rows of a file name it, and where its cases belong.</summary>
/// <param name="Division">None when it cannot be derived.</param>
/// <param name="ListedName">Of the court that the code means; none when no table lists it.</param>
internal sealed record CourtPlace(CourtCode Code, string Name, DivisionCode? Division, bool IsWithinScope, string? ListedName);

/// <summary>The places of courts on the day of receipt. A file is of few courts, so each is looked up once; for one thread.</summary>
internal sealed class CourtPlaces(DateOnly receivedOn, DivisionCode scope)
{
    /// <summary>More names than a file of the whole country has; then it starts anew.</summary>
    private const int Most = 8_192;

    private readonly Dictionary<(string Code, string Name), CourtPlace> known = [];

    public DateOnly ReceivedOn => receivedOn;

    public DivisionCode Scope => scope;

    public CourtPlace Of(CaseNumber number, string name)
    {
        if (known.TryGetValue((number.CourtCode, name), out var place))
            return place;
        if (known.Count >= Most)
            known.Clear();
        return known[(number.CourtCode, name)] = Find(number, name);
    }

    private CourtPlace Find(CaseNumber number, string name)
    {
        var code = CourtCode.Parse(number.CourtCode);
        var division = Jurisdictions.OfCase(number, name, receivedOn)?.Division;
        var isWithin = division is not null && Divisions.IsWithin(division, scope);
        return new(code, name, division, isWithin, Courts.Find(code)?.Name);
    }
}
