using Exchange.Acts;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.PoliceReferral.Referrals;
using Exchange.PoliceReferral.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.PoliceReferral;

/// <summary>The police's service (公安): criminal leads in, receipts, decisions and outcomes out.</summary>
public static class PoliceReferralModule
{
    public const string Name = "police-referral";

    public static IServiceCollection AddPoliceReferral(this IServiceCollection services)
    {
        services.AddService(Name, "police");
        services.AddSingleton(PoliceDesk.Pages);
        services.AddHandler<Contracts.Procuratorate.PoliceWordsHeard, LostWords>(Name);
        services.AddHandler<Contracts.Court.PoliceWordsHeard, LostWords>(Name);
        services.AddReferrals();
        services.AddVehicles();
        return services;
    }

    public static void MapPoliceReferral(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/police/v1").WithTags("police");
        doors.MapReferrals();
        doors.MapVehicles();
    }
}
