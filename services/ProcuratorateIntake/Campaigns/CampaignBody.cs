using Exchange.Acts;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Campaigns;

/// <summary>What a campaign is called, which cases it looks at and what it asks of them (部署专项监督).</summary>
internal sealed record CampaignBody : ActBody
{
    public string? Name { get; init; }

    public ModelScope? Scope { get; init; }

    /// <summary>Ids of models.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        [
            .. new Flaws().Need(Name, "name", "专项名称").Need(Models, "models", "监督模型").List,
            .. Scope?.Check() ?? [],
            .. (Models ?? [])
                .Select((id, i) => (Id: id, Place: $"models[{i}]"))
                .Where(model => Rules.All.All(rule => rule.Id != model.Id))
                .Select(model => new Flaw(
                    model.Place,
                    "unknown-model",
                    $"There is no model '{model.Id}'. There are: {string.Join(", ", Rules.All.Select(rule => rule.Id))}."
                )),
        ];
}
