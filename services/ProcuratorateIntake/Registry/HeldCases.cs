using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>States which revision the registry holds of each case (对账): a court that has lost cases wholly finds them again by it.</summary>
internal sealed class HeldCases(Documents<RegisteredCase> cases, CaseRegistry registry, IMessageBus bus, LawTime time) : IReconcile
{
    private const int PageSize = 500;

    public string Service => cases.Database;

    public string Kind => cases.Shape.Name;

    public async Task<StatedPage?> State(Statement asked, CancellationToken cancellation)
    {
        var page = await cases.Query(
            new DocumentQuery
            {
                Where = asked.Court is { } one ? [Condition.Equal(RegisteredCase.Court, one.Value)] : [],
                After = asked.From,
                Limit = PageSize,
            },
            cancellation
        );
        if (page.Count == 0)
        {
            return null;
        }
        var courts = page.Select(c => c.Value).GroupBy(c => c.Record.CourtCode).ToList();
        foreach (var court in courts)
        {
            await bus.Publish(
                new CaseRevisionsRegistered
                {
                    Id = $"{asked.Id}/{court.First().Id}/{court.Key.Value}/registered",
                    OccurredAt = time.Now,
                    Division = court.First().Record.Division,
                    Correlation = asked.Run,
                    Court = court.Key,
                    Cases = [.. court.Select(c => c.Stated())],
                    Round = asked.Round,
                },
                cancellation
            );
        }
        await HearAgain(asked, page, cancellation);
        return new StatedPage(page[^1].Value.Id, page.Count, courts.Count);
    }

    /// <summary>A backup may lie between a record and its leads. So what raised any is heard once more, as if the court had said it again.</summary>
    private async Task HearAgain(Statement asked, IReadOnlyList<Versioned<RegisteredCase>> page, CancellationToken cancellation)
    {
        foreach (var some in page.Select(c => c.Value).Where(c => c.Raised.Count > 0).GroupBy(c => (c.Record.CourtCode, c.History)))
        {
            await registry.Handle(
                new CaseRecordsChanged
                {
                    Id = $"{asked.Id}/{some.First().Id}/again",
                    OccurredAt = time.Now,
                    Division = some.First().Record.Division,
                    Correlation = asked.Run,
                    Court = some.Key.CourtCode,
                    Cases = [.. some.Select(c => c.Returned())],
                    History = some.Key.History,
                },
                cancellation
            );
        }
    }
}
