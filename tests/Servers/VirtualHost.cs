using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Exchange.Messaging;
using RabbitMQ.Client;

namespace Exchange.Tests.Servers;

/// <summary>A virtual host of this test alone on the test broker, looked at without our own code.</summary>
public sealed class VirtualHost : IAsyncDisposable
{
    private readonly Uri administrator;
    private readonly HttpClient http;

    /// <summary>A name only; <see cref="Apply"/> makes it.</summary>
    public VirtualHost(TestServers servers)
    {
        administrator = new Uri(servers.Broker);
        Management = new Uri(servers.Management);
        http = new HttpClient { BaseAddress = Management };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(administrator.UserInfo)))
        );
    }

    public string Name { get; } = "test-" + Guid.NewGuid().ToString("N")[..12];

    public Uri Management { get; }

    public BrokerSettings Administrator => As(administrator.UserInfo.Split(':')[0], administrator.UserInfo.Split(':')[1]);

    /// <summary>One broker serves several runs at once: a user's password follows from the administrator's and is the same in all.</summary>
    public string PasswordOf(string service) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(administrator.UserInfo + service)))[..32];

    public BrokerSettings Of(string service) => As(service, PasswordOf(service));

    public async Task<IReadOnlyList<string>> Apply(long queueBytes = BrokerSettings.UsualQueueBytes)
    {
        using var step = new TopologyStep(Administrator with { QueueBytes = queueBytes }) { Settling = TimeSpan.Zero };
        return await step.Apply(PasswordOf, CancellationToken.None);
    }

    /// <summary>Empty: for what brings its own queues.</summary>
    public async Task Create()
    {
        using var answer = await http.PutAsJsonAsync($"api/vhosts/{Name}", new { default_queue_type = "quorum" });
        answer.EnsureSuccessStatusCode();
    }

    public static async Task<VirtualHost> WithTopology(long queueBytes = BrokerSettings.UsualQueueBytes, TestServers? at = null)
    {
        var host = new VirtualHost(at ?? await TestServers.Get());
        var problems = await host.Apply(queueBytes);
        return problems.Count == 0 ? host : throw new InvalidOperationException(string.Join("; ", problems));
    }

    /// <summary>A connection of our own, to do what a broken or a hostile sender would do.</summary>
    public async Task<IConnection> Connect(BrokerSettings by) =>
        await new ConnectionFactory
        {
            HostName = by.Address.Host,
            Port = by.Address.Port,
            VirtualHost = Name,
            UserName = by.User,
            Password = by.Password,
        }.CreateConnectionAsync();

    public async Task<JsonArray> List(string kind) => (await http.GetFromJsonAsync<JsonArray>($"api/{kind}/{Name}"))!;

    /// <summary>Ends connections of this virtual host, as an operator or a network does.</summary>
    public async Task<int> CloseConnections()
    {
        var names = (await http.GetFromJsonAsync<JsonArray>($"api/vhosts/{Name}/connections"))!.Select(c => (string)c!["name"]!).ToList();
        foreach (var name in names)
        {
            using var _ = await http.DeleteAsync($"api/connections/{Uri.EscapeDataString(name)}");
        }
        return names.Count;
    }

    public async Task Unbind(string exchange, string queue)
    {
        var path = $"api/bindings/{Name}/e/{Uri.EscapeDataString(exchange)}/q/{Uri.EscapeDataString(queue)}";
        foreach (var binding in (await http.GetFromJsonAsync<JsonArray>(path))!)
        {
            using var answer = await http.DeleteAsync($"{path}/{Uri.EscapeDataString((string)binding!["properties_key"]!)}");
            answer.EnsureSuccessStatusCode();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var _ = await http.DeleteAsync($"api/vhosts/{Name}");
        http.Dispose();
    }

    private BrokerSettings As(string user, string password) =>
        new()
        {
            Address = new Uri($"amqp://{administrator.Host}:{administrator.Port}/{Name}"),
            Management = Management,
            User = user,
            Password = password,
            Patience = TimeSpan.FromSeconds(20),
        };
}
