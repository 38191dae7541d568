using Exchange.Acts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Exchange.Desks;

/// <summary>What can be done with a thing, as the doors themselves say: a form at the desk is never another than the door behind it.</summary>
public sealed class DoorBook(EndpointDataSource doors)
{
    /// <param name="door">The door of the list, such as <c>/police/v1/referrals</c>.</param>
    public IReadOnlyList<DoorAct> ActsOf(string door) =>
        [.. doors.Endpoints.OfType<RouteEndpoint>().Where(endpoint => IsPost(endpoint) && IsOne(endpoint, door)).Select(Act)];

    /// <summary>What is posted at this address; null: there is no such door in this process.</summary>
    public DoorAct? Find(string door) =>
        doors
            .Endpoints.OfType<RouteEndpoint>()
            .FirstOrDefault(endpoint => IsPost(endpoint) && endpoint.RoutePattern.RawText?.Trim('/') == door.Trim('/'))
            is { } found
            ? Act(found)
            : null;

    private static DoorAct Act(RouteEndpoint endpoint) =>
        new(
            endpoint.RoutePattern.RawText!.Split('/')[^1],
            Text.OfSummary(endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? ""),
            endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType,
            RolesOf(endpoint)
        );

    private static bool IsPost(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true;

    private static bool IsOne(RouteEndpoint endpoint, string door) =>
        endpoint.RoutePattern.RawText is { } pattern
        && pattern.TrimStart('/').StartsWith(door.TrimStart('/') + "/{", StringComparison.Ordinal)
        && pattern.Split('/').Length == door.Split('/').Length + 2;

    private static IReadOnlyList<string> RolesOf(Endpoint endpoint) =>
        [
            .. endpoint
                .Metadata.GetOrderedMetadata<AuthorizationPolicy>()
                .SelectMany(policy => policy.Requirements)
                .OfType<RolesAuthorizationRequirement>()
                .SelectMany(requirement => requirement.AllowedRoles),
        ];
}

/// <param name="Name">As in the door's address and among the allowed acts.</param>
/// <param name="Body">What it takes; an <see cref="ActBody"/> says itself what it lacks.</param>
public sealed record DoorAct(string Name, Text Title, Type? Body, IReadOnlyList<string> Roles);
