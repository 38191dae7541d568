using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Repairs;

/// <summary>Doors to repair proposals (信用修复建议) under review.</summary>
internal static class RepairDoors
{
    public const string Service = ProcuratorateIntakeModule.Service;

    private static readonly string[] Procurators = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor];

    public static IServiceCollection AddRepairs(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<RepairReview>(
                    Service,
                    "repairReviews",
                    new IndexField<RepairReview>("caseNumber", r => r.Credit.CaseNumber.Value),
                    new IndexField<RepairReview>("leadId", r => r.LeadId),
                    new IndexField<RepairReview>("liftedOn", r => AggregateCollection.Day(r.LiftedOn))
                ),
                (known, moment) => known.OnClock(moment)
            )
            .AddCollection(LeadOpinion.Collection)
            .AddSingleton<IWatchCases, RepairCases>()
            .AddHandler<RepairProposed, RepairMessages>(Service)
            .AddHandler<CreditRestored, RepairMessages>(Service)
            .AddHandler<RestorationRetracted, RepairMessages>(Service)
            .AddHandler<OpinionIssued, RepairOpinionWatch>(Service)
            .AddHandler<OpinionAmended, RepairOpinionWatch>(Service)
            .AddHandler<OpinionWithdrawn, RepairOpinionWatch>(Service)
            .AddHandler<AnswerJudged, RepairOpinionWatch>(Service)
            .AddHandler<OpinionEscalated, RepairOpinionWatch>(Service)
            .AddHandler<OpinionClosed, RepairOpinionWatch>(Service)
            .AddHandler<OpinionAnswered, RepairOpinionWatch>(Service)
            .AddHandler<LeadWorkEnded, RepairOpinionWatch>(Service);

    public static void MapRepairs(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1").WithTags("repairs");
        doors.MapList<RepairReview>("/repairs", Readers, "Repair proposals (信用修复建议)", "caseNumber", "leadId");
        doors.MapOne<RepairReview>("/repairs", Readers, Procurators, "One repair proposal");
        doors.MapAct<RepairReview, AskCourtBody>(
            "/repairs/{id}/ask-court",
            Procurators,
            (r, body, m) => r.AskCourt(body, m),
            "Tell the court informally (提示法院解除)"
        );
        doors.MapAct<RepairReview, OpinionBody>(
            "/repairs/{id}/opinion",
            Procurators,
            (r, body, m) => r.Opinion(body, m),
            "Propose an opinion on the lead that rule and desk share (检察建议呈批)"
        );
        doors.MapAct<RepairReview, DeclineBody>(
            "/repairs/{id}/decline",
            Procurators,
            (r, body, m) => r.Decline(body, m),
            "Decline with reasons (不予支持)"
        );
    }
}
