using System.Net;
using Exchange.Acts;
using Exchange.CourtFeed;
using Exchange.CreditRepair;
using Exchange.Desks;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.PoliceReferral;
using Exchange.ProcuratorateIntake;
using Exchange.Storage;

namespace Exchange.Local;

/// <summary>The four services in one process: messages handed over directly, one SQLite file per service in one folder.</summary>
public static class LocalExchange
{
    /// <param name="data">Folder of the four databases.</param>
    /// <param name="url">Loopback only: the development issuer's tokens must not work from elsewhere.</param>
    public static WebApplication Build(string data, string url, Action<WebApplicationBuilder>? configure = null)
    {
        if (!IsLoopback(url))
        {
            throw new SettingException("--urls", $"must name a loopback address, where development tokens count, not '{url}'");
        }
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ApplicationName = "Exchange.Local", ContentRootPath = AppContext.BaseDirectory }
        );
        // Embedded whatever the environment says of servers.
        builder.Services.AddSingleton<IStores>(_ => new SqliteStores(data));
        builder.Configuration["Access:Development"] = "true";
        builder.Configuration["urls"] = url;
        // 越城区, where the sample's first court is: what the sign-in page begins with.
        builder.Configuration["Desk:Division"] ??= "330602";
        builder
            .Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Exchange.Access", LogLevel.Information)
            .AddSimpleConsole(line => line.SingleLine = true);
        configure?.Invoke(builder);
        builder.AddExchange("exchange-local");
        builder.AddDesk("exchange-local");
        builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
        builder.Services.AddInProcessMessaging();
        builder.Services.AddCourtFeed();
        builder.Services.AddProcuratorateIntake();
        builder.Services.AddPoliceReferral();
        builder.Services.AddCreditRepair();

        var app = builder.Build();
        app.UseExchange();
        app.MapCourtFeed();
        app.MapProcuratorateIntake();
        app.MapPoliceReferral();
        app.MapCreditRepair();
        app.MapDesk();
        return app;
    }

    public static LawTime LawTime(this WebApplication app) => app.Services.GetRequiredService<LawTime>();

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
