namespace Exchange.Local;

/// <summary>Where the four services answer: each at its own address, or all at one.</summary>
internal sealed record ExchangeAddress(Uri Court, Uri Procuratorate, Uri Police, Uri Credit)
{
    public const string Expected = "one URL for all services, or four: court, procuratorate, police, credit";

    private IEnumerable<Uri> All => new[] { Court, Procuratorate, Police, Credit }.Distinct();

    /// <summary>Null when it is neither one URL nor four.</summary>
    public static ExchangeAddress? Of(params IReadOnlyList<string> urls)
    {
        var parsed = urls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http") ? uri : null);
        return parsed.ToList() switch
        {
            [{ } one] => new ExchangeAddress(one, one, one, one),
            [{ } court, { } procuratorate, { } police, { } credit] => new ExchangeAddress(court, procuratorate, police, credit),
            _ => null,
        };
    }

    /// <summary>The door of this path: its first segment names the agency; what no agency owns is asked of the first service.</summary>
    public Uri Door(string path) =>
        new(
            path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0] switch
            {
                "procuratorate" => Procuratorate,
                "police" => Police,
                "credit" => Credit,
                _ => Court,
            },
            path
        );

    /// <summary>Why one of the services cannot be played with now, in one line; null: all are ready.</summary>
    public async Task<string?> NotReady(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        foreach (var service in All)
        {
            try
            {
                using var ready = await http.GetAsync(new Uri(service, "/health/ready"), cancellation);
                if (!ready.IsSuccessStatusCode)
                {
                    return $"{service} is not ready: {(int)ready.StatusCode} {await ready.Content.ReadAsStringAsync(cancellation)}";
                }
            }
            catch (HttpRequestException e)
            {
                return $"{service} does not answer: {e.Message}";
            }
            catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return $"{service} does not answer in time.";
            }
        }
        return null;
    }
}
