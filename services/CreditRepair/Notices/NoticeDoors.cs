using System.Text.Json.Nodes;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;
using Exchange.CreditRepair.Repairs;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exchange.CreditRepair.Notices;

/// <summary>Doors to subscriptions and notices. A bank sees and answers only its own.</summary>
internal static class NoticeDoors
{
    private static readonly string[] Officer = [Roles.CreditOfficer];
    private static readonly string[] Bank = [Roles.Bank];
    private static readonly string[] Readers = [Roles.CreditOfficer, Roles.Bank, Roles.Auditor];

    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services
            .AddHttpClient(NoticePost.Client, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        return services
            .AddAggregate(AggregateCollection.Of<Subscription>(RepairDoors.Service, "subscriptions"))
            .AddAggregate(
                AggregateCollection.Of<Notice>(
                    RepairDoors.Service,
                    "notices",
                    new IndexField<Notice>("bank", n => n.Bank),
                    new IndexField<Notice>("repairId", n => n.RepairId),
                    new IndexField<Notice>("nextAttemptAt", n => n.NextAttempt)
                )
            )
            .AddSingleton<NoticeTargets>()
            .AddSingleton<NoticePost>()
            .AddHandler<CreditRestored, NoticeMessages>(RepairDoors.Service)
            .AddHandler<RestorationRetracted, NoticeMessages>(RepairDoors.Service)
            .AddHostedService<NoticeDelivery>();
    }

    public static void MapNotices(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/credit/v1").WithTags("notices");
        doors
            .MapPost("/subscriptions", Subscribe)
            .RequireRoles(Officer)
            .Accepts<SubscriptionBody>("application/json")
            .WithSummary("A bank that wants to hear of restorations; the same name again replaces (订阅)");
        doors
            .MapGet("/subscriptions", Subscriptions)
            .RequireRoles(Roles.CreditOfficer, Roles.Auditor)
            .WithSummary("Subscriptions, without their secrets");
        doors.MapGet("/notices", List).RequireRoles(Readers).WithSummary("Notices (修复通知); a bank sees its own");
        doors.MapGet("/notices/{id}", One).RequireRoles(Readers).WithSummary("One notice");
        doors.MapAct<Notice, AnswerBody>(
            "/notices/{id}/answer",
            Bank,
            (n, body, m) => n.Answer(body, m),
            "The bank says what it did (银行反馈)"
        );
        doors.MapAct<Notice, ReasonBody>(
            "/notices/{id}/write-off",
            Officer,
            (n, body, m) => n.WriteOff(body, m),
            "The desk no longer waits for the bank's answer (不再等待银行反馈)"
        );
    }

    private static async Task<IResult> Subscribe(
        HttpContext http,
        Acts<Subscription> acts,
        NoticeTargets targets,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (body, problem) = await RequestBody.Read<SubscriptionBody>(http.Request, cancellation);
        if (problem is not null)
        {
            return problem;
        }
        var actor = Actor.From(http.User);
        var address = string.IsNullOrWhiteSpace(body!.Url) ? null : body.Url.Trim();
        var isReadable = Uri.TryCreate(address, UriKind.Absolute, out var url);
        var flaws = new Flaws()
            .Need(body.Name, "name", "银行名称")
            .If(
                address is not null && !(isReadable && targets.Allows(url!)),
                "url",
                "target",
                "not an address to which notices may be posted"
            )
            .If(body.Divisions is { } asked && !asked.All(actor.MayRead), "divisions", "outside-division", "outside your own division")
            .List;
        if (flaws.Count > 0)
        {
            return Problems.Of(Refusal.Invalid("incomplete", "Parts are missing or wrong.", flaws));
        }
        var bank = body.Name!.Trim();
        var wanted = new Subscription
        {
            Id = Subscription.IdOf(actor.Division, bank),
            Bank = bank,
            Url = address is null ? null : url,
            Divisions = body.Divisions is { Count: > 0 } divisions ? divisions : [actor.Division],
            Secret = string.IsNullOrEmpty(body.Secret) ? null : body.Secret,
            Division = actor.Division,
            Office = actor.Office,
            Correlation = Subscription.IdOf(actor.Division, bank),
        };
        var result = await acts.Hear(wanted.Id, "subscribe", actor.Name, (known, _) => Subscription.Enter(known, wanted), cancellation);
        return Doors.Json(
            View(result.Value!, time.Today),
            result is { Changed: true, Value.Revision: 1 } ? StatusCodes.Status201Created : StatusCodes.Status200OK
        );
    }

    private static async Task<IResult> Subscriptions(
        HttpContext http,
        Documents<Subscription> subscriptions,
        LawTime time,
        CancellationToken cancellation
    )
    {
        var (query, problem) = ListQuery.Of(http.Request.Query, Actor.From(http.User), time.Today, []);
        if (problem is not null)
        {
            return problem;
        }
        var page = await subscriptions.List(query!, http.Request.Query["cursor"], cancellation);
        return Doors.Json(Doors.PageOf(page.Items.Select(item => (JsonNode)View(item, time.Today)), page.Next));
    }

    private static async Task<IResult> List(HttpContext http, Documents<Notice> notices, LawTime time, CancellationToken cancellation)
    {
        var actor = Actor.From(http.User);
        var (query, problem) = ListQuery.Of(http.Request.Query, actor, time.Today, ["bank", "repairId"]);
        if (problem is not null)
        {
            return problem;
        }
        var own = SeesOwnOnly(actor) ? query! with { Where = [.. query.Where, Condition.Equal("bank", BankOf(actor))] } : query!;
        var page = await notices.List(own, http.Request.Query["cursor"], cancellation);
        return Doors.Json(Doors.PageOf(page.Items.Select(item => (JsonNode)Doors.View(item, time.Today, Masked.Options)), page.Next));
    }

    private static async Task<IResult> One(
        string id,
        string? purpose,
        HttpContext http,
        Acts<Notice> acts,
        LawTime time,
        ILoggerFactory logs,
        CancellationToken cancellation
    )
    {
        var actor = Actor.From(http.User);
        var notice = await acts.Read(id, actor, cancellation);
        if (notice is null || SeesOwnOnly(actor) && notice.Office != actor.Office)
        {
            return Problems.NotFound(id);
        }
        var unmasked = Doors.Unmasked(actor, [Roles.Bank, Roles.CreditOfficer], purpose, logs, nameof(Notice), id);
        return Doors.Json(Doors.View(notice, time.Today, unmasked ? ExchangeJson.Options : Masked.Options));
    }

    private static bool SeesOwnOnly(Actor actor) => !actor.IsAny([Roles.CreditOfficer, Roles.Auditor]);

    /// <summary>The bank whose token it is; a token that names none sees nothing.</summary>
    private static string BankOf(Actor actor)
    {
        var prefix = Offices.Bank("");
        return actor.Office.StartsWith(prefix, StringComparison.Ordinal) ? actor.Office[prefix.Length..] : "";
    }

    private static JsonObject View(Subscription subscription, DateOnly today)
    {
        var view = Doors.View(subscription, today, Masked.Options);
        view.Remove("secret");
        view["signed"] = subscription.Secret is not null;
        return view;
    }
}
