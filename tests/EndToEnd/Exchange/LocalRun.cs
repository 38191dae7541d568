using System.Globalization;
using Exchange.Contracts;
using Exchange.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Exchange.Tests.EndToEnd;

/// <summary>
/// The four services as <c>serve --empty</c> runs them: real stores in a folder of their own, the real bus, HTTP on a free loopback port.
/// It can be stopped and started again on the same folder, which remembers the law day.
/// </summary>
public sealed class LocalRun : IAsyncDisposable
{
    private const string LawDay = "/dev/law-day";

    private readonly Action<WebApplicationBuilder>? configure;
    private readonly List<Desk> desks = [];
    private WebApplication? app;

    private LocalRun(Action<WebApplicationBuilder>? configure) => this.configure = configure;

    /// <summary>Folder of the four databases; gone when the run is disposed of.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("exchange-").FullName;

    public string Url { get; private set; } = "";

    public WebApplication App => app ?? throw new InvalidOperationException("The exchange does not run; start it first.");

    public IServiceProvider Services => App.Services;

    /// <summary>The law day as it was at the start, or to which it was last moved here.</summary>
    public DateOnly Today { get; private set; }

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
        Today = DateOnly.Parse((await Anybody().Get(LawDay)).Ok()["day"].GetValue<string>(), CultureInfo.InvariantCulture);
    }

    /// <summary>Stops in good order. Desks of before point at a door that is closed; ask for new ones after <see cref="Start()"/>.</summary>
    public async Task Stop()
    {
        if (app is null)
        {
            return;
        }
        desks.ForEach(desk => desk.Dispose());
        desks.Clear();
        var stopping = app;
        app = null;
        await stopping.StopAsync();
        await stopping.DisposeAsync();
    }

    /// <summary>Makes it that day for all services and lets the clocks act.</summary>
    public async Task MoveTo(DateOnly day) =>
        Today = DateOnly.Parse((await Anybody().Put(LawDay, new { day })).Ok()["day"].GetValue<string>(), CultureInfo.InvariantCulture);

    private Desk Anybody() => As(Access.Roles.Operator, "000000");

    /// <summary>A desk of this role; without an office that of exactly this division.</summary>
    public Desk As(string role, string division, string? office = null, string? name = null)
    {
        var desk = new Desk(Url, Desk.TokenOf(role, division, office, name));
        desks.Add(desk);
        return desk;
    }

    /// <summary>The clerk of the court that this case number names.</summary>
    public Desk AsCourtOf(string caseNumber, string role = Access.Roles.CourtClerk)
    {
        var number = CaseNumber.Parse(caseNumber);
        var division = Jurisdictions.OfCase(number, "", Today)!.Division;
        return As(role, division.Value, Access.Offices.Court(CourtCode.Parse(number.CourtCode)));
    }

    /// <summary>Somebody who shows no token.</summary>
    public Desk AsNobody() => AsBearer(null);

    /// <summary>Somebody who shows this token, whatever it is worth.</summary>
    public Desk AsBearer(string? token)
    {
        var desk = new Desk(Url, token);
        desks.Add(desk);
        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Data, recursive: true);
    }
}
