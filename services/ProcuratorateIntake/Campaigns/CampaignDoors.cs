using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.ProcuratorateIntake.History;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Campaigns;

/// <summary>The doors of campaigns (专项监督): begun, watched, what came of them.</summary>
internal static class CampaignDoors
{
    private const int PageSize = 500;
    private static readonly string[] Workers = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Workers, Roles.Auditor];

    public static IServiceCollection AddCampaigns(this IServiceCollection services) =>
        services.AddCollection(CampaignFinding.Collection).AddSingleton<IGoThroughHistory, CampaignSearch>();

    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/campaigns").WithTags("campaigns");
        doors
            .MapPost("", Begin)
            .RequireRoles(Workers)
            .Accepts<CampaignBody>("application/json")
            .WithSummary("Go through the registered cases of one's division by chosen models (开展专项监督): 202 and where to look");
        doors.MapGet("", List).RequireRoles(Readers).WithSummary("Campaigns and how far they are");
        doors.MapGet("/{id}", One).RequireRoles(Readers).WithSummary("One campaign: progress, and what has come of its leads");
    }

    private static async Task<IResult> Begin(
        HttpContext http,
        Documents<HistoryRun> runs,
        Documents<RegisteredCase> cases,
        HistoryWorker worker,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<CampaignBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var actor = Actor.From(http.User);
        var scope = body.Scope ?? ModelScope.Everything;
        if (!await MatchesSomething(actor.Division, scope, cases, cancellation))
        {
            return Problems.Of(
                Refusal.Invalid(
                    "matches-nothing",
                    "The scope matches no registered case.",
                    new Flaw("scope", "matches-nothing", "no case is in it")
                )
            );
        }
        var key = RequestBody.IdempotencyKey(http.Request) ?? Guid.CreateVersion7().ToString("N");
        var run = new HistoryRun
        {
            Id = LoopIds.Campaign(actor.Division, key),
            Kind = HistoryKind.Campaign,
            Division = actor.Division,
            Scope = scope,
            Name = body.Name,
            Rules = [.. body.Models!.Distinct(StringComparer.Ordinal)],
            By = actor.Name,
            StartedOn = time.Today,
        };
        var isNew = await runs.Write(run, 0, [], cancellation);
        worker.Nudge();
        http.Response.Headers.Location = $"/procuratorate/v1/campaigns/{run.Id}";
        return isNew
            ? Doors.Json(View(run), StatusCodes.Status202Accepted)
            : Doors.Json(View((await runs.Find(run.Id, cancellation))!.Value));
    }

    /// <summary>Looks until it meets the first case that is in it; the whole region is looked through only where none is.</summary>
    private static async Task<bool> MatchesSomething(
        DivisionCode division,
        ModelScope scope,
        Documents<RegisteredCase> cases,
        CancellationToken cancellation
    )
    {
        var query = new DocumentQuery
        {
            Where = [Condition.StartsWith(AggregateCollection.Path, Divisions.PathOf(division))],
            Limit = PageSize,
        };
        while (await cases.Query(query, cancellation) is { Count: > 0 } page)
        {
            if (page.Any(found => scope.Contains(found.Value.Record)))
            {
                return true;
            }
            query = query with { After = new QueryPosition(null, page[^1].Value.Id) };
        }
        return false;
    }

    private static async Task<IResult> List(HttpContext http, Documents<HistoryRun> runs, CancellationToken cancellation)
    {
        var (limit, problem) = ListQuery.Page(http.Request.Query);
        if (problem is not null)
        {
            return problem;
        }
        var page = await runs.List(
            new DocumentQuery
            {
                Where =
                [
                    Condition.StartsWith(AggregateCollection.Path, Actor.From(http.User).Subtree),
                    Condition.Equal(HistoryRun.KindField, nameof(HistoryKind.Campaign)),
                ],
                Limit = limit,
            },
            http.Request.Query["cursor"],
            cancellation
        );
        return Doors.Json(Doors.PageOf(page.Items.Select(run => (JsonNode)View(run)), page.Next));
    }

    private static async Task<IResult> One(
        string id,
        HttpContext http,
        Documents<HistoryRun> runs,
        Documents<CampaignFinding> findings,
        Documents<Lead> leads,
        CancellationToken cancellation
    )
    {
        if (
            (await runs.Find(id, cancellation))?.Value is not { Kind: HistoryKind.Campaign } run
            || !Actor.From(http.User).MayRead(run.Division)
        )
        {
            return Problems.NotFound(id);
        }
        var view = View(run);
        view["funnel"] = JsonSerializer.SerializeToNode(await CampaignFunnel.Of(id, findings, leads, cancellation), ExchangeJson.Options);
        return Doors.Json(view);
    }

    private static JsonObject View(HistoryRun run) =>
        JsonSerializer
            .SerializeToNode(
                new
                {
                    id = run.Id,
                    name = run.Name,
                    state = run.State,
                    scope = run.Scope,
                    models = run.Rules,
                    division = run.Division.Value,
                    by = run.By,
                    startedOn = run.StartedOn,
                    cases = run.Cases,
                    seen = run.Seen,
                    matched = run.Matched,
                },
                ExchangeJson.Options
            )!
            .AsObject();
}
