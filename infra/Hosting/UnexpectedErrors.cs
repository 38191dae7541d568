using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Exchange.Hosting;

/// <summary>
/// A request that the server refuses while reading it is the sender's error, with its reason. A store or a broker that is away
/// is nobody's: 503, and when to ask again. Anything else is ours: 500 without details.
/// </summary>
internal sealed class UnexpectedErrors : IExceptionHandler
{
    private const string Away =
        "does not answer or did not confirm: what was asked may have happened or not. Ask again, with the same key if there was one.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => Problems.At(bad.StatusCode, "request", bad.Message),
            StoreUnavailableException => Problems.At(StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The store " + Away),
            BrokerUnavailableException => Problems.At(StatusCodes.Status503ServiceUnavailable, "broker-unavailable", "The broker " + Away),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }
        httpContext.Response.StatusCode = problem.StatusCode;
        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "2";
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
