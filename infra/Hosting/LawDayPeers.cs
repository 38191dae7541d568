using System.Net.Http.Headers;
using System.Net.Http.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Configuration;

namespace Exchange.Hosting;

/// <summary>What is asked of a process when the law day moves for all: first everybody makes it that day, then everybody's clocks act.</summary>
internal enum LawDayStep
{
    /// <summary>It becomes that day; nothing acts on it yet, so nobody hears from tomorrow while it is still today.</summary>
    Turn,

    /// <summary>The clocks act on the day that it now is.</summary>
    Act,
}

/// <summary>The other processes of the exchange (<c>Development:Peers</c>): in development their law day moves with ours.</summary>
internal sealed class LawDayPeers : IDisposable
{
    /// <summary>Says that another process already sees to the others, and which step it asks for.</summary>
    public const string Header = "Exchange-Law-Day";

    private const string Setting = "Development:Peers";
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly IReadOnlyList<Uri> peers;

    public LawDayPeers(IConfiguration configuration) =>
        peers = [
            .. (configuration[Setting] ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(Loopback),
        ];

    public void Dispose() => http.Dispose();

    /// <summary>Asks all at once, with the caller's own token.</summary>
    /// <returns>Who did not do it, and why.</returns>
    public async Task<IReadOnlyList<Flaw>> Ask(LawDayStep step, DateOnly day, string? authorization, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(peers.Select(peer => Ask(peer, step, day, authorization, cancellation)))).OfType<Flaw>()];

    private async Task<Flaw?> Ask(Uri peer, LawDayStep step, DateOnly day, string? authorization, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(peer, "/dev/law-day"));
        request.Headers.Authorization = AuthenticationHeaderValue.TryParse(authorization, out var token) ? token : null;
        request.Headers.Add(Header, step.ToString());
        request.Content = JsonContent.Create(new LawDayDoor.LawDayBody(day), options: ExchangeJson.Options);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode ? null : Failed($"answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return Failed(e.Message);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed("did not answer in time");
        }

        Flaw Failed(string reason) => new(peer.GetLeftPart(UriPartial.Authority), "peer", reason);
    }

    private static Uri Loopback(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var peer) && peer.IsLoopback
            ? peer
            : throw new SettingException(Setting, $"names '{text}', which is no loopback URL like http://127.0.0.1:5082");
}
