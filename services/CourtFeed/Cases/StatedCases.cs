using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.CourtFeed.Cases;

/// <summary>
/// States which revision the court holds of each case (对账). So a broker that lost, a backup that was restored, a consumer that
/// came late are mended.
/// </summary>
internal sealed class StatedCases(Documents<CaseDocument> cases, CaseBook book, IMessageBus bus, LawTime time) : IReconcile
{
    private const int PageSize = 500;

    /// <summary>The procuratorate and credit repair.</summary>
    private const int Hearers = 2;

    public string Service => cases.Database;

    public string Kind => cases.Shape.Name;

    public async Task<StatedPage?> State(Statement asked, CancellationToken cancellation)
    {
        var page = await cases.Query(
            new DocumentQuery
            {
                Where = asked.Court is { } one ? [Condition.Equal(CaseDocument.Court, one.Value)] : [],
                After = asked.From,
                Limit = PageSize,
            },
            cancellation
        );
        if (page.Count == 0)
        {
            return null;
        }
        // Whoever asks wants to know of every case; in the background what is still on its way would only be sent twice.
        var stated = asked.IsBackground ? await book.Settled(page, cancellation) : [.. page.Select(d => d.Value)];
        var courts = stated.GroupBy(d => d.Record.CourtCode).ToList();
        foreach (var court in courts)
        {
            await bus.Publish(
                new CaseRevisionsStated
                {
                    Id = $"{asked.Id}/{court.First().Record.CaseNumber.Value}/{court.Key.Value}/stated",
                    OccurredAt = time.Now,
                    Division = court.First().Record.Division,
                    Correlation = asked.Run,
                    Court = court.Key,
                    Cases = [.. court.Select(d => d.Stated())],
                    Round = asked.Round,
                },
                cancellation
            );
        }
        return new StatedPage(page[^1].Value.Record.CaseNumber.Value, courts.Sum(c => c.Count()), courts.Count * Hearers);
    }
}
