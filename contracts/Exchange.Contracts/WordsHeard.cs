namespace Exchange.Contracts;

/// <summary>
/// How far one service has heard the words of another (对账): a speaker restored from an older backup learns that it has said more than it
/// knows, and that its next word must lie above.
/// </summary>
/// <remarks>One kind for each two services, so that nobody learns of a thing that is not theirs.</remarks>
public abstract record WordsHeard : ExchangeEvent
{
    public required IReadOnlyList<WordHeard> Words { get; init; }

    public override Lane Lane => Lane.Bulk;
}

/// <summary>The latest word that was heard of one thing.</summary>
/// <param name="Thing">The speaker's id of it.</param>
/// <param name="Sequence">The word's.</param>
/// <param name="Message">The word's kind.</param>
/// <param name="Division">The division of the office that said it.</param>
public sealed record WordHeard(string Thing, long Sequence, string Message, DivisionCode Division);
