using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>Doors to an aggregate: acts, one, and lists. They translate, nothing else.</summary>
public static class Doors
{
    /// <summary>POST {pattern}: one act of a person. The act's name is the last segment.</summary>
    public static RouteHandlerBuilder MapAct<T, TBody>(
        this IEndpointRouteBuilder doors,
        string pattern,
        IReadOnlyList<string> roles,
        Func<T, TBody, Moment, Decision<T>> decide,
        string summary
    )
        where T : Aggregate
        where TBody : ActBody
    {
        var act = pattern[(pattern.LastIndexOf('/') + 1)..];
        return doors
            .MapPost(
                pattern,
                async (string id, HttpContext http, Acts<T> acts, LawTime time, CancellationToken cancellation) =>
                {
                    var (body, problem) = await RequestBody.Read<TBody>(http.Request, cancellation);
                    if (problem is not null)
                    {
                        return problem;
                    }
                    var result = await acts.On(
                        id,
                        Actor.From(http.User),
                        act,
                        body!,
                        roles,
                        (known, moment) => decide(known, body!, moment),
                        cancellation
                    );
                    return Answer(result, time.Today);
                }
            )
            .RequireRoles(roles)
            .Accepts<TBody>("application/json")
            .WithSummary(summary);
    }

    public static IResult Answer<T>(ActResult<T> result, DateOnly today)
        where T : Aggregate => result.Refusal is { } refusal ? Problems.Of(refusal) : Json(View(result.Value!, today, Masked.Options));

    /// <summary>GET {pattern}/{id}: masked, or unmasked for a role that acts on it and names a purpose; then it is logged.</summary>
    public static RouteHandlerBuilder MapOne<T>(
        this IEndpointRouteBuilder doors,
        string pattern,
        IReadOnlyList<string> readers,
        IReadOnlyList<string> actors,
        string summary
    )
        where T : Aggregate =>
        doors
            .MapGet(
                pattern + "/{id}",
                async (
                    string id,
                    string? purpose,
                    HttpContext http,
                    Acts<T> acts,
                    LawTime time,
                    ILoggerFactory logs,
                    CancellationToken cancellation
                ) =>
                {
                    var actor = Actor.From(http.User);
                    var known = await acts.Read(id, actor, cancellation);
                    if (known is null)
                    {
                        return Problems.NotFound(id);
                    }
                    var unmasked = Unmasked(actor, actors, purpose, logs, typeof(T).Name, id);
                    return (IResult)Json(View(known, time.Today, unmasked ? ExchangeJson.Options : Masked.Options));
                }
            )
            .RequireRoles(readers)
            .WithSummary(summary);

    /// <summary>GET {pattern}: always masked; <c>state, division, overdue, from, to</c> filter, <c>cursor, limit</c> page.</summary>
    /// <param name="filters">Further query parameters that are index fields.</param>
    public static RouteHandlerBuilder MapList<T>(
        this IEndpointRouteBuilder doors,
        string pattern,
        IReadOnlyList<string> readers,
        string summary,
        params IReadOnlyList<string> filters
    )
        where T : Aggregate =>
        doors
            .MapGet(
                pattern,
                async (HttpContext http, Documents<T> documents, LawTime time, CancellationToken cancellation) =>
                {
                    var actor = Actor.From(http.User);
                    var (query, problem) = ListQuery.Of(http.Request.Query, actor, time.Today, filters);
                    if (problem is not null)
                    {
                        return problem;
                    }
                    var page = await documents.List(query!, http.Request.Query["cursor"], cancellation);
                    return (IResult)Json(PageOf(page.Items.Select(item => (JsonNode)View(item, time.Today, Masked.Options)), page.Next));
                }
            )
            .RequireRoles(readers)
            .WithSummary(summary);

    /// <summary>Whether this reader gets identity numbers; if so, the read is logged.</summary>
    public static bool Unmasked(Actor actor, IReadOnlyList<string> actors, string? purpose, ILoggerFactory logs, string what, string id)
    {
        if (string.IsNullOrWhiteSpace(purpose) || !actor.IsAny(actors))
        {
            return false;
        }
        logs.CreateLogger("Exchange.Access.Unmasked")
            .LogInformation("{Office} read {What} {Id} unmasked for {Purpose}", actor.Office, what, id, purpose);
        return true;
    }

    /// <summary>An aggregate as a door shows it: its content, its state, what may be done next, what is overdue.</summary>
    public static JsonObject View<T>(T known, DateOnly today, JsonSerializerOptions options)
        where T : Aggregate
    {
        var view = JsonSerializer.SerializeToNode(known, known.GetType(), options)!.AsObject();
        // What it said lies there unmasked.
        view.Remove("said");
        view["state"] = known.StateName;
        view["allowedActs"] = JsonSerializer.SerializeToNode(known.AllowedActs, options);
        if (known.AllowedActs.Where(act => known.OfficeFor(act) != known.Office).ToList() is { Count: > 0 } others)
        {
            // Done by another office than the rest.
            view["officeFor"] = new JsonObject(others.Select(act => KeyValuePair.Create(act, (JsonNode?)known.OfficeFor(act))));
        }
        view["overdue"] = known.Clocks.Any(c => c.IsOverdue(today));
        view["nextDueOn"] = known.NextDueOn?.ToString("yyyy-MM-dd");
        return view;
    }

    public static JsonObject PageOf(IEnumerable<JsonNode> items, string? next) =>
        new() { ["items"] = new JsonArray([.. items]), ["next"] = next };

    public static IResult Json(JsonNode node, int status = StatusCodes.Status200OK) =>
        Results.Json(node, ExchangeJson.Options, statusCode: status);
}
