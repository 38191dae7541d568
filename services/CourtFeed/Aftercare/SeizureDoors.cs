using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.CourtFeed.Cases;
using Exchange.Hosting;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Aftercare;

/// <summary>The court's doors to what it holds for its cases (查封台账).</summary>
internal static class SeizureDoors
{
    private const string CaseNumberField = "caseNumber";
    private static readonly string[] Clerks = [Roles.CourtSystem, Roles.CourtClerk];
    private static readonly string[] Readers = [.. Clerks, Roles.Auditor];

    public static IServiceCollection AddSeizures(this IServiceCollection services) =>
        services.AddAggregate(
            AggregateCollection.Of<Seizure>(
                CourtFeedModule.Name,
                "seizures",
                new IndexField<Seizure>(CaseNumberField, s => s.CaseNumber.Value)
            ),
            (known, moment) => known.OnClock(moment)
        );

    public static void MapSeizures(this IEndpointRouteBuilder app)
    {
        app.MapPost("/court/v1/cases/{caseNumber}/seizures", Enter)
            .RequireRoles(Clerks)
            .WithTags("court")
            .Accepts<SeizureBody>("application/json")
            .WithSummary("Enter what is sealed or frozen for a case; its term begins (登记查封)");
        var doors = app.MapGroup("/court/v1/seizures").WithTags("court");
        doors.MapList<Seizure>("", Readers, "What is held, what expires within 30 days, what has lapsed", CaseNumberField);
        doors.MapOne<Seizure>("", Readers, Clerks, "One seizure with its term");
        doors.MapAct<Seizure, RenewSeizureBody>(
            "/{id}/renew",
            Clerks,
            (s, b, m) => s.Renew(b, m),
            "Renew it before its term ends (续行查封)"
        );
        doors.MapAct<Seizure, ReleaseSeizureBody>("/{id}/release", Clerks, (s, b, m) => s.Release(b, m), "Release it (解除查封)");
    }

    private static async Task<IResult> Enter(
        string caseNumber,
        HttpContext http,
        Acts<Seizure> acts,
        Documents<Seizure> seizures,
        Documents<CaseDocument> cases,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<SeizureBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var actor = Actor.From(http.User);
        var number = CaseNumber.TryParse(caseNumber, out var parsed) ? parsed.Value : caseNumber;
        if ((await cases.Find(number, cancellation))?.Value is not { } known || !actor.MayRead(known.Record.Division))
        {
            return Problems.NotFound(caseNumber);
        }
        if (actor.Office != Offices.Court(known.Record.CourtCode))
        {
            return Problems.Of(
                new Refusal(
                    RefusalKind.NotYours,
                    "not-addressed",
                    $"The case belongs to {Offices.Court(known.Record.CourtCode)}; you act for {actor.Office}."
                )
            );
        }
        IReadOnlyList<Flaw> flaws =
        [
            .. body!.Check(),
            .. new Flaws().If(body.SealedOn > time.Today, "sealedOn", "future-date", "The day lies ahead.").List,
        ];
        if (flaws.Count > 0)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var all = await seizures.Query(new DocumentQuery { Where = [Condition.Equal(CaseNumberField, number)], Limit = 500 }, cancellation);
        var same = all.FirstOrDefault(s =>
            (s.Value.Kind, s.Value.What, s.Value.SealedOn) == (body.Kind!.Value, body.What!, body.SealedOn!.Value)
        );
        for (var ordinal = all.Count + 1; ; ordinal++)
        {
            var id = same?.Value.Id ?? Seizure.IdOf(known.Record.CaseNumber, ordinal);
            var result = await acts.Hear(
                id,
                "enter",
                actor.Name,
                (found, moment) => Seizure.Enter(found, id, known.Record, body, moment),
                cancellation
            );
            if (result.Changed || same is not null)
            {
                http.Response.Headers.Location = $"/court/v1/seizures/{Uri.EscapeDataString(id)}";
                return Doors.Json(
                    Doors.View(result.Value!, time.Today, Masked.Options),
                    result.Changed ? StatusCodes.Status201Created : StatusCodes.Status200OK
                );
            }
            // Another one was entered this very moment under this number.
        }
    }
}
