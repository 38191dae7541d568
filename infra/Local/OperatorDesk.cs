using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Spectre.Console;

namespace Exchange.Local;

/// <summary>One service's doors to failed messages, as an operator at a terminal opens them.</summary>
internal sealed class OperatorDesk : IDisposable
{
    private readonly HttpClient http;

    public OperatorDesk(Uri failures, string token, bool json, TextWriter output)
    {
        http = new HttpClient { BaseAddress = failures, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Output = new FailurePaper(output, json);
    }

    public FailurePaper Output { get; }

    public void Dispose() => http.Dispose();

    public Task<JsonObject> Get(string path, IReadOnlyList<(string Name, string? Value)> query, CancellationToken cancellation)
    {
        var asked = query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}").ToList();
        var address = path.Length == 0 ? http.BaseAddress!.ToString().TrimEnd('/') : Uri.EscapeDataString(path);
        return Send(HttpMethod.Get, asked.Count == 0 ? address : $"{address}?{string.Join('&', asked)}", null, cancellation);
    }

    public Task<JsonObject> Post(string path, JsonObject body, CancellationToken cancellation) =>
        Send(
            HttpMethod.Post,
            string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
            new StringContent(body.ToJsonString(ExchangeJson.Options), Encoding.UTF8, "application/json"),
            cancellation
        );

    private async Task<JsonObject> Send(HttpMethod method, string address, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute)) { Content = content };
        using var response = await http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var json = IsJson(response) && text.Length > 0 ? JsonNode.Parse(text) as JsonObject : null;
        return response.IsSuccessStatusCode && json is not null ? json : throw new RefusedException((int)response.StatusCode, json);
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
}

/// <summary>The door refused: its sentence, the places that are wrong, what may be done instead.</summary>
internal sealed class RefusedException(int status, JsonObject? problem) : Exception(Describe(status, problem))
{
    public int Status => status;

    private static string Describe(int status, JsonObject? problem)
    {
        var lines = new List<string>
        {
            FormattableString.Invariant($"{status} {problem?["code"]}: {problem?["detail"] ?? problem?["title"]}"),
        };
        lines.AddRange((problem?["errors"] as JsonArray ?? []).Select(flaw => $"  {flaw!["place"]}: {flaw["reason"]}"));
        if (problem?["allowed"] is JsonArray allowed)
        {
            lines.Add(
                $"  state: {problem["state"]}; allowed: {(allowed.Count == 0 ? "nothing" : string.Join(", ", allowed.Select(a => a!.GetValue<string>())))}"
            );
        }
        return string.Join('\n', lines);
    }
}

/// <summary>Where answers are written: for people, or as JSON for programs.</summary>
internal sealed class FailurePaper(TextWriter output, bool json)
{
    private static readonly JsonSerializerOptions Indented = new(ExchangeJson.Options) { WriteIndented = true };

    public void Write(JsonObject answer, Action<IAnsiConsole> forPeople)
    {
        if (json)
        {
            output.WriteLine(answer.ToJsonString(Indented));
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 140);
        forPeople(console);
    }
}
