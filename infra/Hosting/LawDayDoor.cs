using Exchange.Access;
using Exchange.Acts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Hosting;

/// <summary>In development, on loopback only: the law day can be seen, and moved for all services at once.</summary>
internal static class LawDayDoor
{
    public static void AddLawDay(this IServiceCollection services, IConfiguration configuration)
    {
        if (!IsThere(configuration))
        {
            return;
        }
        services.AddSingleton<LawDayMemory>();
        services.AddSingleton<LawDayPeers>();
        services.AddHostedService(p => p.GetRequiredService<LawDayMemory>());
    }

    public static void MapLawDay(this WebApplication app)
    {
        if (!IsThere(app.Configuration))
        {
            return;
        }
        // Peers that are no URLs are said at the start, not at the first move.
        var peers = app.Services.GetRequiredService<LawDayPeers>();
        app.MapGet("/dev/law-day", (LawTime time) => TypedResults.Ok(new LawDayBody(time.Today))).WithSummary("The law day (development)");
        app.MapPut("/dev/law-day", (HttpContext http, LawDayMemory memory, ClockSweep clocks) => Move(http, memory, clocks, peers))
            .Accepts<LawDayBody>("application/json")
            .WithSummary("Move the law day of all services (development, loopback only)");
    }

    private static bool IsThere(IConfiguration configuration) => configuration.GetValue<bool>("Access:Development");

    private static async Task<IResult> Move(HttpContext http, LawDayMemory memory, ClockSweep clocks, LawDayPeers peers)
    {
        if (!AccessRegistration.IsLoopback(http))
        {
            return TypedResults.NotFound();
        }
        var cancellation = http.RequestAborted;
        var (body, problem) = await RequestBody.Read<LawDayBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        if (body!.Day is not { Year: >= 2000 and < 2100 } day)
        {
            return Problems.BadRequest(
                "day",
                "The law day lies in this century.",
                new Flaw("day", "day", "a date as yyyy-MM-dd, from 2000 to 2099")
            );
        }
        var asked = Enum.TryParse<LawDayStep>(http.Request.Headers[LawDayPeers.Header], out var step) ? step : (LawDayStep?)null;
        if (asked is not LawDayStep.Act)
        {
            await memory.MoveTo(day, cancellation);
        }
        if (asked is LawDayStep.Act)
        {
            await clocks.Now(cancellation);
        }
        return asked is not null ? TypedResults.Ok(body) : await MoveOthers(day, http, clocks, peers);
    }

    /// <summary>It is that day here; now for all others, and then every clock acts.</summary>
    private static async Task<IResult> MoveOthers(DateOnly day, HttpContext http, ClockSweep clocks, LawDayPeers peers)
    {
        var (token, cancellation) = (http.Request.Headers.Authorization.ToString(), http.RequestAborted);
        var unmoved = await peers.Ask(LawDayStep.Turn, day, token, cancellation);
        var others = peers.Ask(LawDayStep.Act, day, token, cancellation);
        await clocks.Now(cancellation);
        var failed = unmoved.Concat(await others).DistinctBy(flaw => flaw.Place).ToList();
        return failed.Count == 0
            ? TypedResults.Ok(new LawDayBody(day))
            : Problems.At(
                StatusCodes.Status502BadGateway,
                "peer",
                $"It is not {day:yyyy-MM-dd} yet at {string.Join(", ", failed.Select(flaw => $"{flaw.Place} ({flaw.Reason})"))}; the others have moved. Ask again.",
                failed
            );
    }

    internal sealed record LawDayBody(DateOnly? Day);
}
