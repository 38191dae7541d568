using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Exchange.Messaging;

/// <summary>The broker's management API: the only place that tells what exists without changing it.</summary>
internal sealed class ManagementApi : IDisposable
{
    private readonly HttpClient http;
    private readonly string vhost;

    public ManagementApi(BrokerSettings settings)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => settings.IsTrusted(certificate, errors);
        http = new HttpClient(handler) { BaseAddress = settings.Management, Timeout = TimeSpan.FromSeconds(10) };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{settings.Password}"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        vhost = Uri.EscapeDataString(settings.VirtualHost);
    }

    public void Dispose() => http.Dispose();

    /// <summary>What the virtual host holds now.</summary>
    public async Task<BrokerContents> Contents(CancellationToken cancellation)
    {
        var exchanges = await Get<Exchange[]>($"api/exchanges/{vhost}", cancellation);
        var queues = await Get<Queue[]>($"api/queues/{vhost}?disable_stats=true", cancellation);
        var bindings = await Get<Binding[]>($"api/bindings/{vhost}", cancellation);
        return new BrokerContents(
            exchanges.ToDictionary(e => e.Name, e => e is { Type: "fanout", Durable: true, AutoDelete: false }),
            queues.ToDictionary(
                q => q.Name,
                q => q.Arguments.ToDictionary(a => a.Key, a => a.Value.ToString()).AsReadOnly() as IReadOnlyDictionary<string, string>
            ),
            bindings.Where(b => b.DestinationType == "queue").Select(b => new BrokerBinding(b.Source, b.Destination)).ToHashSet()
        );
    }

    public Task CreateVirtualHost(CancellationToken cancellation) =>
        Put($"api/vhosts/{vhost}", new { default_queue_type = "quorum" }, cancellation);

    public Task CreateExchange(string name, CancellationToken cancellation) =>
        Put($"api/exchanges/{vhost}/{Uri.EscapeDataString(name)}", new { type = "fanout", durable = true }, cancellation);

    public Task CreateQueue(BrokerQueue queue, CancellationToken cancellation) =>
        Put($"api/queues/{vhost}/{Uri.EscapeDataString(queue.Name)}", new { durable = true, arguments = queue.Arguments }, cancellation);

    public Task Bind(BrokerBinding binding, CancellationToken cancellation) =>
        Send(
            HttpMethod.Post,
            $"api/bindings/{vhost}/e/{Uri.EscapeDataString(binding.Exchange)}/q/{Uri.EscapeDataString(binding.Queue)}",
            new { routing_key = "" },
            cancellation
        );

    public async Task CreateUser(ServiceRights rights, string password, CancellationToken cancellation)
    {
        // Management: it may look at the topology of the virtual hosts it has rights in, and nowhere else.
        var user = new { password, tags = "management" };
        try
        {
            await Put($"api/users/{rights.Service}", user, cancellation);
        }
        catch (BrokerUnavailableException e) when (e.Message.Contains("user_already_exists", StringComparison.Ordinal))
        {
            // Somebody made it between the broker's look and its write; now that it is there it is changed.
            await Put($"api/users/{rights.Service}", user, cancellation);
        }
        await Put(
            $"api/permissions/{vhost}/{rights.Service}",
            new
            {
                configure = rights.Configure,
                write = rights.Write,
                read = rights.Read,
            },
            cancellation
        );
    }

    private Task Put(string path, object body, CancellationToken cancellation) => Send(HttpMethod.Put, path, body, cancellation);

    private async Task Send(HttpMethod method, string path, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await Answered(() => http.SendAsync(request, cancellation), cancellation);
    }

    private async Task<T> Get<T>(string path, CancellationToken cancellation)
    {
        using var response = await Answered(() => http.GetAsync(path, cancellation), cancellation);
        try
        {
            return (await response.Content.ReadFromJsonAsync<T>(Json, cancellation))!;
        }
        catch (JsonException e)
        {
            throw new BrokerUnavailableException($"The broker's management API said what cannot be read: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> Answered(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await ask();
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BrokerUnavailableException($"The broker's management API at {http.BaseAddress} does not answer: {e.Message}", e);
        }
        if (response.IsSuccessStatusCode)
        {
            return response;
        }
        using (response)
        {
            var reason = await response.Content.ReadAsStringAsync(cancellation);
            throw new BrokerUnavailableException(
                response.StatusCode switch
                {
                    HttpStatusCode.Unauthorized => "The broker's management API refuses user or password, or the user's rights.",
                    HttpStatusCode.NotFound => $"The broker has no virtual host '{Uri.UnescapeDataString(vhost)}'.",
                    var status => $"The broker's management API answered {(int)status}: {reason}",
                }
            );
        }
    }

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Exchange(string Name, string Type, bool Durable, bool AutoDelete);

    private sealed record Queue(string Name, Dictionary<string, JsonElement> Arguments);

    private sealed record Binding(string Source, string Destination, string DestinationType);
}

/// <param name="Exchanges">By name: whether it is a durable fanout exchange.</param>
/// <param name="Queues">Arguments by name.</param>
internal sealed record BrokerContents(
    IReadOnlyDictionary<string, bool> Exchanges,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Queues,
    IReadOnlySet<BrokerBinding> Bindings
);
