using Exchange.Acts;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Alerts;
using Exchange.ProcuratorateIntake.Campaigns;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Opinions;
using Exchange.ProcuratorateIntake.Petitions;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Repairs;
using Exchange.ProcuratorateIntake.Statistics;
using Exchange.ProcuratorateIntake.Transfers;
using Exchange.ProcuratorateIntake.Vehicles;
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
        services.AddSingleton(ProcuratorateDesk.Pages);
        services.AddHandler<Contracts.Court.ProcuratorateWordsHeard, LostWords>(Service);
        services.AddHandler<Contracts.Police.ProcuratorateWordsHeard, LostWords>(Service);
        services.AddHandler<Contracts.Credit.ProcuratorateWordsHeard, LostWords>(Service);
        services.AddModels();
        services.AddCampaigns();
        services.AddFeeds();
        services.AddRegistry();
        services.AddLeads();
        services.AddStatistics();
        services.AddOpinions();
        services.AddTransfers();
        services.AddRepairs();
        services.AddAlerts();
        services.AddPetitions();
        services.AddVehicles();
        return services;
    }

    public static void MapProcuratorateIntake(this IEndpointRouteBuilder app)
    {
        app.MapModels();
        app.MapCampaigns();
        app.MapFeeds();
        app.MapRegistry();
        app.MapLeads();
        app.MapStatistics();
        app.MapOpinions();
        app.MapTransfers();
        app.MapRepairs();
        app.MapAlerts();
        app.MapPetitions();
        app.MapVehicles();
    }
}
