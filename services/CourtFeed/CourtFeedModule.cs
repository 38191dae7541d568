using Exchange.Acts;
using Exchange.CourtFeed.Aftercare;
using Exchange.CourtFeed.Alerts;
using Exchange.CourtFeed.Cases;
using Exchange.CourtFeed.Imports;
using Exchange.CourtFeed.Opinions;
using Exchange.CourtFeed.Transfers;
using Exchange.CourtFeed.Vehicles;
using Exchange.Hosting;
using Exchange.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed;

/// <summary>The courts' service (法院): case records in, opinions answered, alerts and transfers out.</summary>
public static class CourtFeedModule
{
    public const string Name = "court-feed";

    public static IServiceCollection AddCourtFeed(this IServiceCollection services)
    {
        services.AddService(Name, "court");
        services.AddSingleton(CourtDesk.Pages);
        services.AddHandler<Contracts.Procuratorate.CourtWordsHeard, LostWords>(Name);
        services.AddHandler<Contracts.Police.CourtWordsHeard, LostWords>(Name);
        services.AddCases();
        services.AddImports();
        services.AddOpinions();
        services.AddTransfers();
        services.AddAlerts();
        services.AddSeizures();
        services.AddVehicles();
        return services;
    }

    public static void MapCourtFeed(this IEndpointRouteBuilder app)
    {
        var court = app.MapGroup("/court/v1").WithTags("court");
        court.MapCases();
        court.MapRequeries();
        court.MapImports();
        app.MapOpinions();
        app.MapTransfers();
        app.MapAlerts();
        app.MapSeizures();
        app.MapVehicles();
        app.MapContents();
    }
}
