using System.Security.Cryptography;
using System.Text.Json;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Cases;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Transfers;

/// <summary>The doors to the court's own transfers (移送拒执线索), and what the service hears of them.</summary>
internal static class TransferDoors
{
    private const string Service = CourtFeedModule.Name;
    private const string CaseNumber = "caseNumber";

    private static readonly string[] Clerks = [Roles.CourtClerk, Roles.CourtSystem];
    private static readonly string[] Readers = [.. Clerks, Roles.Auditor];

    public static IServiceCollection AddTransfers(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<CourtTransfer>(
                    Service,
                    "transfers",
                    new IndexField<CourtTransfer>(CaseNumber, t => t.Sender.CaseNumber.Value)
                )
            )
            .AddHandler<LeadAcknowledged, PoliceOnTransfers>(Service)
            .AddHandler<LeadReturned, PoliceOnTransfers>(Service)
            .AddHandler<ReferralHandedOver, PoliceOnTransfers>(Service)
            .AddHandler<FilingClockExtended, PoliceOnTransfers>(Service)
            .AddHandler<CriminalCaseFiled, PoliceOnTransfers>(Service)
            .AddHandler<CriminalCaseDeclined, PoliceOnTransfers>(Service)
            .AddHandler<FilingReasonsGiven, PoliceOnTransfers>(Service)
            .AddHandler<CriminalOutcomeReported, PoliceOnTransfers>(Service)
            .AddHandler<CriminalCaseDropped, PoliceOnTransfers>(Service)
            .AddHandler<FilingReasonsRequested, ProcuratorateOnTransfers>(Service)
            .AddHandler<FilingReasonsAccepted, ProcuratorateOnTransfers>(Service)
            .AddHandler<FilingDirected, ProcuratorateOnTransfers>(Service)
            .AddHandler<CorrectionNoticed, ProcuratorateOnTransfers>(Service)
            .AddHandler<PerformanceAfterReferral, ProcuratorateOnTransfers>(Service);

    public static void MapTransfers(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/court/v1").WithTags("Transfers 移送拒执线索");
        doors
            .MapPost("/transfers", Send)
            .RequireRoles(Clerks)
            .Accepts<TransferBody>("application/json")
            .WithSummary("Transfer a refusal to perform to the police (移送涉嫌拒执犯罪)");
        doors.MapList<CourtTransfer>("/transfers", Readers, "The court's transfers to the police", CaseNumber);
        doors.MapOne<CourtTransfer>("/transfers", Readers, Clerks, "One transfer with what police and procuratorate said");
        doors.MapAct<CourtTransfer, CompleteTransferBody>(
            "/transfers/{id}/complete",
            Clerks,
            (t, b, m) => t.Complete(b, m),
            "Complete what was returned, or insist (补充材料)"
        );
        doors.MapAct<CourtTransfer, RecallTransferBody>("/transfers/{id}/recall", Clerks, (t, b, m) => t.Recall(b, m), "Recall (撤回移送)");
    }

    /// <summary>201 with the place of the new transfer; 200 for the same again; the case must be of the actor's own court.</summary>
    private static async Task<IResult> Send(
        HttpContext http,
        Acts<CourtTransfer> acts,
        Documents<CaseDocument> cases,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<TransferBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var actor = Actor.From(http.User);
        var court = CourtCode.Parse(body.CaseNumber!.CourtCode);
        if (NotTheirs(actor, court, time.Today) is { } refusal)
        {
            return Problems.Of(refusal);
        }
        var id = LoopIds.Transfer(court, body.Number!.Trim());
        var asked = HashOf(body);
        var stated = await cases.Find(body.CaseNumber.Value, cancellation);
        var recovered = stated is { Value.Record.Recovered: { IsUnknown: false } amount } ? amount.Or(Money.Zero) : (Money?)null;
        var result = await acts.Hear(
            id,
            "transfer",
            actor.Name,
            (known, moment) => CourtTransfer.Send(known, id, body, asked, recovered, moment),
            cancellation
        );
        if (!result.Changed || result.Refusal is not null)
        {
            return Doors.Answer(result, time.Today);
        }
        http.Response.Headers.Location = $"/court/v1/transfers/{id}";
        return Doors.Json(Doors.View(result.Value!, time.Today, Masked.Options), StatusCodes.Status201Created);
    }

    /// <summary>A case of another court is not there outside one's subtree, and not one's own business within it.</summary>
    private static Refusal? NotTheirs(Actor actor, CourtCode court, DateOnly today) =>
        actor.Office == Offices.Court(court) ? null
        : Jurisdictions.Of(court, today) is { } place && actor.MayRead(place.Division)
            ? new Refusal(RefusalKind.NotYours, "not-addressed", $"The case is of {Offices.Court(court)}; you act for {actor.Office}.")
        : new Refusal(RefusalKind.NotFound, "not-found", $"There is no court '{court}' here.");

    private static string HashOf(TransferBody body) =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(body with { ExpectedRevision = null }, ExchangeJson.Options))
        )[..32];
}
