using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Vehicles;

/// <summary>The doors to requests for cars (车辆协查), and what they hear.</summary>
internal static class VehicleRequestDoors
{
    private const string Service = ProcuratorateIntakeModule.Service;
    private static readonly string[] Procurators = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Procurators, Roles.Auditor];

    public static IServiceCollection AddVehicles(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<VehicleRequest>(
                    Service,
                    "vehicleRequests",
                    new IndexField<VehicleRequest>("caseNumber", r => r.Asked.CaseNumber.Value),
                    new IndexField<VehicleRequest>("leadId", r => r.LeadId)
                )
            )
            .AddHandler<VehicleSearchProposed, VehicleRequestMessages>(Service)
            .AddHandler<VehicleSearchAnswered, VehicleRequestMessages>(Service)
            .AddHandler<VehiclesCollected, VehicleRequestMessages>(Service);

    public static void MapVehicles(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/vehicle-requests").WithTags("Vehicles 车辆协查");
        doors.MapList<VehicleRequest>("", Readers, "Requests for cars to be found (车辆协查)", "caseNumber", "leadId");
        doors.MapOne<VehicleRequest>("", Readers, Procurators, "One request, with what police and court said");
        doors.MapAct<VehicleRequest, RecallVehiclesBody>(
            "/{id}/recall",
            Procurators,
            (r, b, m) => r.Recall(b, m),
            "They need not be found any more (撤回协查)"
        );
    }
}

/// <summary>What reaches a request: the lead's proposal, the police's answers, the court's receipts.</summary>
internal sealed class VehicleRequestMessages(Acts<VehicleRequest> acts)
    : IHandle<VehicleSearchProposed>,
        IHandle<VehicleSearchAnswered>,
        IHandle<VehiclesCollected>
{
    public Task Handle(VehicleSearchProposed message, CancellationToken cancellation) =>
        acts.Hear(
            message.RequestId,
            "propose",
            "procuratorate",
            (known, moment) => VehicleRequest.Propose(known, message, message.Division, moment),
            cancellation
        );

    public Task Handle(VehicleSearchAnswered message, CancellationToken cancellation) =>
        acts.Hear(message.RequestId, "answered", "police", (known, moment) => VehicleRequest.Hear(known, message, moment), cancellation);

    public Task Handle(VehiclesCollected message, CancellationToken cancellation) =>
        acts.Hear(message.RequestId, "collected", "court", (known, moment) => VehicleRequest.Hear(known, message, moment), cancellation);
}

/// <summary>撤回协查</summary>
internal sealed record RecallVehiclesBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "撤回理由").List;
}
