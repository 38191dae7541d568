using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Exchange.Desks;

/// <summary>
/// Asks the doors of the same process, with the token of whoever sits at the desk: a page shows nothing, and does nothing, that the doors would refuse.
/// </summary>
public sealed class DeskApi(IHttpClientFactory clients, IServer server, DeskSession session)
{
    internal const string Client = "desk";

    public Task<DeskAnswer> Get(string door, CancellationToken cancellation = default) =>
        Send(HttpMethod.Get, door, null, null, cancellation);

    /// <param name="key">The same key never does it twice.</param>
    public Task<DeskAnswer> Post(string door, JsonNode body, string? key = null, CancellationToken cancellation = default) =>
        Send(HttpMethod.Post, door, Content(body), key, cancellation);

    public Task<DeskAnswer> Put(string door, JsonNode body, CancellationToken cancellation = default) =>
        Send(HttpMethod.Put, door, Content(body), null, cancellation);

    /// <summary>Passes a file on as it comes in.</summary>
    public Task<DeskAnswer> PostFile(string door, Stream file, string mediaType, CancellationToken cancellation = default)
    {
        var content = new StreamContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return Send(HttpMethod.Post, door, content, null, cancellation);
    }

    private static StringContent Content(JsonNode body) => new(body.ToJsonString(ExchangeJson.Options), Encoding.UTF8, "application/json");

    private async Task<DeskAnswer> Send(HttpMethod method, string door, HttpContent? content, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, Base() + door) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Token);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            return new DeskAnswer((int)answer.StatusCode, Parsed(text), text);
        }
        catch (HttpRequestException e)
        {
            return new DeskAnswer(0, null, e.Message);
        }
    }

    /// <summary>Its own address, the plain one where there are two; where it listens on all, the loopback.</summary>
    private string Base()
    {
        var address = server
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.OrderBy(address => address.StartsWith("https:", StringComparison.Ordinal))
            .First();
        return address
            .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .TrimEnd('/');
    }

    private static JsonObject? Parsed(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a door answered.</summary>
/// <param name="Status">0: it could not be reached.</param>
public sealed record DeskAnswer(int Status, JsonObject? Body, string Raw)
{
    /// <summary>Nothing was asked yet.</summary>
    public static DeskAnswer None { get; } = new(0, null, "");

    public bool IsOk => Status is >= 200 and < 300;

    public IReadOnlyList<JsonObject> Items => [.. (Body?["items"] as JsonArray ?? []).OfType<JsonObject>()];

    public string? Next => Body.At("next");
}
