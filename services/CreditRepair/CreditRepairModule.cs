using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.CreditRepair.Notices;
using Exchange.CreditRepair.Repairs;
using Exchange.Hosting;
using Exchange.Messaging;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CreditRepair;

/// <summary>The credit-repair desk (信用修复): finds sanctions that stay too long, asks for their lift, tells the banks.</summary>
public static class CreditRepairModule
{
    public static IServiceCollection AddCreditRepair(this IServiceCollection services) =>
        services
            .AddService(RepairDoors.Service, "credit")
            .AddSingleton(CreditDesk.Pages)
            .AddRepairs()
            .AddNotices()
            .AddHandler<CreditWordsHeard, LostWords>(RepairDoors.Service);

    public static void MapCreditRepair(this IEndpointRouteBuilder app)
    {
        app.MapRepairs();
        app.MapNotices();
    }
}
