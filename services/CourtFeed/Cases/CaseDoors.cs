using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Reading;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exchange.CourtFeed.Cases;

/// <summary>Single case records: pushed, read, withdrawn.</summary>
internal static class CaseDoors
{
    private static readonly string[] Pushers = [Roles.CourtSystem, Roles.CourtClerk];

    public static void AddCases(this IServiceCollection services)
    {
        services.AddCollection(CaseDocument.Collection);
        services.AddCollection(Announcement.Collection);
        services.AddCollection(Reaffirmation.Collection);
        services.AddSingleton<Reaffirmations>();
        services.AddSingleton<CaseBook>();
        services.AddSingleton<CasePush>();
        services.AddSingleton<AnnouncementSweep>();
        services.AddHostedService(p => p.GetRequiredService<AnnouncementSweep>());
        services.AddSingleton<IReconcile, StatedCases>();
        services.AddHandler<CaseRecordsMissed, MissedCases>(CourtFeedModule.Name);
        services.AddHandler<CaseSanctionsMissed, MissedCases>(CourtFeedModule.Name);
        services.AddHandler<CaseRevisionsRegistered, ReturnedCases>(CourtFeedModule.Name);
        services.AddHandler<CaseRecordsReturned, ReturnedCases>(CourtFeedModule.Name);
    }

    public static void MapCases(this IEndpointRouteBuilder court)
    {
        court
            .MapPost("/cases", Push)
            .RequireRoles(Pushers)
            .Accepts<JsonObject>("application/json")
            .WithSummary("Push one case record (?asOf=)");
        court.MapGet("/cases", List).RequireRoles([.. Pushers, Roles.Auditor]).WithSummary("Cases of one's own courts");
        court.MapGet("/cases/{caseNumber}", One).RequireRoles([.. Pushers, Roles.Auditor]).WithSummary("One case with its history");
        court
            .MapPost("/cases/{caseNumber}/withdraw", Withdraw)
            .RequireRoles(Pushers)
            .Accepts<WithdrawBody>("application/json")
            .WithSummary("Take back a record filed in error (撤回误报的案件)");
    }

