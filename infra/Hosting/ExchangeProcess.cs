using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>One service as a process of its own, over a broker and a document store, until it is told to stop.</summary>
public static class ExchangeProcess
{
    /// <param name="name">The service, which is also its user at the broker and its database.</param>
    /// <param name="add">What the service consists of.</param>
    /// <param name="map">Its doors and its desk.</param>
    /// <returns>0 when it stopped in good order, 2 when it could not start as it was told to.</returns>
    public static async Task<int> Run(string[] args, string name, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        await using var app = await Starting.Of(() => Build(args, name, add, map));
        if (app is null)
        {
            return Starting.Refused;
        }
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    private static WebApplication Build(string[] args, string name, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = builder.Configuration;
        NeedOneOf(settings, "Store:Mongo", "Store:MongoFile");
        if (!settings.GetValue<bool>("Access:Development") && string.IsNullOrEmpty(settings["Access:Authority"]))
        {
            throw new SettingException("Access:Authority", "is missing, the OIDC issuer of the tokens");
        }
        builder
            .Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddSimpleConsole(line => (line.SingleLine, line.TimestampFormat, line.UseUtcTimestamp) = (true, "HH:mm:ss.fff ", true));
        builder.AddExchange(name);
        // Our own connection says once that the broker is away; the transport says it with a stack at every attempt.
        builder.Logging.AddFilter("MassTransit", LogLevel.Error);
        builder.Services.AddBrokerMessaging(settings, name);
        add(builder);

        var app = builder.Build();
        app.UseExchange();
        map(app);
        return app;
    }

    private static void NeedOneOf(ConfigurationManager settings, string key, string other)
    {
        if (string.IsNullOrEmpty(settings[key]) && string.IsNullOrEmpty(settings[other]))
        {
            throw new SettingException(key, $"is missing (or {other}, the file that holds it)");
        }
    }
}
