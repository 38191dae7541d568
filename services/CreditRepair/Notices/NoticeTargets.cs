using Microsoft.Extensions.Configuration;

namespace Exchange.CreditRepair.Notices;

/// <summary>Where notices may be posted: the origins of <c>Credit:NoticeTargets</c>; when none are set, loopback and https.</summary>
internal sealed class NoticeTargets(IConfiguration configuration)
{
    private readonly string[] _origins = configuration.GetSection("Credit:NoticeTargets").Get<string[]>() ?? [];

    public bool Allows(Uri target) =>
        target.IsAbsoluteUri
        && target.UserInfo.Length == 0
        && target.Scheme is "http" or "https"
        && (
            _origins.Length > 0
                ? _origins.Contains(target.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase)
                : target.IsLoopback || target.Scheme == Uri.UriSchemeHttps
        );
}
