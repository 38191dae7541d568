using System.Collections.Frozen;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>All models as of one moment: by which version a rule judges a case.</summary>
internal sealed class ModelBook(IReadOnlyCollection<Model> models)
{
    private readonly FrozenDictionary<(string Rule, DivisionCode Division), Model> byPlace = models.ToFrozenDictionary(m =>
        (m.Rule, m.Division)
    );
    private readonly bool hasTrials = models.Any(m => m.Trials.Any());

    /// <summary>Nobody has changed anything.</summary>
    public static ModelBook Untouched { get; } = new([]);

    /// <summary>The nearest one upwards; null: the rule counts there as it comes with the program.</summary>
    public Model? Of(string rule, DivisionCode division)
    {
        if (byPlace.Count == 0)
        {
            return null;
        }
        for (var step = division; step is not null; step = Divisions.Parent(step))
        {
            if (byPlace.TryGetValue((rule, step), out var model))
            {
                return model;
            }
        }
        return null;
    }

    /// <summary>What the active version says of a case, and which version that is. Out of its scope and where none is active, nothing fires.</summary>
    public (Verdict Verdict, int Version) Judge(Rule rule, CaseRecord record, RuleContext context) =>
        Of(rule.Id, record.Division) is { } model
            ? (model.Active is { } active ? By(active, rule, record, context) : Verdict.Clean, NumberOf(model))
            : (rule.Judge(record, context), 1);

    /// <summary>What one version says of a case, whatever its stage.</summary>
    public static Verdict By(ModelVersion version, Rule rule, CaseRecord record, RuleContext context) =>
        version.Scope.Contains(record) ? rule.Judge(record, context with { Parameters = version.Numbers }) : Verdict.Clean;

    /// <summary>The numbers by which a rule that is about no single case judges there; null: it is off.</summary>
    public (RuleParameters? Numbers, int Version) Of(Rule rule, DivisionCode division) =>
        Of(rule.Id, division) is { } model ? (model.Active?.Numbers, NumberOf(model)) : (RuleParameters.Default, 1);

    /// <summary>The versions on trial there.</summary>
    public IEnumerable<(Model Model, ModelVersion Version)> TrialsOf(DivisionCode division) =>
        hasTrials ? Rules.All.SelectMany(rule => TrialsOf(rule, division)) : [];

    /// <summary>The versions of one rule on trial there.</summary>
    public IEnumerable<(Model Model, ModelVersion Version)> TrialsOf(Rule rule, DivisionCode division) =>
        Of(rule.Id, division) is { } model ? model.Trials.Select(version => (model, version)) : [];

    private static int NumberOf(Model model) => (model.Active ?? model.Versions[^1]).Number;
}
