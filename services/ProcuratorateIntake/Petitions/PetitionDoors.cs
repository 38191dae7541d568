using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Hosting;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Petitions;

/// <summary>The doors to citizens' petitions (12309 检察服务).</summary>
internal static class PetitionDoors
{
    private static readonly string[] Procurators = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Procurators, Roles.Auditor];

    public static IServiceCollection AddPetitions(this IServiceCollection services) =>
        services
            .AddSingleton<NamedCases>()
            .AddAggregate(
                AggregateCollection.Of<Petition>(
                    ProcuratorateIntakeModule.Service,
                    "petitions",
                    new IndexField<Petition>("caseNumber", p => p.CaseNumber?.Value),
                    new IndexField<Petition>("leadId", p => p.LeadId)
                ),
                (known, moment) => known.OnClock(moment)
            );

    public static void MapPetitions(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/petitions").WithTags("Petitions 12309 申请");
        doors
            .MapPost("", Receive)
            .RequireRoles(Procurators)
            .Accepts<PetitionBody>("application/json")
            .WithSummary("Hand in a petition; number or Idempotency-Key makes it one (收到监督申请)");
        doors.MapList<Petition>("", Readers, "Petitions, the petitioner masked", "caseNumber", "leadId");
        doors.MapOne<Petition>("", Readers, Procurators, "One petition; the petitioner only for a purpose");
        doors.MapAct<Petition, AcceptPetitionBody>(
            "/{id}/accept",
            Procurators,
            (p, b, m) => p.Accept(b, m),
            "Accept, and join a lead (受理)"
        );
        doors.MapAct<Petition, NotifyPetitionBody>(
            "/{id}/notify",
            Procurators,
            (p, b, m) => p.Notify(b, m),
            "Tell both sides of the acceptance (受理通知)"
        );
        doors.MapAct<Petition, RefusePetitionBody>("/{id}/refuse", Procurators, (p, b, m) => p.Refuse(b, m), "Do not accept (不予受理)");
        doors.MapAct<Petition, PetitionItemsBody>(
            "/{id}/supplement",
            Procurators,
            (p, b, m) => p.AskSupplement(b, m),
            "Ask for what is missing (补正)"
        );
        doors.MapAct<Petition, PetitionItemsBody>(
            "/{id}/supply",
            Procurators,
            (p, b, m) => p.Supply(b, m),
            "The materials came (材料补齐)"
        );
        doors.MapAct<Petition, AnswerPetitionBody>("/{id}/answer", Procurators, (p, b, m) => p.Tell(b, m), "Tell the result (告知结果)");
        doors.MapAct<Petition, WithdrawPetitionBody>("/{id}/withdraw", Procurators, (p, b, m) => p.Withdraw(b, m), "Withdrawn (撤回申请)");
    }

    /// <summary>201 with the place of the new petition; 200 for the same again; always to the actor's own procuratorate.</summary>
    private static async Task<IResult> Receive(
        HttpContext http,
        Acts<Petition> acts,
        NamedCases named,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<PetitionBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var actor = Actor.From(http.User);
        if (ProcuratorateOf(actor) is not { } procuratorate)
        {
            return Problems.Of(new Refusal(RefusalKind.NotYours, "not-a-procuratorate", $"You act for '{actor.Office}'."));
        }
        var key = RequestBody.IdempotencyKey(http.Request);
        var id = Petition.IdOf(procuratorate, body!, key);
        var flaws = new List<Flaw>(body!.Check());
        if (id is null)
        {
            flaws.Add(new Flaw("number", "required", "编号 or the header Idempotency-Key is needed."));
        }
        if (flaws.Count > 0)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var result = await acts.Hear(
            id!,
            "receive",
            actor.Name,
            (known, moment) => Petition.Receive(known, body, key, procuratorate, moment),
            cancellation
        );
        if (result.Refusal is null)
        {
            // Of the same again as well: a crash may have come between the two.
            await named.Tell(result.Value!, time.Today, cancellation);
        }
        if (result.Refusal is not null || !result.Changed)
        {
            return Doors.Answer(result, time.Today);
        }
        http.Response.Headers.Location = $"/procuratorate/v1/petitions/{id}";
        return Doors.Json(Doors.View(result.Value!, time.Today, Masked.Options), StatusCodes.Status201Created);
    }

    private static DivisionCode? ProcuratorateOf(Actor actor) =>
        actor.Office.Split(':') is ["procuratorate", var code] && DivisionCode.TryParse(code, out var division) ? division : null;
}
