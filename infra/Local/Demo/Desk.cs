using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Local.Demo;

/// <summary>
/// One person of one office, working through the doors as anybody would. Where a service is away, or did not say whether it has done
/// it, the person asks again: an act may be asked for twice.
/// </summary>
internal sealed class Desk : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
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

    public async Task<JsonObject> Get(string path) => Content(path, await Ask(HttpMethod.Get, path));

    /// <summary>Does an act; a refusal is a bug of the play.</summary>
    public async Task<JsonObject> Post(string path, object body) => Content(path, await Ask(HttpMethod.Post, path, () => Json(body)));

    public async Task<JsonObject> Put(string path, object body) => Content(path, await Ask(HttpMethod.Put, path, () => Json(body)));

    public async Task<JsonObject> Upload(string path, string file, string mediaType) =>
        Content(
            path,
            await Ask(
                HttpMethod.Post,
                path,
                () => new StreamContent(File.OpenRead(file)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } }
            )
        );

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
        var deadline = TimeProvider.System.GetUtcNow() + at.Patience;
        while (true)
        {
            var answer = await Ask(HttpMethod.Get, path);
            if (answer.Done && Content(path, answer) is { } found && arrived(found))
            {
                return found;
            }
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException($"{Who}: {path} did not become what was expected; last: {answer.Text}");
            }
            await Task.Delay(20);
        }
    }

    public Task<JsonObject> UntilState(string path, params string[] states) =>
        Until(path, found => found["state"]?.GetValue<string>() is { } state && states.Contains(state));

    private async Task<Answer> Ask(HttpMethod method, string path, Func<HttpContent>? content = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + at.Patience;
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, at.Door(path)) { Content = content?.Invoke() };
                using var response = await http.SendAsync(request);
                var answer = new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
                if (!answer.IsAway || TimeProvider.System.GetUtcNow() > deadline)
                {
                    return answer;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && TimeProvider.System.GetUtcNow() <= deadline)
            {
                // Nobody listens there just now, or the process died over it.
            }
            await Task.Delay(Pause);
        }
    }

    private static JsonContent Json(object body) => JsonContent.Create(body, body.GetType(), options: ExchangeJson.Options);

    private JsonObject Content(string path, Answer answer) =>
        answer.Done ? JsonSerializer.Deserialize<JsonObject>(answer.Text)!
        : answer.IsAway ? throw new HttpRequestException($"{Who}: {path} still answers {answer.Status}: {answer.Text}")
        : throw new InvalidOperationException($"{Who}: {path} answered {answer.Status}: {answer.Text}");

    private sealed record Answer(int Status, string Text)
    {
        public bool Done => Status is >= 200 and < 300;

        /// <summary>What was asked may or may not have happened.</summary>
        public bool IsAway => Status >= 500;
    }
}
