using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Exchange.Hosting;

/// <summary>A request that the server refuses while reading it is the sender's error, with its reason; anything else is ours: 500 without details.</summary>
internal sealed class UnexpectedErrors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }
        httpContext.Response.StatusCode = bad.StatusCode;
        await Problems.At(bad.StatusCode, "request", bad.Message).ExecuteAsync(httpContext);
        return true;
    }
}
