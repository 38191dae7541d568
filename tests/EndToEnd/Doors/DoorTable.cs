using Exchange.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Tests.EndToEnd.Doors;

/// <summary>One door and the roles for which it opens.</summary>
public sealed record Door(string Method, string Route, IReadOnlyList<string> Roles)
{
    public const string Nowhere = "nothing-here";

    public string Key => $"{Method} {Route}";

    public bool NamesOne => Route.Contains('{');

    /// <summary>Its address; for one thing, that of a thing which is not there.</summary>
    public string Path(string id = Nowhere) =>
        string.Join('/', Route.Split('/').Select(segment => segment.StartsWith('{') ? Uri.EscapeDataString(id) : segment));
}

/// <summary>The table "Who may" of the design, door by door; written by hand, so that the program cannot agree with itself.</summary>
public static class DoorTable
{
    private static readonly string[] Courts = [Roles.CourtSystem, Roles.CourtClerk];
    private static readonly string[] Procurators = [Roles.Procurator, Roles.ChiefProcurator];

    public static IReadOnlyList<Door> All { get; } =
    [
        .. For(
            Courts,
            """
            POST /court/v1/cases
            POST /court/v1/cases/{caseNumber}/withdraw
            POST /court/v1/cases/{caseNumber}/requeries
            POST /court/v1/cases/{caseNumber}/seizures
            POST /court/v1/seizures/{id}/renew
            POST /court/v1/seizures/{id}/release
            POST /court/v1/vehicle-pickups/{id}/collect
            POST /court/v1/case-imports
            GET  /court/v1/case-imports/{id}/rejects
            POST /court/v1/opinions/{id}/receipt
            POST /court/v1/opinions/{id}/extension
            POST /court/v1/opinions/{id}/object
            POST /court/v1/opinions/{id}/complain
            POST /court/v1/opinions/{id}/answer
            POST /court/v1/transfers
            POST /court/v1/transfers/{id}/complete
            POST /court/v1/transfers/{id}/recall
            POST /court/v1/alerts/false-litigation
            """
        ),
        .. For(
            [.. Courts, Roles.Auditor],
            """
            GET  /court/v1/cases
            GET  /court/v1/cases/{caseNumber}
            GET  /court/v1/cases/{caseNumber}/requeries
            GET  /court/v1/seizures
            GET  /court/v1/seizures/{id}
            GET  /court/v1/vehicle-pickups
            GET  /court/v1/vehicle-pickups/{id}
            GET  /court/v1/case-imports
            GET  /court/v1/case-imports/{id}
            GET  /court/v1/case-imports/{id}/errors
            GET  /court/v1/opinions
            GET  /court/v1/opinions/{id}
            GET  /court/v1/transfers
            GET  /court/v1/transfers/{id}
            GET  /court/v1/alerts
            GET  /court/v1/alerts/{id}
            """
        ),
        .. For(
            [.. Procurators, Roles.Auditor],
            """
            GET  /procuratorate/v1/cases/{caseNumber}
            GET  /procuratorate/v1/leads
            GET  /procuratorate/v1/leads/{id}
            GET  /procuratorate/v1/leads/{id}/graph
            GET  /procuratorate/v1/leads/{id}/judgment
            GET  /procuratorate/v1/vehicle-requests
            GET  /procuratorate/v1/cases
            GET  /procuratorate/v1/vehicle-requests/{id}
            GET  /procuratorate/v1/models
            GET  /procuratorate/v1/models/{id}
            GET  /procuratorate/v1/models/{id}/results
            GET  /procuratorate/v1/campaigns
            GET  /procuratorate/v1/campaigns/{id}
            GET  /procuratorate/v1/feed-kinds
            GET  /procuratorate/v1/feeds
            GET  /procuratorate/v1/feeds/{id}
            GET  /procuratorate/v1/feeds/{id}/errors
            GET  /procuratorate/v1/opinions
            GET  /procuratorate/v1/opinions/{id}
            GET  /procuratorate/v1/transfers
            GET  /procuratorate/v1/transfers/{id}
            GET  /procuratorate/v1/repairs
            GET  /procuratorate/v1/repairs/{id}
            GET  /procuratorate/v1/alerts
            GET  /procuratorate/v1/alerts/{id}
            GET  /procuratorate/v1/petitions
            GET  /procuratorate/v1/petitions/{id}
            GET  /procuratorate/v1/statistics
            GET  /procuratorate/v1/statistics/breakdown
            """
        ),
        .. For(
            Procurators,
            """
            POST /procuratorate/v1/leads/{id}/claim
            POST /procuratorate/v1/leads/{id}/assign
            POST /procuratorate/v1/leads/{id}/verify
            POST /procuratorate/v1/leads/{id}/suspend
            POST /procuratorate/v1/leads/{id}/resume
            POST /procuratorate/v1/leads/{id}/dismiss
            POST /procuratorate/v1/leads/{id}/opinion
            POST /procuratorate/v1/leads/{id}/transfer
            POST /procuratorate/v1/leads/{id}/vehicle-search
            POST /procuratorate/v1/leads/{id}/relief
            POST /procuratorate/v1/vehicle-requests/{id}/recall
            POST /procuratorate/v1/opinions/{id}/issue
            POST /procuratorate/v1/opinions/{id}/record-service
            POST /procuratorate/v1/opinions/{id}/accept-answer
            POST /procuratorate/v1/opinions/{id}/supplement
            POST /procuratorate/v1/opinions/{id}/find-wrong
            POST /procuratorate/v1/opinions/{id}/verify
            POST /procuratorate/v1/transfers/{id}/complete
            POST /procuratorate/v1/transfers/{id}/insist
            POST /procuratorate/v1/transfers/{id}/supplement
            POST /procuratorate/v1/transfers/{id}/request-reasons
            POST /procuratorate/v1/transfers/{id}/accept-reasons
            POST /procuratorate/v1/transfers/{id}/accept-drop
            POST /procuratorate/v1/repairs/{id}/ask-court
            POST /procuratorate/v1/repairs/{id}/opinion
            POST /procuratorate/v1/repairs/{id}/decline
            POST /procuratorate/v1/alerts/{id}/verify
            POST /procuratorate/v1/alerts/{id}/answer
            POST /procuratorate/v1/alerts/{id}/delivered
            POST /procuratorate/v1/alerts/{id}/close
            POST /procuratorate/v1/feeds/{kind}
            POST /procuratorate/v1/campaigns
            POST /procuratorate/v1/petitions
            POST /procuratorate/v1/petitions/{id}/accept
            POST /procuratorate/v1/petitions/{id}/notify
            POST /procuratorate/v1/petitions/{id}/refuse
            POST /procuratorate/v1/petitions/{id}/supplement
            POST /procuratorate/v1/petitions/{id}/supply
            POST /procuratorate/v1/petitions/{id}/answer
            POST /procuratorate/v1/petitions/{id}/withdraw
            """
        ),
        .. For(
            [Roles.ChiefProcurator],
            """
            PUT  /procuratorate/v1/models/{id}
            POST /procuratorate/v1/models/{id}/try
            POST /procuratorate/v1/models/{id}/activate
            POST /procuratorate/v1/models/{id}/retire
            POST /procuratorate/v1/models/{id}/back-test
            POST /procuratorate/v1/leads/{id}/reopen
            POST /procuratorate/v1/opinions/{id}/decide
            POST /procuratorate/v1/opinions/{id}/return
            POST /procuratorate/v1/opinions/{id}/amend
            POST /procuratorate/v1/opinions/{id}/withdraw
            POST /procuratorate/v1/opinions/{id}/reject-objection
            POST /procuratorate/v1/opinions/{id}/answer-complaint
            POST /procuratorate/v1/opinions/{id}/issue-again
            POST /procuratorate/v1/opinions/{id}/escalate
            POST /procuratorate/v1/opinions/{id}/take-up
            POST /procuratorate/v1/opinions/{id}/decline
            POST /procuratorate/v1/opinions/{id}/close
            POST /procuratorate/v1/opinions/{id}/reopen
            POST /procuratorate/v1/transfers/{id}/decide
            POST /procuratorate/v1/transfers/{id}/recall
            POST /procuratorate/v1/transfers/{id}/direct-filing
            POST /procuratorate/v1/transfers/{id}/correct
            POST /procuratorate/v1/transfers/{id}/report-upward
            """
        ),
        .. For(
            [Roles.PoliceOfficer, Roles.Auditor],
            """
            GET  /police/v1/referrals
            GET  /police/v1/referrals/{id}
            GET  /police/v1/vehicle-searches
            GET  /police/v1/vehicle-searches/{id}
            """
        ),
        .. For(
            [Roles.PoliceOfficer],
            """
            POST /police/v1/vehicle-searches/{id}/acknowledge
            POST /police/v1/vehicle-searches/{id}/impound
            POST /police/v1/vehicle-searches/{id}/not-found
            POST /police/v1/referrals/{id}/acknowledge
            POST /police/v1/referrals/{id}/return
            POST /police/v1/referrals/{id}/hand-over
            POST /police/v1/referrals/{id}/extend
            POST /police/v1/referrals/{id}/file
            POST /police/v1/referrals/{id}/decline
            POST /police/v1/referrals/{id}/reasons
            POST /police/v1/referrals/{id}/outcome
            POST /police/v1/referrals/{id}/drop
            """
        ),
        .. For(
            [Roles.CreditOfficer, Roles.Auditor],
            """
            GET  /credit/v1/findings
            GET  /credit/v1/repairs
            GET  /credit/v1/repairs/{id}
            GET  /credit/v1/subscriptions
            """
        ),
        .. For(
            [Roles.CreditOfficer],
            """
            POST /credit/v1/repairs
            POST /credit/v1/repairs/{id}/propose
            POST /credit/v1/repairs/{id}/dismiss
            POST /credit/v1/repairs/{id}/restore
            POST /credit/v1/repairs/{id}/still-shown
            POST /credit/v1/repairs/{id}/retract
            POST /credit/v1/repairs/{id}/objection
            POST /credit/v1/subscriptions
            POST /credit/v1/notices/{id}/write-off
            """
        ),
        .. For(
            [Roles.CreditOfficer, Roles.Bank, Roles.Auditor],
            """
            GET  /credit/v1/notices
            GET  /credit/v1/notices/{id}
            """
        ),
        .. For([Roles.Bank], "POST /credit/v1/notices/{id}/answer"),
        .. ((string[])["court", "procuratorate", "police", "credit"]).SelectMany(service =>
            (IEnumerable<Door>)
                [
                    .. For(
                        [Roles.Operator, Roles.Auditor],
                        $$"""
                        GET  /{{service}}/v1/failures
                        GET  /{{service}}/v1/failures/{id}
                        GET  /{{service}}/v1/calendar-notices/{id}
                        GET  /{{service}}/v1/reconciliations/{id}
                        """
                    ),
                    .. For(
                        [Roles.Operator],
                        $$"""
                        POST /{{service}}/v1/failures/{id}/retry
                        POST /{{service}}/v1/failures/{id}/edit
                        POST /{{service}}/v1/failures/{id}/discard
                        POST /{{service}}/v1/calendar-notices
                        POST /{{service}}/v1/reconciliations
                        """
                    ),
                ]
        ),
        .. For(
            Roles.All,
            """
            GET  /dev/court-content
            GET  /dev/law-day
            PUT  /dev/law-day
            """
        ),
    ];

    /// <summary>Doors that take a body.</summary>
    public static IReadOnlyList<Door> Taking { get; } = [.. All.Where(door => door.Method is not "GET")];

    /// <summary>Method and route of every endpoint of the running program, and whether it asks for no token.</summary>
    public static IReadOnlyList<(string Key, bool Anonymous)> Of(WebApplication app) =>
        [
            .. app
                .Services.GetServices<EndpointDataSource>()
                .Concat(((IEndpointRouteBuilder)app).DataSources)
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => !IsOfTheDesk(endpoint))
                .Distinct()
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method =>
                        (
                            $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}",
                            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                        )
                    )
                )
                .Distinct()
                .OrderBy(door => door.Item1, StringComparer.Ordinal),
        ];

    /// <summary>Pages for browsers ask who one is in their own way, and show what doors say.</summary>
    private static bool IsOfTheDesk(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0] is "desk" or "_blazor" or "_framework" or "_content" or "{**path:file}"
        || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    private static IEnumerable<Door> For(IReadOnlyList<string> roles, string doors) =>
        doors
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(door => new Door(door[0], door[1], roles));
}
