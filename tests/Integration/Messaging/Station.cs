using System.Collections.Concurrent;
using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>A service's process as far as messages go: its bus, its hearers, its store and its log.</summary>
internal sealed class Station : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly IHost host;
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-station-").FullName;
    private readonly string service;

    private Station(string service, Action<IServiceCollection> configure)
    {
        this.service = service;
        Stores = new FickleStores(new SqliteStores(folder));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.AddFilter("MassTransit", LogLevel.Critical).AddProvider(Log));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IStores>(Stores);
        configure(builder.Services);
        host = builder.Build();
    }

    public FickleStores Stores { get; }

    public LogLines Log { get; } = new();

    public IMessageBus Bus => host.Services.GetRequiredService<IMessageBus>();

    /// <summary>Starts without waiting until it can speak.</summary>
    public static async Task<Station> Start(string service, Action<IServiceCollection> configure)
    {
        var station = new Station(service, configure);
        await station.Stores.Of(service).Prepare(Failures.CollectionOf(service).Shape, CancellationToken.None);
        await station.host.StartAsync();
        return station;
    }

    /// <summary>One service over the broker.</summary>
    public static Task<Station> OnBroker(BrokerSettings settings, string service, Action<IServiceCollection>? hears = null) =>
        Start(
            service,
            services =>
            {
                hears?.Invoke(services);
                services.AddBrokerMessaging(settings, service);
            }
        );

    public Task Ready() => Bus.Ready(CancellationToken.None).WaitAsync(Deadline);

    public Task Publish(ExchangeEvent message) => Bus.Publish(message, CancellationToken.None).WaitAsync(Deadline);

    public async Task<IReadOnlyList<FailedMessage>> Failed()
    {
        var found = await Failures.Of(Stores, service).Query(new DocumentQuery { Limit = 500 });
        return [.. found.Select(f => f.Value)];
    }

    public Task Stop() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        await Stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Hears one kind of message and does with it what the test says.</summary>
internal sealed class Ear<T>(Func<T, Task>? then = null) : IHandle<T>
    where T : ExchangeEvent
{
    public ConcurrentQueue<T> Heard { get; } = new();

    public async Task Handle(T message, CancellationToken cancellation)
    {
        if (then is not null)
        {
            await then(message);
        }
        Heard.Enqueue(message);
    }

    public void In(IServiceCollection services, string service) => services.AddSingleton(this).AddHandler<T, Ear<T>>(service);
}

/// <summary>Stores that can be away.</summary>
internal sealed class FickleStores(SqliteStores stores) : IStores, IAsyncDisposable
{
    public bool Away { get; set; }

    public IDocumentStore Of(string service) => Away ? throw new StoreUnavailableException("the store is away") : stores.Of(service);

    public ValueTask DisposeAsync() => stores.DisposeAsync();
}

internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Of(string part) => [.. lines.Where(l => l.Contains(part, StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception?.Message}");

    public void Dispose() { }

    public override string ToString() => string.Join('\n', lines);
}

internal static class Eventually
{
    /// <summary>Looks again and again until it holds.</summary>
    public static async Task Holds(Func<Task<bool>> condition, Func<string>? told = null)
    {
        using var deadline = new CancellationTokenSource(Station.Deadline);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
            {
                throw new ShouldAssertException("It did not come to hold within the deadline. " + told?.Invoke());
            }
            await Task.Delay(25);
        }
    }

    public static Task Holds(Func<bool> condition, Func<string>? told = null) => Holds(() => Task.FromResult(condition()), told);
}
