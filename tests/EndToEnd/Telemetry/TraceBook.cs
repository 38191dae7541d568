using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Exchange.Messaging;

namespace Exchange.Tests.EndToEnd.Telemetry;

/// <summary>What the program traced, and a client that begins traces.</summary>
internal sealed class TraceBook : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<Activity> steps = new();
    private readonly ActivityListener listener;

    public TraceBook()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source =>
                source.Name is "Microsoft.AspNetCore" || source.Name.StartsWith("Exchange.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = steps.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IEnumerable<Activity> Of(ActivityTraceId trace) => steps.Where(step => step.TraceId == trace);

    /// <summary>Posts as the first step of a new trace.</summary>
    public static async Task<ActivityContext> Post(string url, string path, string token, HttpContent body)
    {
        var began = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("traceparent", $"00-{began.TraceId}-{began.SpanId}-01");
        // The test itself may run inside an activity, which must not become the parent.
        Activity.Current = null;
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return began;
    }

    /// <summary>The steps that lead from the caller to the first step of its trace that is looked for.</summary>
    public async Task<IReadOnlyList<Activity>> PathTo(ActivityContext caller, Func<Activity, bool> wanted)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var known = Of(caller.TraceId).DistinctBy(step => step.SpanId).ToDictionary(step => step.SpanId);
            foreach (var last in known.Values.Where(wanted))
            {
                if (Back(last, known, caller.SpanId) is { } path)
                {
                    return path;
                }
            }
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                var seen = known.Values.Select(s => $"{s.SpanId} <- {s.ParentSpanId} {s.Source.Name} {s.OperationName}");
                throw new TimeoutException("The trace does not lead there; it holds:\n" + string.Join('\n', seen));
            }
            await Task.Delay(10);
        }
    }

    public static bool WroteLead(Activity step) => Written(step).Any(id => id[0] == 'L' && !id.Contains('-'));

    public static IEnumerable<string> Written(Activity step) =>
        step.Events.Where(e => e.Name == "wrote").Select(e => (string)e.Tags.Single(t => t.Key == "exchange.id").Value!);

    public static bool IsOf(string loop, Activity step) => (string?)step.GetTagItem(LoopTrace.Tag) == loop;

    public void Dispose() => listener.Dispose();

    private static List<Activity>? Back(Activity last, Dictionary<ActivitySpanId, Activity> known, ActivitySpanId caller)
    {
        var path = new List<Activity> { last };
        while (path[0].ParentSpanId != caller)
        {
            if (!known.TryGetValue(path[0].ParentSpanId, out var before))
            {
                return null;
            }
            path.Insert(0, before);
        }
        return path;
    }
}
