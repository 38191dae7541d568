using System.Text.Json;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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
            doors
                .MapGet(
                    "",
                    async (HttpContext http, IStores stores, CancellationToken c) =>
                        await List(Failures.Of(stores, service.Name), http.Request.Query, c)
                )
                .RequireRoles(Roles.Operator, Roles.Auditor)
                .WithSummary("Messages that could not be handled");
            doors
                .MapGet(
                    "/{id}",
                    async (string id, IStores stores, CancellationToken c) =>
                        await Failures.Of(stores, service.Name).Find(id, c) is { } found
                            ? TypedResults.Ok(found.Value)
                            : (IResult)Problems.NotFound(id)
                )
                .RequireRoles(Roles.Operator, Roles.Auditor)
                .WithSummary("One failed message with its reason");
            MapAct(doors, "retry", service);
            MapAct(doors, "edit", service);
            MapAct(doors, "discard", service);
        }
    }

    private static async Task<IResult> List(Documents<FailedMessage> failures, IQueryCollection asked, CancellationToken cancellation)
    {
        var (limit, problem) = ListQuery.Page(asked);
        if (problem is not null)
        {
            return problem;
        }
        var state = asked["state"] is [{ } named, ..] ? named : "open";
        var query = new DocumentQuery
        {
            Where = [Condition.Equal("state", state)],
            OrderBy = "failedAt",
            Limit = limit,
        };
        var page = await failures.List(query, asked["cursor"], cancellation);
        return Doors.Json(
            Doors.PageOf(page.Items.Select(f => JsonSerializer.SerializeToNode(f with { Body = "" }, ExchangeJson.Options)!), page.Next)
        );
    }

    private static void MapAct(RouteGroupBuilder doors, string act, ServiceName service) =>
        doors
            .MapPost(
                "/{id}/" + act,
                async (
                    string id,
                    HttpContext http,
                    IStores stores,
                    IServiceProvider services,
                    LawTime time,
                    CancellationToken cancellation
                ) =>
                {
                    var (body, problem) = await RequestBody.Read<FailureAct>(http.Request, cancellation);
                    if (problem is not null)
                    {
                        return (IResult)problem;
                    }
                    var failures = Failures.Of(stores, service.Name);
                    if (await failures.Find(id, cancellation) is not { } found)
                    {
                        return Problems.NotFound(id);
                    }
                    var by = Actor.From(http.User).Name;
                    var failure = found.Value;
                    if (failure.State is not FailureState.Open)
                    {
                        return Problems.Of(NotOpen(act, failure));
                    }
                    if (act is "edit" && body!.Body is null && failure.Asked?.Body is null)
                    {
                        return Problems.Of(
                            Refusal.Invalid(
                                "incomplete",
                                "An edited retry needs the mended body.",
                                new Flaw("body", "required", "is missing")
                            )
                        );
                    }
                    if (act is not "retry" && !(failure.Asked?.Act == act && failure.Asked.By != by))
                    {
                        var asked = failure with
                        {
                            Asked = new FailureRequest(act, by, by, body!.Reason ?? "", body.Body ?? failure.Asked?.Body, null, time.Now),
                        };
                        await failures.Write(
                            Logged(asked, $"{by} asked to {act}; a second operator must agree", time),
                            found.Version,
                            [],
                            cancellation
                        );
                        return TypedResults.Accepted((string?)null, new { asked.Id, waitingFor = "a second operator" });
                    }
                    if (act is not "discard")
                    {
                        try
                        {
                            await services.Redeliver(
                                service.Name,
                                failure.Type,
                                act is "edit" ? failure.Asked!.Body! : failure.Body,
                                cancellation
                            );
                        }
#pragma warning disable CA1031 // Whatever the handler throws, the failure stays open with its new reason.
                        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
                        {
                            await failures.Write(
                                Logged(failure, $"{by}: {act} failed: {e.Message}", time),
                                found.Version,
                                [],
                                cancellation
                            );
                            return Problems.At(StatusCodes.Status409Conflict, "still-failing", e.Message);
                        }
                    }
                    var done = failure with { State = act is "discard" ? FailureState.Discarded : FailureState.Retried };
                    return await failures.Write(Logged(done, $"{by}: {act}", time), found.Version, [], cancellation)
                        ? TypedResults.Ok(new { done.Id, done.State })
                        : Problems.At(StatusCodes.Status409Conflict, "conflict", "Somebody else acted on it just now.");
                }
            )
            .RequireRoles(Roles.Operator)
            .Accepts<FailureAct>("application/json")
            .WithSummary($"{act} a failed message");

    private static Refusal NotOpen(string act, FailedMessage failure) =>
        new(RefusalKind.NotNow, "not-now", $"'{act}' is not possible in state '{Failures.NameOf(failure.State)}'.")
        {
            State = Failures.NameOf(failure.State),
            Allowed = [],
        };

    private static FailedMessage Logged(FailedMessage failure, string line, LawTime time) =>
        failure with
        {
            Log = [.. failure.Log, new FailureEntry(time.Now, "", line, null)],
        };

    internal sealed record FailureAct
    {
        public string? Reason { get; init; }

        /// <summary>The mended message, for an edited retry.</summary>
        public string? Body { get; init; }
    }
}
