using Exchange.Acts;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>Other numbers, another scope, and why (调整模型).</summary>
internal sealed record ModelBody : ActBody
{
    /// <summary>By name; what is not named keeps its usual value.</summary>
    public Dictionary<string, decimal>? Parameters { get; init; }

    public ModelScope? Scope { get; init; }

    public string? Why { get; init; }

    public override IReadOnlyList<Flaw> Check() => [.. new Flaws().Need(Why, "why", "理由").List, .. Scope?.Check() ?? []];

    /// <summary>Numbers that the rule does not have, or that are out of bounds.</summary>
    public IReadOnlyList<Flaw> CheckAgainst(Rule rule) =>
        [.. (Parameters ?? []).Select(one => FlawOf(rule, one.Key, one.Value)).OfType<Flaw>()];

    private static Flaw? FlawOf(Rule rule, string name, decimal value)
    {
        var place = $"parameters.{name}";
        if (!rule.Parameters.Contains(name, StringComparer.Ordinal))
        {
            var has = rule.Parameters.Count == 0 ? "It has none." : $"It has {string.Join(", ", rule.Parameters)}.";
            return new Flaw(place, "unknown-parameter", $"{rule.Id} has no such parameter. {has}");
        }
        var parameter = RuleParameters.Find(name)!;
        return parameter.Allows(value)
            ? null
            : new Flaw(
                place,
                "out-of-bounds",
                FormattableString.Invariant(
                    $"{parameter.Title}: from {parameter.Least} to {parameter.Most} {parameter.Unit}{(parameter.IsWhole ? ", a whole number" : "")} ({parameter.Basis})."
                )
            );
    }
}

/// <summary>Which version, and why.</summary>
internal sealed record ModelActBody : ActBody
{
    public int? Version { get; init; }

    public string? Why { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().If(Version is null, "version", "required", "The version is missing.").Need(Why, "why", "理由").List;
}
