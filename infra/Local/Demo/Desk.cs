using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local.Demo;

/// <summary>One person of one office, working through the doors as anybody would.</summary>
internal sealed class Desk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient http;

    private readonly ExchangeAddress at;

    public Desk(ExchangeAddress at, string role, DivisionCode division, string? office = null, string? name = null)
    {
        this.at = at;
        Who = name ?? $"{role} {office ?? division.Value}";
        http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        var token = DevelopmentIssuer.Token([role], division, office, Who, TimeProvider.System.GetUtcNow());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Who { get; }

    public void Dispose() => http.Dispose();

    public static DivisionCode DivisionOf(JsonObject item) => DivisionCode.Parse(item["division"]!.GetValue<string>());

    public async Task<JsonObject> Get(string path)
    {
        using var response = await http.GetAsync(at.Door(path));
        return await Content(response, path);
    }

    /// <summary>Does an act; a refusal is a bug of the play.</summary>
    public async Task<JsonObject> Post(string path, object body)
    {
        using var response = await http.PostAsJsonAsync(at.Door(path), body, ExchangeJson.Options);
        return await Content(response, path);
    }

    public async Task<JsonObject> Put(string path, object body)
    {
        using var response = await http.PutAsJsonAsync(at.Door(path), body, ExchangeJson.Options);
        return await Content(response, path);
    }

    public async Task<JsonObject> Upload(string path, string file, string mediaType)
    {
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var response = await http.PostAsync(at.Door(path), content);
        return await Content(response, path);
    }

    public async IAsyncEnumerable<JsonObject> List(string path)
    {
        string? next = null;
        do
        {
            var page = await Get(path + (path.Contains('?') ? "&" : "?") + "limit=500" + (next is null ? "" : "&cursor=" + next));
            foreach (var item in page["items"]!.AsArray())
            {
                yield return item!.AsObject();
            }
            next = page["next"]?.GetValue<string>();
        } while (next is not null);
    }

    /// <summary>Looks until what another agency did has arrived here.</summary>
    public async Task<JsonObject> Until(string path, Func<JsonObject, bool> arrived)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            using var response = await http.GetAsync(at.Door(path));
            if (response.IsSuccessStatusCode && await Content(response, path) is { } found && arrived(found))
            {
                return found;
            }
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException(
                    $"{Who}: {path} did not become what was expected; last: {await response.Content.ReadAsStringAsync()}"
                );
            }
            await Task.Delay(20);
        }
    }

    public Task<JsonObject> UntilState(string path, params string[] states) =>
        Until(path, found => found["state"]?.GetValue<string>() is { } state && states.Contains(state));

    private async Task<JsonObject> Content(HttpResponseMessage response, string path)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonObject>(text)!
            : throw new InvalidOperationException($"{Who}: {path} answered {(int)response.StatusCode}: {text}");
    }
}
