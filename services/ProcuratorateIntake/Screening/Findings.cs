using System.Collections.Frozen;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>An input of a condition and whether anybody ever delivered it.</summary>
internal readonly record struct Input(string Name, bool IsUnknown)
{
    private static readonly FrozenDictionary<string, string> Feeds = FeedKinds.All.ToFrozenDictionary(
        kind => kind.Name,
        kind => "feeds." + kind.Name,
        StringComparer.Ordinal
    );

    /// <summary>A kind of feed that has never delivered.</summary>
    public static Input NoFeed(string kind) => new(Feeds[kind], IsUnknown: true);
}

/// <summary>Collects what holds and what is missing while a rule reads a record.</summary>
/// <param name="record">The record that is judged.</param>
/// <param name="applies">Whether the rule applies to it; null: that itself is unknown, and then nothing can fire.</param>
internal sealed class Findings(CaseRecord record, bool? applies)
{
    private List<Cause>? _causes;
    private List<string>? _missing;

    /// <summary>True when the condition is known to hold; when it is open, its unknown inputs are noted.</summary>
    public bool Show(bool? condition, params ReadOnlySpan<Input> inputs)
    {
        if (condition is false)
            return false;
        if (condition is null)
        {
            foreach (var input in inputs)
                Note(input);
        }
        if (applies is true)
            return condition is true;
        Note(record.Ending.As("ending"));
        Note(record.EndedOn.As("endedOn"));
        return false;
    }

    /// <summary>An input that was never delivered and without which was judged.</summary>
    public void Lack(Input input) => Note(input);

    public void Add(Cause cause) => (_causes ??= []).Add(cause);

    public Verdict ToVerdict(DateOnly? changesOn = null) =>
        _causes is not null ? new(Answer.Fires, _causes, _missing ?? [], changesOn)
        : _missing is not null ? new(Answer.CannotJudge, [], _missing, changesOn)
        : changesOn is not null ? Verdict.Clean with { ChangesOn = changesOn }
        : Verdict.Clean;

    private void Note(Input input)
    {
        if (input.IsUnknown && _missing?.Contains(input.Name) is not true)
            (_missing ??= []).Add(input.Name);
    }
}
