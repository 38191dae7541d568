using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CreditRepair.Repairs;

/// <summary>Doors to findings and repairs (信用修复).</summary>
internal static class RepairDoors
{
    public const string Service = "credit-repair";

    private static readonly string[] Officer = [Roles.CreditOfficer];
    private static readonly string[] Readers = [Roles.CreditOfficer, Roles.Auditor];

    public static IServiceCollection AddRepairs(this IServiceCollection services) =>
        services
            .AddCollection(KnownCase.Collection)
            .AddAggregate(
                AggregateCollection.Of<Repair>(
                    Service,
                    "repairs",
                    new IndexField<Repair>("caseNumber", r => r.CaseNumber.Value),
                    new IndexField<Repair>("kind", r => r.Kind.ToString().ToLowerInvariant()) { IsSearched = false }
                ),
                (known, moment) => known.OnClock(moment)
            )
            .AddHandler<SanctionsChanged, SanctionMessages>(Service)
            .AddHandler<CaseRevisionsStated, KnownCaseReconciliation>(Service)
            .AddHandler<RepairSupported, ReviewMessages>(Service)
            .AddHandler<RepairDeclined, ReviewMessages>(Service)
            .AddHandler<Contracts.Credit.NoticeSettled, SettledMessages>(Service);

    public static void MapRepairs(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/credit/v1").WithTags("repairs");
        doors
            .MapGet("/findings", Findings)
            .RequireRoles(Readers)
            .WithSummary("Sanctions that are there too long and nobody has decided on yet, the most overdue first (逾期未解除)");
        doors.MapList<Repair>("/repairs", Readers, "Repairs (信用修复)", "caseNumber", "kind");
        doors.MapOne<Repair>("/repairs", Readers, Officer, "One repair with its history");
        doors
            .MapPost("/repairs", Enter)
            .RequireRoles(Officer)
            .Accepts<EntryBody>("application/json")
            .WithSummary(
                "Enter a repair on a ground that no clock of the record finds, such as wrongly listed or two empty queries (登记信用修复)"
            );
        doors.MapAct<Repair, ProposeBody>(
            "/repairs/{id}/propose",
            Officer,
            (r, body, m) => r.Propose(body, m),
            "Ask the procuratorate for an opinion to the court (提请监督)"
        );
        doors.MapAct<Repair, ReasonBody>(
            "/repairs/{id}/dismiss",
            Officer,
            (r, body, m) => r.Dismiss(body, m),
            "Close a finding with a reason (说明理由后关闭)"
        );
        doors.MapAct<Repair, RestoreBody>(
            "/repairs/{id}/restore",
            Officer,
            (r, body, m) => r.Restore(body, m),
            "Confirm what the court has lifted and tell the subscribers (确认修复)"
        );
        doors.MapAct<Repair, StillShownBody>(
            "/repairs/{id}/still-shown",
            Officer,
            (r, body, m) => r.StillShown(body, m),
            "A register still shows what the court has lifted (公示平台仍在显示)"
        );
        doors.MapAct<Repair, ReasonBody>(
            "/repairs/{id}/retract",
            Officer,
            (r, body, m) => r.Retract(body, m),
            "Take a restoration back and tell the same subscribers (撤回通知)"
        );
        doors.MapAct<Repair, ObjectionBody>(
            "/repairs/{id}/objection",
            Officer,
            (r, body, m) => r.Object(body, m),
            "Record the objection of another creditor; it has no effect (登记其他债权人异议)"
        );
    }

    private static async Task<IResult> Findings(HttpContext http, Documents<Repair> repairs, LawTime time, CancellationToken cancellation)
    {
        var (query, problem) = ListQuery.Of(http.Request.Query, Actor.From(http.User), time.Today, ["caseNumber", "kind"]);
        if (problem is not null)
        {
            return problem;
        }
        var found = query! with
        {
            Where = [.. query.Where, Condition.Equal(AggregateCollection.State, "found")],
            OrderBy = AggregateCollection.DueOn,
        };
        var page = await repairs.List(found, http.Request.Query["cursor"], cancellation);
        return Doors.Json(Doors.PageOf(page.Items.Select(item => (JsonNode)Doors.View(item, time.Today, Masked.Options)), page.Next));
    }

    private static async Task<IResult> Enter(
        HttpContext http,
        Documents<KnownCase> cases,
        Acts<Repair> acts,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<EntryBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var actor = Actor.From(http.User);
        var known = (await cases.Find(body.CaseNumber!.Value, cancellation))?.Value;
        if (known is null || !actor.MayRead(known.Record.Division))
        {
            return Problems.NotFound(body.CaseNumber.Value);
        }
        if (actor.Office != Offices.Credit(known.Record.Division))
        {
            return Problems.Of(
                new Refusal(
                    RefusalKind.NotYours,
                    "not-addressed",
                    $"The case is for {Offices.Credit(known.Record.Division)}; you act for {actor.Office}."
                )
            );
        }
        if (known.Find(body.Respondent!) is not { } respondent)
        {
            return Problems.Of(
                Refusal.Invalid(
                    "respondent",
                    "The case has no such respondent.",
                    new Flaw("respondent", "unknown", "number or full name of one respondent")
                )
            );
        }
        var result = await acts.Hear(
            Repair.IdOf(body.CaseNumber, respondent, body.Kind!.Value),
            "enter",
            actor.Name,
            (now, moment) => Repair.Enter(now, body, known.Record, respondent, moment),
            cancellation,
            body
        );
        return Doors.Answer(result, time.Today);
    }
}
