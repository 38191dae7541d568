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
                    if (body!.Day is not { Year: >= 2000 and < 2100 } day)
                    {
                        return Problems.BadRequest(
                            "day",
                            "The law day lies in this century.",
                            new Flaw("day", "day", "a date as yyyy-MM-dd, from 2000 to 2099")
                        );
                    }
                    time.MoveTo(day);
                    await clocks.Now(cancellation);
                    return TypedResults.Ok(body);
                }
            )
            .Accepts<LawDayBody>("application/json")
            .WithSummary("Move the law day (development, loopback only)");
    }

    internal sealed record LawDayBody(DateOnly? Day);
}
