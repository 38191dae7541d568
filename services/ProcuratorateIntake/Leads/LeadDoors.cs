using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>The doors of the leads (线索).</summary>
internal static class LeadDoors
{
    private static readonly string[] Workers = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Chief = [Roles.ChiefProcurator];
    private static readonly string[] Readers = [Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor];

    public static IServiceCollection AddLeads(this IServiceCollection services) =>
        services
            .AddAggregate(LeadIndex.Collection)
            .AddSingleton<ScreenedLeads>()
            .AddSingleton<LeadGraphs>()
            .AddSingleton<Judgments>()
            .AddSingleton<DebtorLeads>()
            .AddSingleton<OfficerLeads>()
            .AddSingleton<IWatchClocks>(p => p.GetRequiredService<OfficerLeads>())
            .AddHandler<OpinionProposed, LeadMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<ReferralProposed, LeadMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<LeadWorkEnded, LeadMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<LeadWorkReopened, LeadMessages>(ProcuratorateIntakeModule.Service);

    public static void MapLeads(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/leads").WithTags("leads");
        doors
            .MapGet("", List)
            .RequireRoles(Readers)
            .WithSummary("Leads (线索): state, rule, priority, relief, caseNumber, division, overdue, from, to; sort=priority");
        doors.MapOne<Lead>("", Readers, Workers, "One lead with its explanation, its opinions and referrals");
        doors
            .MapGet("/{id}/graph", GraphOf)
            .RequireRoles(Readers)
            .WithSummary("Who and what hangs together with it (关联图谱): JSON, or ?format=graphml");
        doors
            .MapGet("/{id}/judgment", JudgmentOf)
            .RequireRoles(Readers)
            .WithSummary("Its last judgment made again as of its day: record, facts, model, numbers, calendar (判断复现)");
        doors.MapAct<Lead, ClaimBody>("/{id}/claim", Workers, (l, b, m) => l.Claim(b, m), "Take it over (领办)");
        doors.MapAct<Lead, AssignBody>("/{id}/assign", Workers, (l, b, m) => l.Assign(b, m), "Give it to a handler (分办)");
        doors.MapAct<Lead, VerifyBody>("/{id}/verify", Workers, (l, b, m) => l.Verify(b, m), "Verify, by two persons (调查核实)");
        doors.MapAct<Lead, SuspendBody>("/{id}/suspend", Workers, (l, b, m) => l.Suspend(b, m), "Suspend the review (中止审查)");
        doors.MapAct<Lead, ResumeBody>("/{id}/resume", Workers, (l, b, m) => l.Resume(b, m), "Go on with the review (恢复审查)");
        doors.MapAct<Lead, DismissBody>("/{id}/dismiss", Workers, (l, b, m) => l.Dismiss(b, m), "Do not pursue it (不支持监督、终结审查)");
        doors.MapAct<Lead, ReopenBody>("/{id}/reopen", Chief, (l, b, m) => l.Reopen(b, m), "Look at it once more (重新审查)");
        doors.MapAct<Lead, ReliefBody>(
            "/{id}/relief",
            Workers,
            (l, b, m) => l.OfferRelief(b, m),
            "Tell a party in need of judicial relief (告知司法救助)"
        );
        doors
            .MapPost("/{id}/opinion", Opinion)
            .RequireRoles(Workers)
            .Accepts<OpinionBody>("application/json")
            .WithSummary("Propose an opinion (呈批检察建议)");
        doors.MapProposal<TransferBody>(
            "transfer",
            (lead, body, record, moment) => lead.ProposeTransfer(body, record, moment),
            "Propose a criminal referral (移送涉嫌犯罪线索)"
        );
        doors.MapProposal<VehicleSearchBody>(
            "vehicle-search",
            (lead, body, record, moment) => lead.AskForVehicles(body, record, moment),
            "Ask the police to find and impound the cars, and the court to collect them (车辆协查)"
        );
    }

