using System.Text.Json;
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
            .AddCollection(CaseLink.Collection)
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

    public static void MapRegistry(this IEndpointRouteBuilder app) =>
        app.MapGet("/procuratorate/v1/cases/{caseNumber}", One)
            .RequireRoles(Readers)
            .WithTags("cases")
            .WithSummary("One registered case: the record, what the rules say, its leads, the ending checked condition by condition");

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
        var view = JsonSerializer.SerializeToNode(known, options)!.AsObject();
        view["caseNumber"] = id;
        view["leads"] = new System.Text.Json.Nodes.JsonArray([.. found.Select(lead => Doors.View(lead.Value, time.Today, options))]);
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
