using Exchange.Hosting;
using Exchange.ProcuratorateIntake.Opinions;
using Exchange.ProcuratorateIntake.Repairs;
using Exchange.ProcuratorateIntake.Transfers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake;

/// <summary>The procuratorate (检察院): registers the courts' cases, screens them, works on leads, speaks to courts and police.</summary>
public static class ProcuratorateIntakeModule
{
    internal const string Service = "procuratorate-intake";

    public static IServiceCollection AddProcuratorateIntake(this IServiceCollection services)
    {
        services.AddService(Service, "procuratorate");
        services.AddOpinions();
        services.AddTransfers();
        services.AddRepairs();
        return services;
    }

    public static void MapProcuratorateIntake(this IEndpointRouteBuilder app)
    {
        app.MapOpinions();
        app.MapTransfers();
        app.MapRepairs();
    }
}