    /// <summary>Something that a procurator proposes on the case of a lead.</summary>
    private static void MapProposal<TBody>(
        this IEndpointRouteBuilder doors,
        string act,
        Func<Lead, TBody, CaseRecord?, Moment, Decision<Lead>> propose,
        string summary
    )
        where TBody : ProposalBody =>
        doors
            .MapPost(
                "/{id}/" + act,
                async (
                    string id,
                    HttpContext http,
                    Acts<Lead> acts,
                    Documents<RegisteredCase> cases,
                    ILoggerFactory logs,
                    LawTime time,
                    CancellationToken cancellation
                ) =>
                {
                    var (body, problem) = await ReadProposal<TBody>(http.Request, cancellation);
                    if (problem is not null)
                    {
                        return problem;
                    }
                    var actor = Actor.From(http.User);
                    var record = await RecordOf(await acts.Read(id, actor, cancellation), cases, cancellation);
                    var result = await acts.On(
                        id,
                        actor,
                        act,
                        body!,
                        Workers,
                        (lead, moment) => propose(lead, body!, record, moment),
                        cancellation
                    );
                    await Deliver(result, http.RequestServices, logs, cancellation);
                    return Doors.Answer(result, time.Today);
                }
            )
            .RequireRoles(Workers)
            .Accepts<TBody>("application/json")
            .WithSummary(summary);

    private static async Task<(TBody? Body, IResult? Problem)> ReadProposal<TBody>(HttpRequest request, CancellationToken cancellation)
        where TBody : ProposalBody
    {
        var (body, problem) = await RequestBody.Read<TBody>(request, cancellation);
        return body is null ? (null, problem) : ((TBody)((ProposalBody)body with { Key = RequestBody.IdempotencyKey(request) }), null);
    }

    private static async Task<IResult> List(HttpContext http, Documents<Lead> leads, LawTime time, CancellationToken cancellation)
    {
        var asked = http.Request.Query;
        var (query, problem) = ListQuery.Of(asked, Actor.From(http.User), time.Today, ["rule", "priority", LeadIndex.Relief]);
        if (problem is not null)
        {
            return problem;
        }
        if (asked["caseNumber"] is [{ } number, ..])
        {
            var known = CaseNumber.TryParse(number, out var parsed) ? parsed.Value : number;
            query = query! with { Where = [.. query.Where, Condition.Equal(LeadIndex.CaseNumber, known)] };
        }
        if (asked["sort"] == "priority")
        {
            query = query! with { OrderBy = LeadIndex.Urgency, Descending = true };
        }
        var page = await leads.List(query!, asked["cursor"], cancellation);
        return Doors.Json(Doors.PageOf(page.Items.Select(lead => (JsonNode)Doors.View(lead, time.Today, Masked.Options)), page.Next));
    }

    /// <summary>Numbers of people are masked in it for everybody.</summary>
    private static async Task<IResult> GraphOf(
        string id,
        string? format,
        HttpContext http,
        Acts<Lead> acts,
        LeadGraphs graphs,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        if (await acts.Read(id, actor, cancellation) is not { } lead)
        {
            return Problems.NotFound(id);
        }
        var graph = await graphs.Around(lead, actor, cancellation);
        return format switch
        {
            null or "json" => Doors.Json(JsonSerializer.SerializeToNode(graph, Masked.Options)!),
            "graphml" => Results.Text(GraphMl.Write(graph), GraphMl.ContentType),
            _ => Problems.At(StatusCodes.Status400BadRequest, "format", $"'{format}' is neither json nor graphml."),
        };
    }

    /// <summary>Always masked; 409 where what it was made from is not here any more.</summary>
    private static async Task<IResult> JudgmentOf(
        string id,
        HttpContext http,
        Acts<Lead> acts,
        Judgments judgments,
        CancellationToken cancellation
    )
    {
        if (await acts.Read(id, Actor.From(http.User), cancellation) is not { } lead)
        {
            return Problems.NotFound(id);
        }
        return await judgments.Again(lead, cancellation) is { } judgment
            ? Doors.Json(JsonSerializer.SerializeToNode(judgment, Masked.Options)!)
            : Problems.At(
                StatusCodes.Status409Conflict,
                "not-reproducible",
                "It was counted over many cases, or the revision or version that it was made from is not kept."
            );
    }

