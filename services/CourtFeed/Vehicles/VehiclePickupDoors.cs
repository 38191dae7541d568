using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Vehicles;

/// <summary>The court's doors to cars that the police impound for it (车辆移交).</summary>
internal static class VehiclePickupDoors
{
    private static readonly string[] Clerks = [Roles.CourtSystem, Roles.CourtClerk];
    private static readonly string[] Readers = [.. Clerks, Roles.Auditor];

    public static IServiceCollection AddVehicles(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<VehiclePickup>(
                    CourtFeedModule.Name,
                    "vehiclePickups",
                    new IndexField<VehiclePickup>("caseNumber", p => p.Asked?.CaseNumber.Value)
                )
            )
            .AddHandler<VehicleSearchRequested, VehiclePickupMessages>(CourtFeedModule.Name)
            .AddHandler<VehicleSearchAnswered, VehiclePickupMessages>(CourtFeedModule.Name);

    public static void MapVehicles(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/court/v1/vehicle-pickups").WithTags("court");
        doors.MapList<VehiclePickup>("", Readers, "Cars that are searched for, wait to be collected, or were (车辆移交)", "caseNumber");
        doors.MapOne<VehiclePickup>("", Readers, Clerks, "One request with its cars");
        doors.MapAct<VehiclePickup, CollectBody>(
            "/{id}/collect",
            Clerks,
            (p, b, m) => p.Collect(b, m),
            "Collect a car, with a receipt (接收车辆)"
        );
    }
}

/// <summary>What reaches a pickup: the procuratorate's request and the police's answers.</summary>
internal sealed class VehiclePickupMessages(Acts<VehiclePickup> acts) : IHandle<VehicleSearchRequested>, IHandle<VehicleSearchAnswered>
{
    public Task Handle(VehicleSearchRequested message, CancellationToken cancellation) =>
        acts.Hear(
            message.RequestId,
            "requested",
            "procuratorate",
            (known, moment) => VehiclePickup.Hear(known, message, moment),
            cancellation
        );

    public Task Handle(VehicleSearchAnswered message, CancellationToken cancellation) =>
        acts.Hear(message.RequestId, "answered", "police", (known, moment) => VehiclePickup.Hear(known, message, moment), cancellation);
}
