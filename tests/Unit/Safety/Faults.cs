using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Storage;

namespace Exchange.Tests.Unit.Safety;

/// <summary>What befalls one process: it is killed before or after its n-th step, or others act in between two of them.</summary>
/// <remarks>A step changes something outside the process: a write, a delete, a published message. Who is dead does nothing any more.</remarks>
internal sealed class Fate
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int steps;

    /// <summary>The step at which it dies; 0: never.</summary>
    public int DiesAt { get; init; }

    /// <summary>It dies when the step is done, and not before.</summary>
    public bool StepIsDone { get; init; }

    /// <summary>The store is away at these steps, while the process lives on.</summary>
    public Func<int, bool>? Fails { get; init; }

    /// <summary>A step that fails was done, and only its confirmation was lost.</summary>
    public bool FailsAfterwards { get; init; }

    /// <summary>What others do before each step.</summary>
    public Func<int, Task>? Meanwhile { get; init; }

    public int Steps => steps;

    public Task Died => died.Task;

    public async Task<T> Step<T>(Func<Task<T>> step)
    {
        int number;
        lock (gate)
        {
            Live();
            number = ++steps;
        }
        if (Meanwhile is not null)
        {
            await Meanwhile(number);
        }
        if (number == DiesAt && !StepIsDone)
        {
            Die();
        }
        Live();
        var fails = Fails?.Invoke(number) == true;
        if (fails && !FailsAfterwards)
        {
            throw new StoreUnavailableException("away");
        }
        var done = await step();
        if (fails)
        {
            throw new StoreUnavailableException("not confirmed");
        }
        if (number == DiesAt)
        {
            Die();
        }
        return done;
    }

    public void Live()
    {
        if (died.Task.IsCompleted)
        {
            throw new Killed();
        }
    }

    private void Die()
    {
        died.TrySetResult();
        throw new Killed();
    }
}

/// <summary>The process is no more.</summary>
internal sealed class Killed() : Exception("killed");

/// <summary>The store as a process with this fate sees it.</summary>
internal sealed class FatefulStore(IDocumentStore store, Fate fate) : IDocumentStore
{
    public Task Prepare(CollectionShape shape, CancellationToken cancellation) => store.Prepare(shape, cancellation);

    public Task<IReadOnlyList<StoredDocument>> Find(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        fate.Live();
        return store.Find(shape, ids, cancellation);
    }

    public Task<IReadOnlyList<DocumentHead>> FindHeads(
        CollectionShape shape,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    )
    {
        fate.Live();
        return store.FindHeads(shape, ids, cancellation);
    }

    public Task<IReadOnlyList<bool>> Write(CollectionShape shape, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellation) =>
        fate.Step(() => store.Write(shape, writes, cancellation));

    public Task<IReadOnlyList<bool>> ReplaceUnsent(CollectionShape shape, IReadOnlyList<UnsentLeft> left, CancellationToken cancellation) =>
        fate.Step(() => store.ReplaceUnsent(shape, left, cancellation));

    public Task Delete(CollectionShape shape, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        fate.Step(async () =>
        {
            await store.Delete(shape, ids, cancellation);
            return true;
        });

    public Task<IReadOnlyList<StoredDocument>> Query(CollectionShape shape, DocumentQuery query, CancellationToken cancellation)
    {
        fate.Live();
        return store.Query(shape, query, cancellation);
    }

    public Task<IReadOnlyList<DocumentHead>> QueryHeads(CollectionShape shape, DocumentQuery query, CancellationToken cancellation)
    {
        fate.Live();
        return store.QueryHeads(shape, query, cancellation);
    }

    public Task<IReadOnlyList<GroupTotal>> Totals(
        CollectionShape shape,
        IReadOnlyList<string> groupBy,
        IReadOnlyList<Condition> where,
        string? sum,
        CancellationToken cancellation
    ) => store.Totals(shape, groupBy, where, sum, cancellation);

    public Task<IReadOnlyList<StoredDocument>> WithUnsent(CollectionShape shape, int limit, CancellationToken cancellation)
    {
        fate.Live();
        return store.WithUnsent(shape, limit, cancellation);
    }
}

internal sealed class FatefulStores(IStores stores, Fate fate) : IStores
{
    public IDocumentStore Of(string service) => new FatefulStore(stores.Of(service), fate);
}

/// <summary>The bus as a process with this fate sees it.</summary>
internal sealed class FatefulBus(IMessageBus bus, Fate fate) : IMessageBus
{
    public Task Publish(ExchangeEvent message, CancellationToken cancellation) =>
        fate.Step(async () =>
        {
            await bus.Publish(message, cancellation);
            return true;
        });

    public Task Ready(CancellationToken cancellation) => bus.Ready(cancellation);
}
