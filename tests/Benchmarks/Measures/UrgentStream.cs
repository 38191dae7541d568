using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Exchange.Access;
using Exchange.Contracts;
using HdrHistogram;

namespace Exchange.Tests.Benchmarks;

/// <summary>
/// Single urgent records at a steady rate, whatever becomes of those before (an open loop): the time from when a record was to be
/// pushed until its lead is visible at the procuratorate's door.
/// </summary>
internal sealed class UrgentStream : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const long MostMicroseconds = 60_000_000;

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = Patience });
    private readonly Uri push;
    private readonly Uri leads;
    private readonly AuthenticationHeaderValue court = TokenOf(Roles.CourtSystem);
    private readonly AuthenticationHeaderValue procurator = TokenOf(Roles.Procurator);
    private readonly IReadOnlyList<UrgentRecord> records;
    private readonly LongHistogram histogram = new(MostMicroseconds, 3);
    private readonly int follow;
    private int used;
    private int refused;
    private int unseen;
    private string? firstRefusal;

    /// <param name="follow">Of how many records one is followed until its lead is visible.</param>
    public UrgentStream(RunningExchange exchange, IReadOnlyList<UrgentRecord> records, int follow)
    {
        (this.records, this.follow) = (records, follow);
        (push, leads) = (exchange.Door("/court/v1/cases"), exchange.Door("/procuratorate/v1/leads/"));
    }

    /// <summary>Pushes and forgets how long it took.</summary>
    public async Task WarmUp(double perSecond, TimeSpan length)
    {
        await Run(perSecond, Task.Delay(length));
        histogram.Reset();
        (refused, unseen) = (0, 0);
    }

    /// <summary>Until this task is through, or there are no records left.</summary>
    public async Task<UrgentTimes> Run(double perSecond, Task until)
    {
        var pushed = new List<Task>();
        await Task.Factory.StartNew(() => Push(perSecond, until, pushed), TaskCreationOptions.LongRunning);
        await Task.WhenAll(pushed);
        return new UrgentTimes(pushed.Count, refused, unseen, firstRefusal, At(50), At(99), histogram.GetMaxValue() / 1000.0);
    }

    public void Dispose() => http.Dispose();

    /// <summary>On a thread of its own, because a timer of the pool is late by as much as an answer takes.</summary>
    private void Push(double perSecond, Task until, List<Task> pushed)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; !until.IsCompleted && used < records.Count; i++)
        {
            var intended = TimeSpan.FromSeconds(i / perSecond);
            while (clock.Elapsed < intended)
            {
                Thread.Sleep(1);
            }
            var isFollowed = i % follow == 0;
            var record = records[used++];
            pushed.Add(Task.Run(() => Follow(record, clock, intended, isFollowed)));
        }
    }

    /// <param name="isFollowed">Whether its lead is waited for: a look costs the exchange a quarter of what a record does, so not all are.</param>
    private async Task Follow(UrgentRecord record, Stopwatch clock, TimeSpan intended, bool isFollowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, push) { Content = new ByteArrayContent(record.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = court;
        using var answer = await http.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            Interlocked.Increment(ref refused);
            firstRefusal ??= $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
            return;
        }
        if (!isFollowed)
        {
            return;
        }
        var lead = new Uri(leads, record.LeadId);
        while (!await IsVisible(lead))
        {
            var age = clock.Elapsed - intended;
            if (age > Patience)
            {
                Interlocked.Increment(ref unseen);
                return;
            }
            // One that has fallen behind must not be asked to death.
            await Task.Delay(age > Soon ? age / 3 : Glance);
        }
        lock (histogram)
        {
            histogram.RecordValue((long)(clock.Elapsed - intended).TotalMicroseconds);
        }
    }

    private async Task<bool> IsVisible(Uri lead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, lead);
        request.Headers.Authorization = procurator;
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private double At(double percentile) => histogram.TotalCount == 0 ? double.NaN : histogram.GetValueAtPercentile(percentile) / 1000.0;

    private static AuthenticationHeaderValue TokenOf(string role) =>
        new(
            "Bearer",
            DevelopmentIssuer.Token(
                [role],
                DivisionCode.Parse(Quarter.UrgentCity),
                null,
                $"benchmark {role}",
                TimeProvider.System.GetUtcNow()
            )
        );
}

/// <summary>Milliseconds.</summary>
/// <param name="Refused">The door did not take them.</param>
/// <param name="Unseen">Taken, and no lead within half a minute.</param>
internal sealed record UrgentTimes(int Pushed, int Refused, int Unseen, string? FirstRefusal, double P50, double P99, double Longest)
{
    public string? Failure =>
        Refused + Unseen == 0
            ? null
            : $"{Refused} of {Pushed} were refused, {Unseen} of the followed became no lead within half a minute. {FirstRefusal}";
}
