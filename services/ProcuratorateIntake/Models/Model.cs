using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>How one procuratorate and all below it use a rule (监督模型): version after version, never changed without a new one.</summary>
/// <remarks>Where nobody has made one, the rule counts as it comes with the program. The nearest one upwards counts.</remarks>
internal sealed record Model : Aggregate
{
    public required string Rule { get; init; }

    public required IReadOnlyList<ModelVersion> Versions { get; init; }

    /// <summary>+1 whenever another version, or none, has begun to count: then all cases are judged again.</summary>
    public int Turns { get; init; }

    [JsonIgnore]
    public ModelVersion? Active => Versions.LastOrDefault(v => v.Stage == ModelStage.Active);

    [JsonIgnore]
    public IEnumerable<ModelVersion> Trials => Versions.Where(v => v.Stage == ModelStage.Trial);

    public override string StateName => Active is null ? "off" : "active";

    public override IReadOnlyList<string> AllowedActs => ["change", "try", "activate", "retire"];

    public static string IdOf(string rule, DivisionCode division) => $"{rule}@{division.Value}";

    public ModelVersion? Find(int number) => Versions.FirstOrDefault(v => v.Number == number);

    /// <summary>The version that counted on a day; null: none did.</summary>
    public ModelVersion? On(DateOnly day) => Versions.LastOrDefault(v => v.ActiveFrom <= day && !(v.ActiveUntil <= day));

    /// <summary>A new version with these numbers and this scope, as a draft.</summary>
    public static Decision<Model> Change(Model? known, Rule rule, DivisionCode division, ModelBody body, Moment moment)
    {
        var model = known ?? Untouched(rule, division);
        if (model.Versions[^1] is var last && last.Stage == ModelStage.Draft && last.Says(body))
        {
            return Decision<Model>.NothingNew;
        }
        var version = new ModelVersion
        {
            Number = last.Number + 1,
            Stage = ModelStage.Draft,
            RuleVersion = rule.Version,
            Parameters = body.Parameters ?? [],
            Scope = body.Scope ?? ModelScope.Everything,
            By = moment.By,
            On = moment.Today,
            Why = body.Why!,
        };
        return new Accepted<Model>(model with { Versions = [.. model.Versions, version] }, [], $"v{version.Number}: {body.Why}");
    }

    /// <summary>试运行: judged beside the active one from now on, and over all that is stored.</summary>
    public Decision<Model> Try(ModelActBody body, Moment moment) =>
        Find(body.Version!.Value) is not { } version ? NoSuch(body)
        : version.Stage == ModelStage.Draft
            ? new Accepted<Model>(With(version with { Stage = ModelStage.Trial }), [], $"v{version.Number}: {body.Why}")
        : NotNow("try", $"Version {version.Number} is {version.Stage}.");

    /// <summary>启用: counts from today; what counted before is retired.</summary>
    public Decision<Model> Activate(ModelActBody body, Moment moment)
    {
        if (Find(body.Version!.Value) is not { } version)
        {
            return NoSuch(body);
        }
        if (version.Stage == ModelStage.Active)
        {
            return NotNow("activate", $"Version {version.Number} is active.");
        }
        var before = Active is { } active ? With(active with { Stage = ModelStage.Retired, ActiveUntil = moment.Today }) : this;
        var now = before.With(version with { Stage = ModelStage.Active, ActiveFrom = moment.Today, ActiveUntil = null });
        return new Accepted<Model>(now with { Turns = Turns + 1 }, [], $"v{version.Number}: {body.Why}");
    }

    /// <summary>停用: when it was the active one, the rule raises nothing here any more.</summary>
    public Decision<Model> Retire(ModelActBody body, Moment moment)
    {
        if (Find(body.Version!.Value) is not { } version)
        {
            return NoSuch(body);
        }
        if (version.Stage == ModelStage.Retired)
        {
            return NotNow("retire", $"Version {version.Number} is retired.");
        }
        var wasActive = version.Stage == ModelStage.Active;
        var now = With(version with { Stage = ModelStage.Retired, ActiveUntil = wasActive ? moment.Today : version.ActiveUntil });
        return new Accepted<Model>(now with { Turns = Turns + (wasActive ? 1 : 0) }, [], $"v{version.Number}: {body.Why}");
    }

    public static Model Untouched(Rule rule, DivisionCode division) =>
        new()
        {
            Id = IdOf(rule.Id, division),
            Correlation = IdOf(rule.Id, division),
            Division = division,
            Office = Offices.Procuratorate(division),
            Rule = rule.Id,
            Versions = [ModelVersion.BuiltIn(rule)],
        };

    private Model With(ModelVersion changed) =>
        this with
        {
            Versions = [.. Versions.Select(v => v.Number == changed.Number ? changed : v)],
        };

    private static Refusal NoSuch(ModelActBody body) =>
        Refusal.Invalid(
            "no-such-version",
            "There is no such version.",
            new Flaw("version", "no-such-version", $"{body.Version} is not a version of it.")
        );
}
