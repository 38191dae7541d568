using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>States which revision the registry holds of each case (对账): a court that has lost cases wholly finds them again by it.</summary>
internal sealed class HeldCases(Documents<RegisteredCase> cases, IMessageBus bus, LawTime time) : IReconcile
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
                After = asked.After is null ? null : new QueryPosition(null, asked.After),
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
        return new StatedPage(page[^1].Value.Id, page.Count, courts.Count);
    }
}
