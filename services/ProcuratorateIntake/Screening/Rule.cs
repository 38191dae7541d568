using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>A screening rule (监督规则): what the law says, as data, and one function that compares a record with it.</summary>
internal sealed record Rule
{
    /// <summary>Stable name, such as <c>PrematureEnding</c>; a lead's id is made from it.</summary>
    public required string Id { get; init; }

    /// <summary>What an officer calls it.</summary>
    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>+1 with every change of what fires.</summary>
    public required int Version { get; init; }

    public required IReadOnlyList<Article> Basis { get; init; }

    public required Priority StartPriority { get; init; }

    /// <summary>The fields of the record it reads, by their JSON names.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The numbers that it compares with (<see cref="RuleParameters.Definitions"/>).</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Whether the mere passing of days can change a verdict (<see cref="Verdict.ChangesOn"/>).</summary>
    public bool Timed { get; init; }

    public required Func<CaseRecord, RuleContext, Verdict> Judge { get; init; }
}

/// <summary>What a rule needs besides the record.</summary>
internal sealed record RuleContext
{
    /// <summary>The day in China as of which is judged.</summary>
    public required DateOnly AsOf { get; init; }

    public WorkCalendar Calendar { get; init; } = WorkCalendar.Published;

    public RuleParameters Parameters { get; init; } = RuleParameters.Default;

    /// <summary>By which version of a model a rule judges where.</summary>
    public ModelBook Models { get; init; } = ModelBook.Untouched;

    /// <summary>What feeds say around the case.</summary>
    public Surroundings Facts { get; init; } = Surroundings.None;

    /// <summary>Other cases in which their respondents stand.</summary>
    public SiblingCases Siblings { get; init; } = SiblingCases.None;
}
