using System.Net.Sockets;
using Testcontainers.MongoDb;
using Testcontainers.RabbitMq;

namespace Exchange.Tests.Servers;

/// <summary>The real servers in containers, which end with the test process.</summary>
internal static class ContainerServers
{
    private const int ManagementPort = 15672;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks the engine itself: that a client program is installed says nothing.</summary>
    public static async Task<bool> EngineAnswers()
    {
        var host = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } set ? set : "unix:///var/run/docker.sock");
        using var handler = new SocketsHttpHandler();
        if (host.Scheme == "unix")
        {
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.AbsolutePath), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }
        using var engine = new HttpClient(handler) { Timeout = Patience };
        try
        {
            var ping = new Uri(host.Scheme == "unix" ? "http://docker/_ping" : $"http://{host.Authority}/_ping");
            return (await engine.GetAsync(ping)).IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public static async Task<TestServers> Start()
    {
        var broker = Broker();
        var store = new MongoDbBuilder("mongo:8").WithReplicaSet().Build();
        await Task.WhenAll(broker.StartAsync(), store.StartAsync());
        var address = store.GetConnectionString();
        // The set's only member is known inside by a name that says nothing outside.
        var direct = address.Contains("directConnection", StringComparison.OrdinalIgnoreCase)
            ? address
            : $"{address.TrimEnd('/')}{(address.Contains('?') ? "&" : "/?")}directConnection=true";
        return new TestServers(broker.GetConnectionString().TrimEnd('/'), ManagementOf(broker), direct);
    }

    /// <summary>A broker alone.</summary>
    public static async Task<(TestServers Servers, RabbitMqContainer Broker)> StartBroker()
    {
        var broker = Broker();
        await broker.StartAsync();
        return (new TestServers(broker.GetConnectionString().TrimEnd('/'), ManagementOf(broker), Store: ""), broker);
    }

    private static RabbitMqContainer Broker() =>
        new RabbitMqBuilder("rabbitmq:4-management").WithPortBinding(ManagementPort, assignRandomHostPort: true).Build();

    private static string ManagementOf(RabbitMqContainer broker) =>
        $"http://{broker.Hostname}:{broker.GetMappedPublicPort(ManagementPort)}";
}
