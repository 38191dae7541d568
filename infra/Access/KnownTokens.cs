using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;

namespace Exchange.Access;

/// <summary>
/// Tokens whose signature was verified a moment ago: a system that pushes hundreds of records a second shows the same one each time, and
/// verifying it is most of what its request costs before any work is done.
/// </summary>
internal sealed class KnownTokens : IDisposable
{
    /// <summary>As long a token is still taken whose key the issuer has withdrawn.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private const int Most = 10_000;

    private readonly MemoryCache tokens = new(new MemoryCacheOptions { SizeLimit = Most });

    public ClaimsPrincipal? Find(HttpRequest request) =>
        request.Headers.Authorization is [{ } token] ? tokens.Get<ClaimsPrincipal>(token) : null;

    public void Dispose() => tokens.Dispose();

    /// <param name="until">When it expires, UTC.</param>
    public void Keep(HttpRequest request, ClaimsPrincipal person, DateTime until)
    {
        if (request.Headers.Authorization is not [{ } token])
        {
            return;
        }
        var (now, expires) = (TimeProvider.System.GetUtcNow(), new DateTimeOffset(until, TimeSpan.Zero));
        using var entry = tokens.CreateEntry(token);
        entry.Value = person;
        entry.Size = 1;
        entry.AbsoluteExpiration = now + Kept < expires ? now + Kept : expires;
    }
}
