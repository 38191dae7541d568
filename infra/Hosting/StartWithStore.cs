using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Hosting;

/// <summary>Creates what the store lacks before anything else of the process starts.</summary>
internal sealed class PrepareCollections(IEnumerable<KnownCollection> collections, TimeProvider machine, ILogger<PrepareCollections> log)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in collections)
        {
            await StartWithStore.Until(
                () => collection.Store.Prepare(collection.Shape, cancellationToken),
                machine,
                log,
                cancellationToken
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A process that starts before its store waits for it, and says so.</summary>
public static class StartWithStore
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>Does it once the store answers.</summary>
    public static async Task Until(Func<Task> done, TimeProvider machine, ILogger log, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await done();
                return;
            }
            catch (StoreUnavailableException e)
            {
                log.LogWarning("Waiting for the store. {Reason}", e.Message);
                await Task.Delay(Every, machine, cancellation);
            }
        }
    }
}
