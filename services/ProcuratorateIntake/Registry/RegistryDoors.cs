using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>The registry's parts, and its one door.</summary>
internal static class RegistryDoors
{
    private static readonly string[] Workers = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor];

    public static IServiceCollection AddRegistry(this IServiceCollection services) =>
        services
            .AddCollection(RegisteredCase.Collection)
            .AddCollection(CourtTally.Collection)
            .AddCollection(EarlierRevision.Collection)
            .AddSingleton<CourtTallies>()
            .AddSingleton<CaseLinks>()
            .AddSingleton<Siblings>()
            .AddSingleton<Contexts>()
            .AddSingleton<TouchedCases>()
            .AddSingleton<IWatchClocks, DueCases>()
            .AddSingleton<ICountAgain, CasesAgain>()
            .AddSingleton<IReconcile, HeldCases>()
            .AddHandler<CaseRecordsChanged, CaseRegistry>(ProcuratorateIntakeModule.Service)
            .AddHandler<CaseRevisionsStated, RegistryReconciliation>(ProcuratorateIntakeModule.Service);

    public static void MapRegistry(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/cases").WithTags("cases");
        doors
            .MapGet("", List)
            .RequireRoles(Readers)
            .WithSummary(
                "Registered cases: court, division; longEnded=true: those that rest since more than three years, ranked by what is still owed"
            );
        doors
            .MapGet("/{caseNumber}", One)
            .RequireRoles(Readers)
            .WithSummary("One registered case: the record, what the rules say, its leads, the ending checked condition by condition");
    }

    private static async Task<IResult> List(HttpContext http, Documents<RegisteredCase> cases, LawTime time, CancellationToken cancellation)
    {
        var asked = http.Request.Query;
        var (limit, noPage) = ListQuery.Page(asked);
        var (division, noDivision) = ListQuery.Division(asked);
        if ((noPage ?? noDivision) is { } problem)
        {
            return problem;
        }
        var isLongEnded = false;
        if (asked["longEnded"] is [{ } text, ..] && !bool.TryParse(text, out isLongEnded))
        {
            return Problems.BadRequest(
                "query",
                "The query parameter 'longEnded' must be true or false.",
                new Flaw("longEnded", "query", "true or false")
            );
        }
        var where = new List<Condition> { Condition.StartsWith(AggregateCollection.Path, Actor.From(http.User).Subtree) };
        if (division is not null)
        {
            where.Add(Condition.StartsWith(AggregateCollection.Path, Divisions.PathOf(division)));
        }
        if (asked[RegisteredCase.Court] is [{ } court, ..])
        {
            where.Add(Condition.Equal(RegisteredCase.Court, court));
        }
        if (isLongEnded)
        {
            where.Add(
                Condition.AtMost(RegisteredCase.Ended, AggregateCollection.Day(time.Today.AddDays(-1).PlusMonths(-Rules.LongAgoMonths))!)
            );
            where.Add(Condition.Present(RegisteredCase.Outstanding));
        }
        var query = new DocumentQuery { Where = where, Limit = limit };
        var page = await cases.List(
            isLongEnded ? query with { OrderBy = RegisteredCase.Outstanding, Descending = true } : query,
            asked["cursor"],
            cancellation
        );
        return Doors.Json(Doors.PageOf(page.Items.Select(known => View(known, Masked.Options)), page.Next));
    }

    private static JsonObject View(RegisteredCase known, JsonSerializerOptions options)
    {
        var view = JsonSerializer.SerializeToNode(known, options)!.AsObject();
        view["caseNumber"] = known.Id;
        return view;
    }

    private static async Task<IResult> One(
        string caseNumber,
        string? purpose,
        HttpContext http,
        Documents<RegisteredCase> cases,
        Documents<Lead> leads,
        Contexts contexts,
        LawTime time,
        ILoggerFactory logs,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        var id = CaseNumber.TryParse(caseNumber, out var number) ? number.Value : caseNumber;
        if ((await cases.Find(id, cancellation))?.Value is not { } known || !actor.MayRead(known.Record.Division))
        {
            return Problems.NotFound(caseNumber);
        }
        var options = Doors.Unmasked(actor, Workers, purpose, logs, nameof(RegisteredCase), id) ? ExchangeJson.Options : Masked.Options;
        var found = await leads.Query(new DocumentQuery { Where = [Condition.Equal(LeadIndex.CaseNumber, id)] }, cancellation);
        var view = View(known, options);
        view["leads"] = new JsonArray([.. found.Select(lead => Doors.View(lead.Value, time.Today, options))]);
        var context = await contexts.Of([known.Record], cancellation);
        view["answers"] = JsonSerializer.SerializeToNode(
            Rules
                .All.Select(rule => (Rule: rule, context.Models.Judge(rule, known.Record, context).Verdict))
                .Select(judged => new RuleAnswer(judged.Rule.Id, judged.Verdict.Answer, judged.Verdict.Missing)),
            options
        );
        view["ending"] = JsonSerializer.SerializeToNode(EndingChecker.Check(known.Record, context), options);
        return Doors.Json(view);
    }
}
