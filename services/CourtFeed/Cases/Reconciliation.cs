using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.CourtFeed.Cases;

/// <summary>
/// The backstop behind announcements and the relay (对账): states which revision the court holds of each case, slowly, page by page.
/// Whoever holds less says so and is told again. So a broker that lost, a backup that was restored, a consumer that came late are mended.
/// </summary>
/// <remarks><c>Reconciliation:Minutes</c>: how long between two walks through all cases; ten by default.</remarks>
internal sealed class Reconciliation(
    Documents<CaseDocument> cases,
    Documents<Announcement> announcements,
    IMessageBus bus,
    LawTime time,
    TimeProvider machine,
    IConfiguration configuration,
    ILogger<Reconciliation> log
) : BackgroundService
{
    private const int PageSize = 500;

    /// <summary>States every case once; one page is safe without us before the next is read.</summary>
    public async Task Walk(CancellationToken cancellation)
    {
        var query = new DocumentQuery { Limit = PageSize };
        while (await cases.Query(query, cancellation) is { Count: > 0 } page)
        {
            foreach (var court in (await Settled(page, cancellation)).GroupBy(d => d.Record.CourtCode))
            {
                await bus.Publish(
                    new CaseRevisionsStated
                    {
                        Id = $"{court.First().Record.CaseNumber.Value}/{court.Key.Value}/stated",
                        OccurredAt = time.Now,
                        Division = court.First().Record.Division,
                        Correlation = "reconciliation",
                        Court = court.Key,
                        Cases = [.. court.Select(d => d.Stated())],
                    },
                    cancellation
                );
            }
            query = query with { After = new QueryPosition(null, page[^1].Value.Record.CaseNumber.Value) };
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.Ready(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(configuration.GetValue("Reconciliation:Minutes", 10.0)), machine);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Walk(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Stating the cases failed; it is begun again at the next time");
            }
        }
    }

    /// <summary>Those of which nothing is on its way: no unsent message, no open announcement.</summary>
    private async Task<List<CaseDocument>> Settled(IReadOnlyList<Versioned<CaseDocument>> page, CancellationToken cancellation)
    {
        var named = page.Select(d => d.Value.AnnouncementId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var open = named.Length == 0 ? [] : await announcements.Find(named, cancellation);
        return
        [
            .. page.Where(d => d.Unsent.Count == 0 && !(d.Value.AnnouncementId is { } id && open.ContainsKey(id))).Select(d => d.Value),
        ];
    }
}