    private static async Task<IResult> Opinion(
        string id,
        HttpContext http,
        Acts<Lead> acts,
        Documents<Lead> leads,
        Documents<RegisteredCase> cases,
        ILoggerFactory logs,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await ReadProposal<OpinionBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var also = body!.AlsoLeads is { Count: > 0 } ids ? await leads.Find(ids, cancellation) : [];
        var others = also.Values.Select(v => v.Value).Where(lead => lead.Id != id).ToList();
        var actor = Actor.From(http.User);
        var own = await acts.Read(id, actor, cancellation);
        var numbers = others.Append(own).OfType<Lead>().Select(lead => lead.CaseNumber.Value).Distinct(StringComparer.Ordinal);
        IReadOnlyList<CaseRecord> records = [.. (await cases.Find([.. numbers], cancellation)).Values.Select(found => found.Value.Record)];
        var result = await acts.On(
            id,
            actor,
            "opinion",
            body,
            Workers,
            (lead, moment) => lead.ProposeOpinion(body, others, records, moment),
            cancellation
        );
        await Deliver(result, http.RequestServices, logs, cancellation);
        return Doors.Answer(result, time.Today);
    }

    private static async Task<CaseRecord?> RecordOf(Lead? lead, Documents<RegisteredCase> cases, CancellationToken cancellation) =>
        lead is null ? null : (await cases.Find(lead.CaseNumber.Value, cancellation))?.Value.Record;

    /// <summary>The proposal is there when the door answers; should this fail, the message that was stored with the act brings it.</summary>
    private static async Task Deliver(
        ActResult<Lead> result,
        IServiceProvider services,
        ILoggerFactory logs,
        CancellationToken cancellation
    )
    {
        foreach (var said in result.Said)
        {
            try
            {
                await services.Deliver(ProcuratorateIntakeModule.Service, said, cancellation);
            }
#pragma warning disable CA1031 // The act is done and its message stored: the answer must not depend on this.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logs.CreateLogger(typeof(LeadDoors)).LogWarning(e, "{Message} will be handled from its stored message", said.Id);
            }
        }
    }
}

/// <summary>By what a lead is found again.</summary>
internal static class LeadIndex
{
    public const string CaseNumber = "caseNumber";
    public const string Rule = "rule";

    /// <summary>What people decided, by the version of the model that had judged, such as <c>2:confirmed</c>.</summary>
    public const string Decision = "decision";
    public const string Confirmed = "confirmed";
    public const string Dismissed = "dismissed";

    /// <summary><c>toOffer</c> or <c>offered</c>, where a party in need is named.</summary>
    public const string Relief = "relief";

    /// <summary>The priority as a number, the highest first.</summary>
    public const string Urgency = "urgency#";

    public static readonly Collection<Lead> Collection = AggregateCollection.Of<Lead>(
        ProcuratorateIntakeModule.Service,
        "leads",
        new IndexField<Lead>(CaseNumber, l => l.CaseNumber.Value),
        new IndexField<Lead>(Rule, l => l.Rule) { IsSearched = false },
        new IndexField<Lead>("priority", l => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(l.Priority.ToString()))
        {
            IsSearched = false,
        },
        new IndexField<Lead>(Decision, DecisionOf) { IsSearched = false },
        new IndexField<Lead>(Urgency, l => (long)l.Priority),
        new IndexField<Lead>(
            Relief,
            l =>
                l.Vulnerable is null ? null
                : l.Relief is null ? "toOffer"
                : "offered"
        )
        {
            IsSearched = false,
        }
    );

    private static string? DecisionOf(Lead lead) =>
        lead.DecidedVersion is not { } version ? null
        : lead.Children.Count > 0 ? FormattableString.Invariant($"{version}:{Confirmed}")
        : lead.State == LeadState.Dismissed ? FormattableString.Invariant($"{version}:{Dismissed}")
        : null;
}
