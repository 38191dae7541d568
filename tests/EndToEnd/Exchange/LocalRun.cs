using Exchange.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Exchange.Tests.EndToEnd;

/// <summary>
/// The four services as <c>serve --empty</c> runs them: real stores in a folder of their own, the real bus, HTTP on a free loopback port.
/// It can be stopped and started again on the same folder, which remembers the law day. Tests that look inside take it by name.
/// </summary>
public sealed class LocalRun : ExchangeRun
{
    private readonly Action<WebApplicationBuilder>? configure;
    private WebApplication? app;

    private LocalRun(Action<WebApplicationBuilder>? configure) => this.configure = configure;

    /// <summary>Folder of the four databases; gone when the run is disposed of.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("exchange-").FullName;

    public string Url { get; private set; } = "";

    public WebApplication App => app ?? throw new InvalidOperationException("The exchange does not run; start it first.");

    public IServiceProvider Services => App.Services;

    public override Uri Door(string path) => new(new Uri(Url), path);

    public static async Task<LocalRun> Start(DateOnly? lawDay = null, Action<WebApplicationBuilder>? configure = null)
    {
        var run = new LocalRun(configure);
        await run.Start();
        if (lawDay is { } day)
        {
            await run.MoveTo(day);
        }
        return run;
    }

    /// <summary>Starts (again) on the same folder, on a new port.</summary>
    public async Task Start()
    {
        app = LocalExchange.Build(
            Data,
            "http://127.0.0.1:0",
            builder =>
            {
                builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
                configure?.Invoke(builder);
            }
        );
        await app.StartAsync();
        Url = app.Urls.First();
        await LookAtTheDay();
    }

    /// <summary>Stops in good order. Desks of before point at a door that is closed; ask for new ones after <see cref="Start()"/>.</summary>
    public async Task Stop()
    {
        if (app is null)
        {
            return;
        }
        CloseDesks();
        var stopping = app;
        app = null;
        await stopping.StopAsync();
        await stopping.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Data, recursive: true);
    }
}
