using System.Globalization;
using System.Text.Json;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Statistics;

/// <summary>The doors of the figures (统计).</summary>
internal static class StatisticsDoors
{
    private const int UsualMonths = 12;
    private const int MostMonths = 36;
    private static readonly string[] Readers = [Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor];

    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<Funnel>();

    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/statistics").RequireRoles(Readers).WithTags("statistics");
        doors.MapGet("", Count).WithSummary("The funnel from records to money, persons and lifted sanctions; division, from, to");
        doors
            .MapGet("/breakdown", Break)
            .WithSummary(
                "The steps of the funnel by division (the ones right below) or by month (the last twelve, or from and to); by, division, from, to"
            );
    }

    private static async Task<IResult> Count(HttpContext http, Funnel funnel, CancellationToken cancellation)
    {
        var (asked, problem) = Asked(http);
        return problem is null
            ? TypedResults.Ok(await funnel.Count(new FunnelScope(Divisions.PathOf(asked!.Division), asked.From, asked.To), cancellation))
            : problem;
    }

    private static async Task<IResult> Break(string? by, HttpContext http, Funnel funnel, LawTime time, CancellationToken cancellation)
    {
        var (asked, problem) = Asked(http);
        if (problem is not null)
        {
            return problem;
        }
        if (by is not ("division" or "month"))
        {
            return Problems.BadRequest(
                "query",
                "The query parameter 'by' must be division or month.",
                new Flaw("by", "query", "division or month")
            );
        }
        var parts = new List<FunnelPart>();
        foreach (var (key, name, scope) in by == "division" ? ByDivision(asked!, time.Today) : ByMonth(asked!, time.Today))
        {
            parts.Add(new FunnelPart(await funnel.Steps(scope, cancellation), key, name) { IsOwn = scope.IsOwnOnly });
        }
        // A province has many counties; those that nothing has come from yet say nothing.
        var shown = by == "division" ? parts.Where(part => part.Records + part.Leads > 0) : parts;
        return Doors.Json(Doors.PageOf(shown.Select(part => JsonSerializer.SerializeToNode(part, ExchangeJson.Options)!), next: null));
    }

    private static IEnumerable<(string Key, string Name, FunnelScope Scope)> ByDivision(AskedFor asked, DateOnly today)
    {
        var own = new FunnelScope(Divisions.PathOf(asked.Division), asked.From, asked.To) { IsOwnOnly = true };
        yield return (asked.Division.Value, (Divisions.Find(asked.Division, today)?.Name ?? asked.Division.Value) + "本级", own);
        foreach (var below in Divisions.Below(asked.Division, today))
        {
            yield return (below.Code.Value, below.Name, new FunnelScope(Divisions.PathOf(below.Code), asked.From, asked.To));
        }
    }

    private static IEnumerable<(string Key, string Name, FunnelScope Scope)> ByMonth(AskedFor asked, DateOnly today)
    {
        var last = asked.To is null ? today : Day(asked.To);
        var first = asked.From is null ? last.AddMonths(1 - UsualMonths) : Day(asked.From);
        var months = Math.Clamp((last.Year - first.Year) * 12 + last.Month - first.Month + 1, 0, MostMonths);
        for (var back = months - 1; back >= 0; back--)
        {
            var month = new DateOnly(last.Year, last.Month, 1).AddMonths(-back);
            var (from, to) = (month, month.AddMonths(1).AddDays(-1));
            yield return (
                $"{month:yyyy-MM}",
                $"{month:yyyy年M月}",
                new FunnelScope(
                    Divisions.PathOf(asked.Division),
                    Day(asked.From is null || from > first ? from : first),
                    Day(asked.To is null || to < last ? to : last)
                )
            );
        }
    }

    private sealed record AskedFor(DivisionCode Division, string? From, string? To);

    private static (AskedFor? Asked, ProblemHttpResult? Problem) Asked(HttpContext http)
    {
        var (query, actor) = (http.Request.Query, Actor.From(http.User));
        var (division, noDivision) = ListQuery.Division(query);
        var (from, noFrom) = ListQuery.Day(query, "from");
        var (to, noTo) = ListQuery.Day(query, "to");
        if ((noDivision ?? noFrom ?? noTo) is { } problem)
        {
            return (null, problem);
        }
        // What lies outside one's subtree is not there: a division above it counts as the own one.
        var asked = division ?? actor.Division;
        if (!actor.MayRead(asked))
        {
            if (!Divisions.IsWithin(actor.Division, asked))
            {
                return (null, Problems.NotFound(asked.Value));
            }
            asked = actor.Division;
        }
        return (new AskedFor(asked, from, to), null);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
