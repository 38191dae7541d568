using System.Globalization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Statistics;

/// <summary>The door of the figures (统计).</summary>
internal static class StatisticsDoors
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<Funnel>();

    public static void MapStatistics(this IEndpointRouteBuilder app) =>
        app.MapGet("/procuratorate/v1/statistics", Count)
            .RequireRoles(Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor)
            .WithTags("statistics")
            .WithSummary("The funnel from records to money, persons and lifted sanctions; division, from, to");

    private static async Task<IResult> Count(
        string? division,
        string? from,
        string? to,
        HttpContext http,
        Funnel funnel,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        if (division is not null && !DivisionCode.TryParse(division, out _))
        {
            return Problems.BadRequest(
                "query",
                "The query parameter 'division' must be six digits.",
                new Flaw("division", "query", "six digits")
            );
        }
        foreach (var (name, day) in new[] { ("from", from), ("to", to) })
        {
            if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                return Problems.BadRequest(
                    "query",
                    $"The query parameter '{name}' must be a date.",
                    new Flaw(name, "query", "a date as yyyy-MM-dd")
                );
            }
        }
        // What lies outside one's subtree is not there: a division above it counts as the own one.
        var asked = division is null ? actor.Division : DivisionCode.Parse(division);
        if (!actor.MayRead(asked))
        {
            if (!Divisions.IsWithin(actor.Division, asked))
            {
                return Problems.NotFound(division!);
            }
            asked = actor.Division;
        }
        return TypedResults.Ok(await funnel.Count(new FunnelScope(Divisions.PathOf(asked), from, to), cancellation));
    }
}
