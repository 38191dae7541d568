using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Alerts;

/// <summary>The court's doors to its alerts of false litigation (虚假诉讼通报).</summary>
internal static class AlertDoors
{
    private static readonly string[] Clerk = [Roles.CourtClerk, Roles.CourtSystem];
    private static readonly string[] Readers = [.. Clerk, Roles.Auditor];

    public static IServiceCollection AddAlerts(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<ReportedAlert>(
                    CourtFeedModule.Name,
                    "alerts",
                    new IndexField<ReportedAlert>("court", a => a.Court.Value)
                )
            )
            .AddHandler<AlertAnswered, AlertMessages>(CourtFeedModule.Name);

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/court/v1/alerts").WithTags("Alerts 虚假诉讼通报");
        doors
            .MapPost("/false-litigation", Report)
            .RequireRoles(Clerk)
            .Accepts<AlertBody>("application/json")
            .WithSummary("Report a suspected false lawsuit (虚假诉讼通报)");
        doors.MapList<ReportedAlert>("", Readers, "The court's alerts, with the procuratorate's answers", "court");
        doors.MapOne<ReportedAlert>("", Readers, Clerk, "One alert with its answer");
    }

    /// <summary>201 with the place of the new alert; 200 for the same again; the alert is always of the actor's own court.</summary>
    private static async Task<IResult> Report(HttpContext http, Acts<ReportedAlert> acts, LawTime time, CancellationToken cancellation)
    {
        var (body, problem) = await RequestBody.Read<AlertBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var actor = Actor.From(http.User);
        if (CourtOf(actor) is not { } court || Jurisdictions.Of(court, time.Today) is not { } place)
        {
            return Problems.Of(new Refusal(RefusalKind.NotYours, "not-a-court", $"Only a court reports; you act for '{actor.Office}'."));
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var id = LoopIds.Alert(court, body.Number!.Trim());
        var result = await acts.Hear(
            id,
            "false-litigation",
            actor.Name,
            (known, moment) => ReportedAlert.Report(known, body, court, place, moment),
            cancellation
        );
        if (result.Refusal is not null || !result.Changed)
        {
            return Doors.Answer(result, time.Today);
        }
        http.Response.Headers.Location = $"/court/v1/alerts/{id}";
        return Doors.Json(Doors.View(result.Value!, time.Today, Masked.Options), StatusCodes.Status201Created);
    }

    private static CourtCode? CourtOf(Actor actor) =>
        actor.Office.Split(':') is ["court", var code] && CourtCode.TryParse(code, out var court) ? court : null;
}

/// <summary>What the procuratorate says of an alert.</summary>
internal sealed class AlertMessages(Acts<ReportedAlert> acts) : IHandle<AlertAnswered>
{
    public Task Handle(AlertAnswered message, CancellationToken cancellation) =>
        acts.Hear(
            message.AlertId,
            "alertAnswered",
            "procuratorate",
            (known, moment) => ReportedAlert.Hear(known, message, moment),
            cancellation
        );
}
