using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Hosting;

/// <summary>A year's notice (放假通知) is loaded for one service at its own door; another shows which clocks it has moved.</summary>
internal static class CalendarDoors
{
    public static void MapCalendar(this WebApplication app)
    {
        foreach (var service in app.Services.GetServices<ServiceName>())
        {
            var doors = app.MapGroup($"/{service.Prefix}/v1/calendar-notices").WithTags("calendar");
            doors
                .MapPost(
                    "",
                    (HttpContext http, IStores stores, CalendarCounting counting, TimeProvider machine, CancellationToken c) =>
                        Load(service, http, stores, counting, machine, c)
                )
                .RequireRoles(Roles.Operator)
                .Accepts<CalendarNoticeBody>("application/json", "text/csv")
                .WithSummary("Load a year's notice of holidays; provisional clocks are counted again (放假通知)");
            doors
                .MapGet("/{id}", (string id, HttpContext http, IStores stores, CancellationToken c) => One(service, id, http, stores, c))
                .RequireRoles(Roles.Operator, Roles.Auditor)
                .WithSummary("One notice, how far the clocks are counted again, and which it has moved");
        }
    }

    private static async Task<IResult> Load(
        ServiceName service,
        HttpContext http,
        IStores stores,
        CalendarCounting counting,
        TimeProvider machine,
        CancellationToken cancellation
    )
    {
        var (days, year, problem) = await CalendarNoticeBody.Read(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var notices = CalendarNotices.Of(stores, service.Name);
        while (true)
        {
            var ofYear = (await CalendarNotices.All(notices, cancellation)).Where(n => n.Value.Year == year).ToList();
            if (ofYear is [.., var latest] && latest.Value.SaysTheSame(days))
            {
                return Doors.Json(View(latest.Value));
            }
            var notice = new CalendarNotice
            {
                Id = FormattableString.Invariant($"{year}-{ofYear.Count + 1}"),
                Year = year,
                Days = days,
                LoadedBy = Actor.From(http.User).Name,
                LoadedAt = machine.GetUtcNow(),
            };
            if (await notices.Write(notice, 0, [], cancellation))
            {
                counting.Take(service.Name, notice);
                http.Response.Headers.Location = $"/{service.Prefix}/v1/calendar-notices/{notice.Id}";
                return Doors.Json(View(notice), StatusCodes.Status202Accepted);
            }
        }
    }

    private static async Task<IResult> One(ServiceName service, string id, HttpContext http, IStores stores, CancellationToken cancellation)
    {
        var (limit, problem) = ListQuery.Page(http.Request.Query);
        if (problem is not null)
        {
            return problem;
        }
        if (await CalendarNotices.Of(stores, service.Name).Find(id, cancellation) is not { } found)
        {
            return Problems.NotFound(id);
        }
        var moved = await CalendarNotices
            .Moved(stores, service.Name)
            .List(CalendarNotices.MovedBy(found.Value, limit), http.Request.Query["cursor"], cancellation);
        var view = View(found.Value);
        view["items"] = JsonSerializer.SerializeToNode(moved.Items, ExchangeJson.Options);
        view["next"] = moved.Next;
        return Doors.Json(view);
    }

    private static JsonObject View(CalendarNotice notice) =>
        JsonSerializer.SerializeToNode(notice with { Position = null }, ExchangeJson.Options)!.AsObject();
}
