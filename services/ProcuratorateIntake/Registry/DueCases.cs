using Exchange.Acts;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>Finds by index the cases of which time alone has changed a verdict, and has them judged; any instance may.</summary>
internal sealed class DueCases(Documents<RegisteredCase> cases, CaseRegistry registry, LawTime time) : IWatchClocks
{
    public const string NextJudgeOn = "nextJudgeOn";

    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var judged = 0;
        var query = new DocumentQuery
        {
            Where = [Condition.AtMost(NextJudgeOn, AggregateCollection.Day(time.Today)!)],
            OrderBy = NextJudgeOn,
            Limit = 100,
        };
        while (await cases.Query(query, cancellation) is { Count: > 0 } due)
        {
            judged += await registry.JudgeAgain(due, cancellation);
            var last = due[^1].Value;
            query = query with { After = new QueryPosition(AggregateCollection.Day(last.NextJudgeOn), last.Id) };
        }
        return judged;
    }
}
