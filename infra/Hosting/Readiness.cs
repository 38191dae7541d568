using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Exchange.Hosting;

/// <summary>Creates what the store lacks before anything else of the process starts.</summary>
internal sealed class PrepareCollections(IEnumerable<KnownCollection> collections) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in collections)
        {
            await collection.Store.Prepare(collection.Shape, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Ready: the store answers, the bus delivers.</summary>
internal static class Readiness
{
    public static async Task<IResult> Answer(IMessageBus bus, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return Problems.At(StatusCodes.Status503ServiceUnavailable, "starting", "The service is starting.");
        }
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            if (bus.Obstacle is { } obstacle)
            {
                return Problems.At(StatusCodes.Status503ServiceUnavailable, obstacle.Code, obstacle.Detail);
            }
            await bus.Ready(soon.Token);
            return TypedResults.Ok(new { status = "ready" });
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            return Problems.At(StatusCodes.Status503ServiceUnavailable, "bus", "The message bus is not ready.");
        }
    }
}
