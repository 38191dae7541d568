using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>
/// Says again what the aggregates of one kind have last said (对账 of the loops), with the same ids and sequences: whoever has heard it does
/// nothing, whoever was restored from an older backup hears it again.
/// </summary>
/// <remarks>On demand everything, in the background what was said within the last days. What still waits for the relay is on its way.</remarks>
public sealed class SaidAgain<T>(Documents<T> documents, IMessageBus bus, LawTime time) : IReconcile
    where T : Aggregate
{
    private const int PageSize = 100;

    public string Service => documents.Database;

    public string Kind => documents.Shape.Name + ".said";

    public async Task<StatedPage?> State(Statement asked, CancellationToken cancellation)
    {
        if (!asked.IsOfLoops)
        {
            return null;
        }
        var page = await documents.Query(
            new DocumentQuery
            {
                Where =
                [
                    asked.IsBackground
                        ? Condition.AtLeast(
                            AggregateCollection.SpokeOn,
                            AggregateCollection.Day(time.Today.AddDays(-Statement.RecentDays))!
                        )
                        : Condition.Present(AggregateCollection.SpokeOn),
                ],
                After = asked.From,
                Limit = PageSize,
            },
            cancellation
        );
        foreach (var word in page.Where(p => p.Unsent.Count == 0).SelectMany(p => p.Value.Said))
        {
            await bus.Publish(MessageBody.Unpack(word.Type, word.Body), cancellation);
        }
        return page.Count == 0 ? null : new StatedPage(page[^1].Value.Id, 0, 0);
    }
}
