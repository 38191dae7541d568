using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Hosting;
using Exchange.ProcuratorateIntake.History;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Models;

/// <summary>The doors of the models (监督模型): read, changed, tried, put in force, tested on what is stored.</summary>
internal static class ModelDoors
{
    private static readonly string[] Chief = [Roles.ChiefProcurator];
    private static readonly string[] Readers = [Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor];

    public static IServiceCollection AddModels(this IServiceCollection services) =>
        services
            .AddAggregate(AggregateCollection.Of<Model>(ProcuratorateIntakeModule.Service, "models"))
            .AddCollection(ModelResult.Collection)
            .AddCollection(HistoryRun.Collection)
            .AddSingleton<ModelTrials>()
            .AddSingleton<HistoryWorker>()
            .AddSingleton<ModelsInForce>()
            .AddSingleton<ModelWatch>()
            .AddSingleton<IGoThroughHistory, JudgeHistoryAgain>()
            .AddSingleton<IGoThroughHistory, BackTest>()
            .AddHostedService(p => p.GetRequiredService<ModelWatch>())
            .AddHostedService(p => p.GetRequiredService<HistoryWorker>());

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/models").WithTags("models");
        doors
            .MapGet("", List)
            .RequireRoles(Readers)
            .WithSummary("The models (监督模型) that count for one's own division, with their precision");
        doors.MapGet("/{id}", One).RequireRoles(Readers).WithSummary("One model: law, inputs, numbers with bounds, versions, precision");
        doors
            .MapPut("/{id}", Change)
            .RequireRoles(Chief)
            .Accepts<ModelBody>("application/json")
            .WithSummary("A new version as a draft: other numbers, another scope, and why (调整模型)");
        Act(doors, "try", (model, body, moment) => model.Try(body, moment), "Judge by a draft beside what counts (试运行)");
        Act(
            doors,
            "activate",
            (model, body, moment) => model.Activate(body, moment),
            "Let a version count; all cases are judged by it (启用)"
        );
        Act(doors, "retire", (model, body, moment) => model.Retire(body, moment), "Let a version count no longer (停用)");
        doors
            .MapPost("/{id}/back-test", Test)
            .RequireRoles(Chief)
            .Accepts<ModelActBody>("application/json")
            .WithSummary("Go through all that is stored by a version (回溯检验): 202 and where to look");
        doors
            .MapGet("/{id}/results", Results)
            .RequireRoles(Readers)
            .WithSummary("What a version on trial or tested finds beside what counts: counts and cases; version=2, kind=new|gone|same");
    }

    private static void Act(
        RouteGroupBuilder doors,
        string act,
        Func<Model, ModelActBody, Moment, Decision<Model>> decide,
        string summary
    ) =>
        doors
            .MapPost(
                "/{id}/" + act,
                async (
                    string id,
                    HttpContext http,
                    Acts<Model> acts,
                    Documents<Model> models,
                    ModelWatch watch,
                    LawTime time,
                    CancellationToken cancellation
                ) =>
                {
                    var (body, problem) = await RequestBody.Read<ModelActBody>(http.Request, cancellation);
                    if (problem is not null)
                    {
                        return problem;
                    }
                    var (actor, rule) = (Actor.From(http.User), Find(id));
                    if (rule is null || OwnDivision(actor) is not { } division)
                    {
                        return Unknown(id);
                    }
                    var own = Model.IdOf(rule.Id, division);
                    if (await models.Find(own, cancellation) is null)
                    {
                        return body!.Check() is { Count: > 0 } flaws
                            ? Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws))
                            : Problems.Of(
                                new Refusal(
                                    RefusalKind.NotNow,
                                    "not-now",
                                    "There is only the version that comes with the program; change it first."
                                )
                                {
                                    State = "active",
                                    Allowed = ["change"],
                                }
                            );
                    }
                    var result = await acts.On(
                        own,
                        actor,
                        act,
                        body!,
                        Chief,
                        (known, moment) => decide(known, body!, moment),
                        cancellation
                    );
                    await watch.Read(cancellation);
                    return Doors.Answer(result, time.Today);
                }
            )
            .RequireRoles(Chief)
            .Accepts<ModelActBody>("application/json")
            .WithSummary(summary);

    private static async Task<IResult> List(HttpContext http, Documents<Lead> leads, ModelsInForce inForce, CancellationToken cancellation)
    {
        var actor = Actor.From(http.User);
        var precision = await Precision.Of(leads, actor.Subtree, cancellation);
        return Doors.Json(
            Doors.PageOf(Rules.All.Select(rule => (JsonNode)View(rule, inForce.Now.Of(rule.Id, actor.Division), precision)), next: null)
        );
    }

    private static async Task<IResult> One(
        string id,
        HttpContext http,
        Documents<Lead> leads,
        Documents<HistoryRun> runs,
        ModelsInForce inForce,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        if (Find(id) is not { } rule)
        {
            return Unknown(id);
        }
        var precision = await Precision.Of(leads, actor.Subtree, cancellation);
        var model = inForce.Now.Of(rule.Id, actor.Division);
        var view = View(rule, model, precision);
        var turn = model is { Turns: > 0 } ? await runs.Find(HistoryRun.TurnOf(model), cancellation) : null;
        view["judgedAgain"] = JsonSerializer.SerializeToNode(
            turn is null
                ? null
                : new
                {
                    state = turn.Value.State,
                    seen = turn.Value.Seen,
                    cases = turn.Value.Cases,
                    reason = turn.Value.FailureReason,
                },
            ExchangeJson.Options
        );
        return Doors.Json(view);
    }

    private static async Task<IResult> Change(
        string id,
        HttpContext http,
        Acts<Model> acts,
        ModelWatch watch,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<ModelBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var actor = Actor.From(http.User);
        if (Find(id) is not { } rule)
        {
            return Unknown(id);
        }
        if (OwnDivision(actor) is not { } division)
        {
            return Problems.Of(new Refusal(RefusalKind.NotYours, "not-a-procuratorate", $"You act for '{actor.Office}'."));
        }
        IReadOnlyList<Flaw> flaws = [.. body!.Check(), .. body.CheckAgainst(rule)];
        if (flaws.Count > 0)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var result = await acts.Hear(
            Model.IdOf(rule.Id, division),
            "change",
            actor.Name,
            (known, moment) => Model.Change(known, rule, division, body, moment),
            cancellation
        );
        await watch.Read(cancellation);
        return result.Refusal is not null ? Doors.Answer(result, time.Today) : Doors.Json(View(rule, result.Value, Precision.None));
    }

    private static async Task<IResult> Test(
        string id,
        HttpContext http,
        Documents<Model> models,
        Documents<HistoryRun> runs,
        HistoryWorker worker,
        TimeProvider machine,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<ModelActBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var (actor, rule) = (Actor.From(http.User), Find(id));
        if (rule is null || OwnDivision(actor) is not { } division)
        {
            return Unknown(id);
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var model = (await models.Find(Model.IdOf(rule.Id, division), cancellation))?.Value;
        if (model?.Find(body.Version!.Value) is not { } version)
        {
            return Problems.Of(
                Refusal.Invalid(
                    "no-such-version",
                    "There is no such version.",
                    new Flaw("version", "no-such-version", "is not a version of it")
                )
            );
        }
        var run = HistoryRun.BackTest($"{model.Id}/test-{Guid.CreateVersion7():N}", model, version.Number, machine.GetUtcNow()) with
        {
            By = actor.Name,
            StartedOn = time.Today,
            Name = body.Why,
        };
        await runs.Write(run, 0, [], cancellation);
        worker.Nudge();
        http.Response.Headers.Location = $"/procuratorate/v1/models/{rule.Id}/results?version={version.Number}";
        return Doors.Json(JsonSerializer.SerializeToNode(run, ExchangeJson.Options)!, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Results(
        string id,
        string? version,
        string? kind,
        HttpContext http,
        Documents<ModelResult> results,
        Documents<HistoryRun> runs,
        ModelsInForce inForce,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        if (Find(id) is not { } rule)
        {
            return Unknown(id);
        }
        if (
            !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || inForce.Now.Of(rule.Id, actor.Division) is not { } model
            || model.Find(number) is null
        )
        {
            return Problems.BadRequest("query", "Name a version of this model.", new Flaw("version", "query", "the number of a version"));
        }
        var (limit, problem) = ListQuery.Page(http.Request.Query);
        if (problem is not null)
        {
            return problem;
        }
        // Looked at before the results: what is through here has written all of them.
        var through = await RunsOf(model, number, runs, cancellation);
        var of = Condition.Equal(ModelResult.VersionField, ModelResult.VersionOf(model, number));
        var totals = await results.Totals([ModelResult.KindField], [of, Condition.Present(ModelResult.KindField)], sum: null, cancellation);
        var page = await results.List(
            new DocumentQuery
            {
                Where =
                [
                    of,
                    kind is null ? Condition.Present(ModelResult.KindField) : Condition.In(ModelResult.KindField, kind.Split(',')),
                ],
                Limit = limit,
            },
            http.Request.Query["cursor"],
            cancellation
        );
        var visible = page.Items.Where(result => actor.MayRead(result.Division));
        var view = Doors.PageOf(visible.Select(result => JsonSerializer.SerializeToNode(result, ExchangeJson.Options)!), page.Next);
        view["counts"] = new JsonObject(totals.Select(t => KeyValuePair.Create((string)t.Key[0]!, (JsonNode?)t.Count)));
        view["runs"] = JsonSerializer.SerializeToNode(through, ExchangeJson.Options);
        return Doors.Json(view);
    }

    private static async Task<IReadOnlyList<HistoryRun>> RunsOf(
        Model model,
        int version,
        Documents<HistoryRun> runs,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await runs.Query(
                    new DocumentQuery
                    {
                        Where =
                        [
                            Condition.Equal(AggregateCollection.Path, Divisions.PathOf(model.Division)),
                            Condition.Equal(HistoryRun.KindField, nameof(HistoryKind.BackTest)),
                        ],
                        Limit = 500,
                    },
                    cancellation
                )
            )
                .Select(run => run.Value)
                .Where(run => run.Model == model.Id && run.Version == version),
        ];

    private static JsonObject View(Rule rule, Model? model, Precision precision)
    {
        var counts = model?.Active?.Numbers ?? RuleParameters.Default;
        var versions = model?.Versions ?? [ModelVersion.BuiltIn(rule)];
        var view = JsonSerializer
            .SerializeToNode(
                new
                {
                    id = rule.Id,
                    name = rule.Name,
                    nameEn = rule.NameEn,
                    ruleVersion = rule.Version,
                    startPriority = rule.StartPriority,
                    basis = rule.Basis.Select(article => new
                    {
                        citation = article.Citation,
                        title = article.Instrument.Title,
                        inForceFrom = article.Instrument.InForceFrom,
                    }),
                    inputs = rule.Inputs,
                    parameters = rule
                        .Parameters.Select(name => RuleParameters.Find(name)!)
                        .Select(p => new
                        {
                            name = p.Name,
                            title = p.Title,
                            unit = p.Unit,
                            value = p.Of(counts),
                            usual = p.Default,
                            least = p.Least,
                            most = p.Most,
                            basis = p.Basis.Citation,
                        }),
                    division = model?.Division.Value,
                    state = model?.StateName ?? "active",
                    active = versions.LastOrDefault(v => v.Stage == ModelStage.Active)?.Number,
                    versions,
                    precision = precision.OfRule(rule.Id),
                },
                ExchangeJson.Options
            )!
            .AsObject();
        return view;
    }

    private static Rule? Find(string id) => Rules.All.FirstOrDefault(rule => rule.Id == id);

    private static ProblemHttpResult Unknown(string id) =>
        Problems.At(
            StatusCodes.Status404NotFound,
            "not-found",
            $"There is no model '{id}'. There are: {string.Join(", ", Rules.All.Select(rule => rule.Id))}."
        );

    private static DivisionCode? OwnDivision(Actor actor) =>
        actor.Office.Split(':') is ["procuratorate", var code] && DivisionCode.TryParse(code, out var division) ? division : null;
}
