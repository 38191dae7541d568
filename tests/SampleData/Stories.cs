using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>The stories of the sample by rule. Lawful ones are called near when they stand on the other side of a threshold.</summary>
internal static partial class Stories
{
    public static readonly Scenario Plain = Scenario.Clean("ended", [], plot => plot.Ended());

    public static Scenario[] Ordinary =>
        [
            Scenario.Clean("performed", [Column.PerformedOn], plot => plot.Performed()) with
            {
                Cards = 24,
            },
            Scenario.Clean("open", [], plot => plot.Open()) with
            {
                Cards = 20,
            },
            Scenario.Clean("resuming", [], plot => plot.Resuming()) with
            {
                Cards = 8,
            },
            Scenario.Clean("terminated", [], plot => plot.Closed(Ending.Terminated)) with
            {
                Cards = 6,
            },
            Scenario.Clean("not-enforced", [], plot => plot.Closed(Ending.NotEnforced)) with
            {
                Cards = 2,
            },
            Scenario.Clean("cancelled", [], plot => plot.Closed(Ending.Cancelled)) with
            {
                Cards = 3,
            },
            Scenario.Clean("dismissed", [], plot => plot.Closed(Ending.Dismissed)) with
            {
                Cards = 2,
            },
        ];
}
