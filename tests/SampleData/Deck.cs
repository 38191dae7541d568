namespace Exchange.SampleData;

/// <summary>All stories, and how they are dealt: every deck has each of them.</summary>
internal static class Deck
{
    public const int Size = 300;
    private const int FeaturedWithin = 100;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        Stories.Plain,
        .. Stories.Ordinary,
        .. Stories.PrematureEnding,
        .. Stories.IncompleteInvestigation,
        .. Stories.EndedWithAssets,
        .. Stories.PaperVehicleSeizure,
        .. Stories.RestrictionNotLifted,
        .. Stories.SeveralRules,
        .. Stories.NotInTime,
    ];

    /// <summary>The stories a file with these columns can tell, as often as they are met; the rest of the deck is plain endings.</summary>
    public static Scenario[] For(IReadOnlySet<Column> columns)
    {
        var deck = Scenarios
            .Where(scenario => scenario != Stories.Plain && scenario.Needs.All(columns.Contains))
            .SelectMany(scenario => Enumerable.Repeat(scenario, scenario.Cards))
            .ToArray();
        return [.. deck, .. Enumerable.Repeat(Stories.Plain, Size - deck.Length)];
    }

    public static Scenario[] Shuffle(IReadOnlyList<Scenario> deck, Dice dice)
    {
        var dealt = deck.ToArray();
        dice.Shuffle<Scenario>(dealt);
        dealt = [.. dealt.Where(scenario => scenario.Featured), .. dealt.Where(scenario => !scenario.Featured)];
        dice.Shuffle(dealt.AsSpan(0, FeaturedWithin));
        return dealt;
    }
}
