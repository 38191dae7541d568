using Exchange.Access;
using Exchange.Acts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Exchange.Hosting;

/// <summary>In development, on loopback only: the law day can be seen and moved.</summary>
internal static class LawDayDoor
{
    public static void MapLawDay(this WebApplication app)
    {
        if (!app.Configuration.GetValue<bool>("Access:Development"))
        {
            return;
        }
        app.MapGet("/dev/law-day", (LawTime time) => TypedResults.Ok(new LawDayBody(time.Today))).WithSummary("The law day (development)");
        app.MapPut(
                "/dev/law-day",
                async (HttpContext http, LawTime time, ClockSweep clocks, CancellationToken cancellation) =>
                {
                    if (!AccessRegistration.IsLoopback(http))
                    {
                        return (IResult)TypedResults.NotFound();
                    }
                    var (body, problem) = await RequestBody.Read<LawDayBody>(http.Request, cancellation);
                    if (problem is not null)
                    {
                        return problem;
                    }
                    time.MoveTo(body!.Day);
                    await clocks.Now(cancellation);
                    return TypedResults.Ok(body);
                }
            )
            .Accepts<LawDayBody>("application/json")
            .WithSummary("Move the law day (development, loopback only)");
    }

    internal sealed record LawDayBody(DateOnly Day);
}
