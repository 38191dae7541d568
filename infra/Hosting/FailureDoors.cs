using Exchange.Access;
using Exchange.Acts;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>A service whose failed messages an operator can see here.</summary>
/// <param name="Name">Name of the service and of its queue.</param>
/// <param name="Prefix">First segment of its doors.</param>
public sealed record ServiceName(string Name, string Prefix);

/// <summary>Failed messages (失败消息): seen, tried again, mended, or discarded. A discard or an edited retry needs a second operator.</summary>
internal static class FailureDoors
{
    public static void MapFailures(this WebApplication app)
    {
        foreach (var service in app.Services.GetServices<ServiceName>())
        {
            var doors = app.MapGroup($"/{service.Prefix}/v1/failures").WithTags("failures");
            MapSeen(doors, service);
            MapAct(doors, service, FailureAct.Retry, "Try a failed message again");
            MapAct(doors, service, FailureAct.Edit, "Mend a failed message and try it again; a second operator must agree");
            MapAct(doors, service, FailureAct.Discard, "Give a failed message up; a second operator must agree");
        }
    }

    private static void MapSeen(RouteGroupBuilder doors, ServiceName service)
    {
        doors
            .MapGet(
                "",
                async (HttpContext http, IStores stores, TimeProvider machine, CancellationToken cancellation) =>
                {
                    var (query, problem) = Query(http.Request.Query, Actor.From(http.User));
                    if (problem is not null)
                    {
                        return (IResult)problem;
                    }
                    var page = await Failures.Of(stores, service.Name).List(query!, http.Request.Query["cursor"], cancellation);
                    return Doors.Json(Doors.PageOf(page.Items.Select(f => FailureView.InList(f, machine.GetUtcNow())), page.Next));
                }
            )
            .RequireRoles(Roles.Operator, Roles.Auditor)
            .WithSummary("Messages that could not be handled: open ones, or those of ?state= and ?type=");
        doors
            .MapGet(
                "/{id}",
                async (
                    string id,
                    string? purpose,
                    HttpContext http,
                    IStores stores,
                    TimeProvider machine,
                    ILoggerFactory logs,
                    CancellationToken cancellation
                ) =>
                {
                    var actor = Actor.From(http.User);
                    var found = await Failures.Of(stores, service.Name).Find(id, cancellation);
                    if (found is null || !actor.MayRead(found.Value.Division))
                    {
                        return (IResult)Problems.NotFound(id);
                    }
                    var unmasked = Doors.Unmasked(actor, [Roles.Operator], purpose, logs, nameof(FailedMessage), id);
                    return Doors.Json(FailureView.Of(found.Value, found.Version, machine.GetUtcNow(), unmasked));
                }
            )
            .RequireRoles(Roles.Operator, Roles.Auditor)
            .WithSummary("One failed message with its reason; its body whole for an operator who names a purpose");
    }

    private static (DocumentQuery? Query, ProblemHttpResult? Problem) Query(IQueryCollection asked, Actor actor)
    {
        var (limit, problem) = ListQuery.Page(asked);
        if (problem is not null)
        {
            return (null, problem);
        }
        var known = Enum.GetValues<FailureState>().Select(Failures.NameOf).ToList();
        var states = asked["state"] is [{ } named, ..]
            ? named.Split(',')
            : [Failures.NameOf(FailureState.Open), Failures.NameOf(FailureState.Retrying)];
        if (states.Except(known, StringComparer.Ordinal).Any())
        {
            var expected = $"of {string.Join(", ", known)}";
            return (
                null,
                Problems.BadRequest("query", $"The query parameter 'state' must be {expected}.", new Flaw("state", "query", expected))
            );
        }
        var where = new List<Condition> { Condition.StartsWith("path", actor.Subtree), Condition.In("state", states) };
        if (asked["type"] is [{ } type, ..])
        {
            where.Add(Condition.In("type", [.. type.Split(',').Select(Failures.ShortName)]));
        }
        return (
            new DocumentQuery
            {
                Where = where,
                OrderBy = "failedAt",
                Limit = limit,
            },
            null
        );
    }

