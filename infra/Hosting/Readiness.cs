using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;

namespace Exchange.Hosting;

/// <summary>Ready: the store answers, the bus delivers.</summary>
internal static class Readiness
{
    public static async Task<IResult> Answer(
        [FromServices] IEnumerable<KnownCollection> collections,
        IMessageBus bus,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellation
    )
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return Problems.At(StatusCodes.Status503ServiceUnavailable, "starting", "The service is starting.");
        }
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            foreach (var one in collections.DistinctBy(c => c.Database))
            {
                await one.Store.Find(one.Shape, [""], soon.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            return Problems.At(StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The store does not answer.");
        }
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
