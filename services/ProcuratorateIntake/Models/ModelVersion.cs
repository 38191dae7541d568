using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>One set of numbers and one scope by which a rule is used (模型版本). Its content never changes; its stage does.</summary>
internal sealed record ModelVersion
{
    /// <summary>From 1, which is the rule as it comes with the program.</summary>
    public required int Number { get; init; }

    public required ModelStage Stage { get; init; }

    /// <summary>The version of the rule's own conditions that it was made for.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>The numbers that differ from the usual ones, by name.</summary>
    public IReadOnlyDictionary<string, decimal> Parameters { get; init; } = new Dictionary<string, decimal>();

    public ModelScope Scope { get; init; } = ModelScope.Everything;

    /// <summary>Who made it, when and why.</summary>
    public required string By { get; init; }

    public required DateOnly On { get; init; }

    public required string Why { get; init; }

    /// <summary>The day from which it counted; null: it never did.</summary>
    public DateOnly? ActiveFrom { get; init; }

    /// <summary>The day from which it no longer did.</summary>
    public DateOnly? ActiveUntil { get; init; }

    [JsonIgnore]
    public RuleParameters Numbers =>
        Parameters.Aggregate(RuleParameters.Default, (numbers, one) => RuleParameters.Find(one.Key)!.With(numbers, one.Value));

    /// <summary>Whether this is just what is asked for.</summary>
    public bool Says(ModelBody body) =>
        body.Why == Why
        && JsonSerializer.Serialize(body.Scope ?? ModelScope.Everything, ExchangeJson.Options)
            == JsonSerializer.Serialize(Scope, ExchangeJson.Options)
        && Parameters
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .SequenceEqual((body.Parameters ?? []).OrderBy(p => p.Key, StringComparer.Ordinal));

    public static ModelVersion BuiltIn(Rule rule) =>
        new()
        {
            Number = 1,
            Stage = ModelStage.Active,
            RuleVersion = rule.Version,
            By = "Exchange",
            On = DateOnly.MinValue,
            Why = "As it comes with the program (随程序发布)",
            ActiveFrom = DateOnly.MinValue,
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<ModelStage>))]
internal enum ModelStage
{
    /// <summary>起草: nothing is judged by it.</summary>
    Draft,

    /// <summary>试运行: its results lie apart from the working list.</summary>
    Trial,

    /// <summary>启用: leads are raised by it.</summary>
    Active,

    /// <summary>停用</summary>
    Retired,
}