    private static void MapAct(RouteGroupBuilder doors, ServiceName service, string act, string summary) =>
        doors
            .MapPost(
                "/{id}/" + act,
                async (
                    string id,
                    HttpContext http,
                    IStores stores,
                    FailureActs acts,
                    TimeProvider machine,
                    CancellationToken cancellation
                ) =>
                {
                    var (body, problem) = await RequestBody.Read<FailureActBody>(http.Request, cancellation);
                    if (problem is not null)
                    {
                        return problem;
                    }
                    var actor = Actor.From(http.User);
                    var found = await Failures.Of(stores, service.Name).Find(id, cancellation);
                    if (found is null || !actor.MayRead(found.Value.Division))
                    {
                        return Problems.NotFound(id);
                    }
                    var answer = await acts.Do(
                        service.Name,
                        id,
                        new FailureAct(act, body!.Reason, body.Body, body.Type, body.ExpectedRevision),
                        new Operator(actor.Name, actor.Subject),
                        cancellation
                    );
                    return Answer(answer, id, act, machine.GetUtcNow());
                }
            )
            .RequireRoles(Roles.Operator)
            .Accepts<FailureActBody>("application/json")
            .WithSummary(summary);

    private static IResult Answer(FailureAnswer answer, string id, string act, DateTimeOffset now) =>
        answer switch
        {
            FailureAnswer.Done(var failed) => TypedResults.Ok(new { failed.Id, failed.State }),
            FailureAnswer.Waiting(var failed) => TypedResults.Accepted(
                (string?)null,
                new
                {
                    failed.Id,
                    failed.State,
                    waitingFor = "a second operator",
                }
            ),
            FailureAnswer.NotThere => Problems.NotFound(id),
            FailureAnswer.Wrong(var flaws) => Problems.Of(
                Refusal.Invalid(
                    "failure",
                    "Parts are missing or wrong.",
                    [.. flaws.Select(f => new Flaw(f.Place, f.Code, FailureView.Hide(f.Reason)))]
                )
            ),
            FailureAnswer.Stale(var failed, var revision) => Problems.Of(
                At(failed, now, RefusalKind.Stale, "stale", $"It has changed since you saw it; it is now at revision {revision}.")
            ),
            FailureAnswer.StillFailing(var failed) => Problems.Of(
                At(failed, now, RefusalKind.NotNow, "still-failing", FailureView.Hide(failed.Reason))
            ),
            FailureAnswer.NotNow({ Claim: { } claim } failed) => Problems.Of(
                At(failed, now, RefusalKind.NotNow, "not-now", $"{claim.By} tries it just now, since {claim.At:O}.")
            ),
            FailureAnswer.NotNow(var failed) => Problems.Of(
                At(failed, now, RefusalKind.NotNow, "not-now", $"'{act}' is not possible in state '{Failures.NameOf(failed.State)}'.")
            ),
            _ => throw new InvalidOperationException($"Unknown answer {answer.GetType().Name}."),
        };

    private static Refusal At(FailedMessage failed, DateTimeOffset now, RefusalKind kind, string code, string detail) =>
        new(kind, code, detail) { State = Failures.NameOf(failed.State), Allowed = failed.AllowedActs(now) };

    internal sealed record FailureActBody
    {
        /// <summary>Why; a discard and an edited retry need one of each operator.</summary>
        public string? Reason { get; init; }

        /// <summary>The mended message, for an edited retry; the second operator may leave it out.</summary>
        public string? Body { get; init; }

        /// <summary>The message's type, where nobody could tell it.</summary>
        public string? Type { get; init; }

        /// <summary>The revision that the operator saw; when given, a newer one answers 412.</summary>
        public long? ExpectedRevision { get; init; }
    }
}
