using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Tests.EndToEnd;

/// <summary>What a door answered.</summary>
/// <param name="Body">The JSON; null when it was none.</param>
public sealed record Answer(int Status, JsonNode? Body, string Text, string? MediaType, Uri? Location)
{
    /// <summary>When to come again, where the answer says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public JsonNode this[string name] => Body?[name] ?? throw new InvalidOperationException($"The answer has no '{name}': {this}");

    public string? Code => Body?["code"]?.GetValue<string>();

    public string State => this["state"].GetValue<string>();

    public IReadOnlyList<JsonObject> Items => [.. this["items"].AsArray().Select(item => item!.AsObject())];

    /// <summary>The places that a problem names, in its order.</summary>
    public IReadOnlyList<string> Places => [.. (Body?["errors"]?.AsArray() ?? []).Select(flaw => flaw!["place"]!.GetValue<string>())];

    /// <summary>Itself when it is a success; else the test fails with what was answered.</summary>
    public Answer Ok() => Status is >= 200 and < 300 ? this : throw new InvalidOperationException($"Refused: {this}");

    public override string ToString() => FormattableString.Invariant($"{Status} {Text}");
}

/// <summary>One person of one office, working through the doors as anybody would.</summary>
public sealed class Desk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Func<string, Uri> door;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <param name="door">Where a path is asked for.</param>
    public Desk(Func<string, Uri> door, string? token)
    {
        this.door = door;
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public static string TokenOf(string role, string division, string? office = null, string? name = null) =>
        DevelopmentIssuer.Token(
            [role],
            DivisionCode.Parse(division),
            office,
            name ?? $"{role} {office ?? division}",
            TimeProvider.System.GetUtcNow()
        );

    public void Dispose() => http.Dispose();

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object body) =>
        Send(HttpMethod.Post, path, Json(JsonSerializer.Serialize(body, ExchangeJson.Options)));

    public Task<Answer> Put(string path, object body) =>
        Send(HttpMethod.Put, path, Json(JsonSerializer.Serialize(body, ExchangeJson.Options)));

    /// <summary>Exactly this text as JSON, however wrong.</summary>
    public Task<Answer> PostText(string path, string text, string mediaType = "application/json") =>
        Send(HttpMethod.Post, path, Json(text, mediaType));

    public Task<Answer> PostBytes(string path, byte[] bytes, string mediaType) =>
        Send(HttpMethod.Post, path, new ByteArrayContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } });

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, door(path)) { Content = content };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var json = mediaType is "application/json" or "application/problem+json" && text.Length > 0 ? JsonNode.Parse(text) : null;
        return new Answer((int)response.StatusCode, json, text, mediaType, response.Headers.Location)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonObject>> List(string path, int limit = 500)
    {
        var all = new List<JsonObject>();
        string? next = null;
        do
        {
            var page = (
                await Get(
                    FormattableString.Invariant($"{path}{(path.Contains('?') ? '&' : '?')}limit={limit}")
                        + (next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))
                )
            ).Ok();
            all.AddRange(page.Items);
            next = page.Body!["next"]?.GetValue<string>();
        } while (next is not null);
        return all;
    }

    /// <summary>Looks until what another agency did has arrived here.</summary>
    public async Task<Answer> Until(string path, Func<Answer, bool> arrived)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var answer = await Get(path);
            if (answer.Status == 200 && arrived(answer))
            {
                return answer;
            }
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException($"{path} did not become what was expected; last: {answer}");
            }
            await Task.Delay(10);
        }
    }

    public Task<Answer> UntilState(string path, params string[] states) => Until(path, answer => states.Contains(answer.State));

    /// <summary>Uploads a file and watches the import to its end.</summary>
    public async Task<Answer> Import(byte[] file, string mediaType = "text/csv", string query = "")
    {
        var taken = (await PostBytes("/court/v1/case-imports" + query, file, mediaType)).Ok();
        return await UntilState($"/court/v1/case-imports/{taken["id"]}", "completed", "failed");
    }

    public static StringContent Json(string text, string mediaType = "application/json") => new(text, Encoding.UTF8, mediaType);
}
