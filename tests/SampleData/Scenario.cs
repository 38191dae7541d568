using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>A lawful case with one thing changed, and the rules that fire because of it: known beforehand, not computed.</summary>
/// <param name="Fires">What fires; nothing for a near miss. What the days alone make of a case is added (<see cref="Days"/>).</param>
/// <param name="Needs">Columns without which the story could not be told, or would be judged otherwise.</param>
internal sealed record Scenario(string Name, IReadOnlyList<string> Fires, IReadOnlyList<Column> Needs, Func<Plot, CaseRecord> Tell)
{
    /// <summary>What fires in the quarters that follow: a day that is in time today is overdue then.</summary>
    public IReadOnlyList<string> FiresLater { get; init; } = Fires;

    /// <summary>Cards in the deck of <see cref="Deck.Size"/>.</summary>
    public int Cards { get; init; } = 1;

    /// <summary>Comes up in the first hundred cases of every deck.</summary>
    public bool Featured { get; init; }

    public static Scenario Clean(string name, IReadOnlyList<Column> needs, Func<Plot, CaseRecord> tell) => new(name, [], needs, tell);
}
