using Exchange.Acts;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Judges again, by a new calendar, the cases of which time will change a verdict in the notice's year or later.</summary>
internal sealed class CasesAgain(Documents<RegisteredCase> cases, CaseRegistry registry) : ICountAgain
{
    public string Service => cases.Database;

    public string Kind => cases.Shape.Name;

    public async Task<string?> Page(CalendarNotice notice, string? after, CancellationToken cancellation)
    {
        var page = await cases.Query(
            new DocumentQuery
            {
                Where = [Condition.AtLeast(DueCases.NextJudgeOn, AggregateCollection.Day(new DateOnly(notice.Year, 1, 1))!)],
                After = after is null ? null : new QueryPosition(null, after),
                Limit = 100,
            },
            cancellation
        );
        if (page.Count > 0)
        {
            await registry.JudgeAgain(page, cancellation);
        }
        return page.Count == 0 ? null : page[^1].Value.Id;
    }
}
