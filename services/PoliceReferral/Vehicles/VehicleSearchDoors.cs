using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.PoliceReferral.Vehicles;

/// <summary>Cars to be found (车辆协查): what they hear, and the doors to them.</summary>
internal static class VehicleSearchDoors
{
    private static readonly string[] Officer = [Roles.PoliceOfficer];
    private static readonly string[] Readers = [Roles.PoliceOfficer, Roles.Auditor];

    public static IServiceCollection AddVehicles(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<VehicleSearch>(
                    PoliceReferralModule.Name,
                    "vehicleSearches",
                    new IndexField<VehicleSearch>("caseNumber", s => s.Asked.CaseNumber.Value)
                )
            )
            .AddHandler<VehicleSearchRequested, VehicleSearchMessages>(PoliceReferralModule.Name)
            .AddHandler<VehiclesCollected, VehicleSearchMessages>(PoliceReferralModule.Name);

    public static void MapVehicles(this IEndpointRouteBuilder doors)
    {
        doors.MapList<VehicleSearch>("/vehicle-searches", Readers, "Cars to be found and impounded (车辆协查)", "caseNumber");
        doors.MapOne<VehicleSearch>("/vehicle-searches", Readers, Officer, "One request for cars");
        doors.MapAct<VehicleSearch, AcknowledgeSearchBody>(
            "/vehicle-searches/{id}/acknowledge",
            Officer,
            (s, b, m) => s.Acknowledge(b, m),
            "Take it and say so (协查回执)"
        );
        doors.MapAct<VehicleSearch, ImpoundBody>(
            "/vehicle-searches/{id}/impound",
            Officer,
            (s, b, m) => s.Impound(b, m),
            "A car is found and impounded (扣押)"
        );
        doors.MapAct<VehicleSearch, NotFoundBody>(
            "/vehicle-searches/{id}/not-found",
            Officer,
            (s, b, m) => s.NotFound(b, m),
            "A car was not found, and why (未查获)"
        );
    }
}

/// <summary>What reaches a search: the procuratorate's request or its recall, and the court's receipts.</summary>
internal sealed class VehicleSearchMessages(Acts<VehicleSearch> acts) : IHandle<VehicleSearchRequested>, IHandle<VehiclesCollected>
{
    public Task Handle(VehicleSearchRequested message, CancellationToken cancellation) =>
        acts.Hear(
            message.RequestId,
            "requested",
            "procuratorate",
            (known, moment) => VehicleSearch.Hear(known, message, moment),
            cancellation
        );

    public Task Handle(VehiclesCollected message, CancellationToken cancellation) =>
        acts.Hear(message.RequestId, "collected", "court", (known, _) => VehicleSearch.Hear(known, message), cancellation);
}
