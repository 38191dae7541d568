using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.CourtFeed.Cases;
using Exchange.Hosting;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Exchange.CourtFeed.Aftercare;

/// <summary>The ten queries after an ending (终本后五年查控): seen as rows, filled one by one.</summary>
internal static class RequeryDoors
{
    private static readonly string[] Clerks = [Roles.CourtSystem, Roles.CourtClerk];

    public static void MapRequeries(this IEndpointRouteBuilder court)
    {
        court
            .MapGet("/cases/{caseNumber}/requeries", Show)
            .RequireRoles([.. Clerks, Roles.Auditor])
            .WithSummary("The ten half years after the ending: done, missed, due, ahead");
        court
            .MapPost("/cases/{caseNumber}/requeries", Enter)
            .RequireRoles(Clerks)
            .Accepts<RequeryBody>("application/json")
            .WithSummary("Enter a query after the ending and whether property was found (登记终本后查询)");
    }

    private static async Task<IResult> Show(
        string caseNumber,
        HttpContext http,
        Documents<CaseDocument> cases,
        LawTime time,
        CancellationToken cancellation
    ) =>
        await Find(caseNumber, Actor.From(http.User), cases, cancellation) is { } known
            ? Doors.Json(View(known, time.Today))
            : Problems.NotFound(caseNumber);

    private static async Task<IResult> Enter(
        string caseNumber,
        HttpContext http,
        Documents<CaseDocument> cases,
        CasePush push,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<RequeryBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var actor = Actor.From(http.User);
        if (await Find(caseNumber, actor, cases, cancellation) is not { } known)
        {
            return Problems.NotFound(caseNumber);
        }
        if (body!.Check() is { Count: > 0 } flaws)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
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
        if (!known.RestsAfterEnding(out var endedOn))
        {
            return Problems.Of(new Refusal(RefusalKind.NotNow, "not-now", "The case is not ended for now, or it is resumed."));
        }
        if (body.QueriedOn <= endedOn || body.QueriedOn > time.Today)
        {
            return Problems.Of(
                Refusal.Invalid(
                    "queriedOn",
                    "A query after the ending is made after it and not later than today.",
                    new Flaw("queriedOn", "range", FormattableString.Invariant($"after {endedOn:yyyy-MM-dd}, at the latest today"))
                )
            );
        }
        var requery = new Requery(body.QueriedOn!.Value, body.Found!.Value, body.Note, actor.Name);
        return Doors.Json(View(await push.Requery(known.Record.CaseNumber, requery, actor.Office, cancellation), time.Today));
    }

    private static async Task<CaseDocument?> Find(
        string caseNumber,
        Actor actor,
        Documents<CaseDocument> cases,
        CancellationToken cancellation
    )
    {
        var id = CaseNumber.TryParse(caseNumber, out var number) ? number.Value : caseNumber;
        return (await cases.Find(id, cancellation))?.Value is { } known && actor.MayRead(known.Record.Division) ? known : null;
    }

    private static JsonObject View(CaseDocument known, DateOnly today) =>
        JsonSerializer
            .SerializeToNode(
                new
                {
                    caseNumber = known.Record.CaseNumber,
                    endedOn = known.Record.EndedOn,
                    slots = RequerySlot.Of(known, today),
                    // 失信规定 art 10(4): the listing comes off within three working days of this day.
                    nothingFoundTwiceOn = known.NothingFoundTwiceOn,
                },
                ExchangeJson.Options
            )!
            .AsObject();
}

/// <summary>登记终本后查询</summary>
internal sealed record RequeryBody : ActBody
{
    public DateOnly? QueriedOn { get; init; }

    /// <summary>Whether property was found that can be disposed of.</summary>
    public bool? Found { get; init; }

    public string? Note { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(QueriedOn is null, "queriedOn", "required", "查询日期 is missing.")
            .If(Found is null, "found", "required", "是否查到财产 is missing.")
            .List;
}
