using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Hosting;

/// <summary>An operator has a service compare what it holds with what the others hold (对账), and sees what came of it.</summary>
internal static class ReconciliationDoors
{
    public static void MapReconciliations(this WebApplication app)
    {
        foreach (var service in app.Services.GetServices<ServiceName>())
        {
            var doors = app.MapGroup($"/{service.Prefix}/v1/reconciliations").WithTags("reconciliations");
            doors
                .MapPost(
                    "",
                    (HttpContext http, Reconciliations runs, Reconciling reconciling, TimeProvider machine, CancellationToken c) =>
                        Begin(service, http, runs, reconciling, machine, c)
                )
                .RequireRoles(Roles.Operator)
                .Accepts<ReconciliationBody>("application/json")
                .WithSummary("Compare with the others, of one court or of all, and heal what differs (对账)");
            doors
                .MapGet("/{id}", (string id, Reconciliations runs, CancellationToken c) => One(service, id, runs, c))
                .RequireRoles(Roles.Operator, Roles.Auditor)
                .WithSummary("How far a reconciliation is, what differed and what was done");
        }
    }

    private static async Task<IResult> Begin(
        ServiceName service,
        HttpContext http,
        Reconciliations runs,
        Reconciling reconciling,
        TimeProvider machine,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<ReconciliationBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var now = machine.GetUtcNow();
        var key = RequestBody.IdempotencyKey(http.Request);
        var run = new Reconciliation
        {
            Id = key is null ? Guid.CreateVersion7(now).ToString("N") : "key-" + key,
            Court = body!.Court,
            AskedBy = Actor.From(http.User).Name,
            BegunAt = now,
        };
        // Written before with the same key: it is the same reconciliation.
        await runs.Of(service.Name).Write(run, 0, [], cancellation);
        reconciling.Nudge();
        http.Response.Headers.Location = $"/{service.Prefix}/v1/reconciliations/{Uri.EscapeDataString(run.Id)}";
        return Doors.Json(new JsonObject { ["id"] = run.Id }, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> One(ServiceName service, string id, Reconciliations runs, CancellationToken cancellation)
    {
        if ((await runs.Of(service.Name).Find(id, cancellation))?.Value is not { } run)
        {
            return Problems.NotFound(id);
        }
        var answers = await runs.AnswersTo(service.Name, id, cancellation);
        var view = JsonSerializer
            .SerializeToNode(run with { Figures = answers.Count == 0 ? run.Figures : Reconciliations.Sum(answers) }, ExchangeJson.Options)!
            .AsObject();
        view["answered"] = run.State == ReconciliationState.Running ? answers.Count(a => a.Awaited && a.Round == run.Round) : run.Awaited;
        return Doors.Json(view);
    }

    /// <param name="Court">The only court to compare; without it all of them.</param>
    internal sealed record ReconciliationBody(CourtCode? Court);
}
