namespace Exchange.Local;

/// <summary>Where the four services answer: each at an address of its own, or all at one; several instances take turns.</summary>
internal sealed class ExchangeAddress
{
    public const string Expected = "one URL for all services, or four for each instance: court, procuratorate, police, credit";

    private static readonly string[] Segments = ["court", "procuratorate", "police", "credit"];
    private readonly IReadOnlyList<Uri> urls;
    private int turn;

    private ExchangeAddress(IReadOnlyList<Uri> urls, TimeSpan patience) => (this.urls, Patience) = (urls, patience);

    /// <summary>How long a service may be away, or take to get where it is expected, before the play is given up.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Null when it is neither one URL nor fours.</summary>
    public static ExchangeAddress? Of(params IReadOnlyList<string> urls) => Of(urls, TimeSpan.FromSeconds(60));

    public static ExchangeAddress? Of(IReadOnlyList<string> urls, TimeSpan patience)
    {
        var parsed = urls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http") ? uri : null)
            .OfType<Uri>()
            .ToList();
        return parsed.Count == urls.Count && (urls.Count == 1 || urls.Count > 0 && urls.Count % Segments.Length == 0)
            ? new ExchangeAddress(parsed, patience)
            : null;
    }

    /// <summary>The door of this path: its first segment names the agency; what no agency owns is asked of the courts' service.</summary>
    public Uri Door(string path)
    {
        if (urls.Count == 1)
        {
            return new Uri(urls[0], path);
        }
        var service = Math.Max(0, Array.IndexOf(Segments, path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0]));
        var instances = urls.Count / Segments.Length;
        var instance = (int)((uint)Interlocked.Increment(ref turn) % instances);
        return new Uri(urls[instance * Segments.Length + service], path);
    }

    /// <summary>Why one of the services cannot be played with now, in one line; null: all are ready.</summary>
    public async Task<string?> NotReady(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        foreach (var service in urls.Distinct())
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