    private static async Task<IResult> Push(HttpContext http, CasePush push, Relay relay, LawTime time, CancellationToken cancellation)
    {
        if (relay.IsBehind)
        {
            http.Response.Headers.RetryAfter = "2";
            return Problems.At(
                StatusCodes.Status429TooManyRequests,
                "behind",
                "More records wait to be passed on than the other agencies take in. Nothing of this one was kept: send it again."
            );
        }
        var actor = Actor.From(http.User);
        var (asOf, problem) = AsOf.Read(http.Request.Query, time.Today);
        if (problem is not null)
        {
            return problem;
        }
        if (!http.Request.HasJsonContentType())
        {
            return Problems.At(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send application/json.");
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellation);
        var verdict = CaseJson.Read(body.GetBuffer().AsMemory(0, (int)body.Length), time.Today, actor.Division);
        if (verdict is RowVerdict.Rejected rejected)
        {
            CourtFeedTelemetry.CountRecords(1, "rejected");
            return Problems.At(
                StatusCodes.Status422UnprocessableEntity,
                rejected.Errors[0].Code,
                "The record is rejected.",
                [.. rejected.Errors.Select(e => new Flaw(e.Column, e.Code, e.Message))]
            );
        }
        var accepted = (RowVerdict.Accepted)verdict;
        var (stored, changes) = await push.Apply(accepted.Patch, asOf, actor.Office, cancellation);
        CourtFeedTelemetry.CountRecords(1, changes.Count > 0 ? "accepted" : "unchanged");
        return Results.Json(
            new
            {
                caseNumber = stored.Record.CaseNumber,
                revision = stored.Revision,
                changes,
                warnings = accepted.Warnings.Select(w => new Flaw(w.Column, w.Code, w.Message)),
            },
            ExchangeJson.Options,
            statusCode: StatusCodes.Status202Accepted
        );
    }

    private static async Task<IResult> List(HttpContext http, Documents<CaseDocument> cases, CancellationToken cancellation)
    {
        var asked = http.Request.Query;
        var (limit, noPage) = ListQuery.Page(asked);
        var (division, noDivision) = ListQuery.Division(asked);
        var (endedFrom, noFrom) = ListQuery.Day(asked, "endedFrom");
        var (endedTo, noTo) = ListQuery.Day(asked, "endedTo");
        if ((noPage ?? noDivision ?? noFrom ?? noTo) is { } problem)
        {
            return problem;
        }
        var where = new List<Condition> { Condition.StartsWith("path", Actor.From(http.User).Subtree) };
        if (division is not null)
        {
            where.Add(Condition.StartsWith("path", Divisions.PathOf(division)));
        }
        if (asked["state"] is [{ } state, ..])
        {
            where.Add(Condition.In("state", state.Split(',')));
        }
        if (endedFrom is not null)
        {
            where.Add(Condition.AtLeast("endedOn", endedFrom));
        }
        if (endedTo is not null)
        {
            where.Add(Condition.AtMost("endedOn", endedTo));
        }
        if (asked.ContainsKey("conflict"))
        {
            where.Add(Condition.Present(CaseDocument.InConflict));
        }
        var page = await cases.List(new DocumentQuery { Where = where, Limit = limit }, asked["cursor"], cancellation);
        return Doors.Json(Doors.PageOf(page.Items.Select(c => (JsonNode)View(c, Masked.Options)), page.Next));
    }

    private static async Task<IResult> One(
        string caseNumber,
        string? purpose,
        HttpContext http,
        Documents<CaseDocument> cases,
        ILoggerFactory logs,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        if (await Find(caseNumber, actor, cases, cancellation) is not { } found)
        {
            return Problems.NotFound(caseNumber);
        }
        var unmasked = Doors.Unmasked(actor, Pushers, purpose, logs, "Case", caseNumber);
        return Doors.Json(View(found.Value, unmasked ? ExchangeJson.Options : Masked.Options));
    }

    private static async Task<IResult> Withdraw(
        string caseNumber,
        HttpContext http,
        Documents<CaseDocument> cases,
        CasePush push,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<WithdrawBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var actor = Actor.From(http.User);
        if (await Find(caseNumber, actor, cases, cancellation) is not { } found)
        {
            return Problems.NotFound(caseNumber);
        }
        if (actor.Office != Offices.Court(found.Value.Record.CourtCode))
        {
            return Problems.Of(
                new Refusal(
                    RefusalKind.NotYours,
                    "not-addressed",
                    $"The case belongs to {Offices.Court(found.Value.Record.CourtCode)}; you act for {actor.Office}."
                )
            );
        }
        var stored = await push.Withdraw(found.Value.Record.CaseNumber, actor.Office, cancellation);
        return Doors.Json(View(stored, Masked.Options));
    }

    private static async Task<Versioned<CaseDocument>?> Find(
        string caseNumber,
        Actor actor,
        Documents<CaseDocument> cases,
        CancellationToken cancellation
    )
    {
        var id = CaseNumber.TryParse(caseNumber, out var number) ? number.Value : caseNumber;
        var found = await cases.Find(id, cancellation);
        return found is not null && actor.MayRead(found.Value.Record.Division) ? found : null;
    }

    private static JsonObject View(CaseDocument document, JsonSerializerOptions options)
    {
        var view = JsonSerializer.SerializeToNode(document.Record, options)!.AsObject();
        view["revision"] = document.Revision;
        view["asOf"] = document.AsOf.ToString("yyyy-MM-dd");
        view["conflict"] = JsonSerializer.SerializeToNode(document.Conflict, options);
        view["history"] = JsonSerializer.SerializeToNode(document.Revisions, options);
        return view;
    }

    internal sealed record WithdrawBody : ActBody
    {
        public string? Reason { get; init; }

        public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "撤回理由").List;
    }
}
