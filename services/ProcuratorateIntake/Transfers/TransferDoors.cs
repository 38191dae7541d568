using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using CourtsLead = Exchange.Contracts.Court.CriminalLeadTransferred;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>The doors to referrals (移送线索与立案监督), and what the service hears of them.</summary>
internal static class TransferDoors
{
    public const string CaseNumber = "caseNumber";
    public const string LeadId = "leadId";

    private const string Service = ProcuratorateIntakeModule.Service;

    private static readonly string[] Procurators = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Chief = [Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Procurators, Roles.Auditor];

    public static IServiceCollection AddTransfers(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<Transfer>(
                    Service,
                    "transfers",
                    new(CaseNumber, t => t.Sender?.CaseNumber.Value),
                    new(LeadId, t => t.Sender?.LeadId),
                    new("filed", t => t.Police?.Filing is null ? null : "yes"),
                    new("persons#", t => (long)(t.Sender?.Suspects.Count ?? 0))
                ),
                TransferClocks.OnClock
            )
            .AddSingleton<IWatchCases, PaymentWatch>()
            .AddHandler<ReferralProposed, TransferProposals>(Service)
            .AddHandler<CourtsLead, CourtOnTransfers>(Service)
            .AddHandler<TransferCompleted, CourtOnTransfers>(Service)
            .AddHandler<TransferRecalled, CourtOnTransfers>(Service)
            .AddHandler<LeadAcknowledged, PoliceOnTransfers>(Service)
            .AddHandler<LeadReturned, PoliceOnTransfers>(Service)
            .AddHandler<ReferralHandedOver, PoliceOnTransfers>(Service)
            .AddHandler<FilingClockExtended, PoliceOnTransfers>(Service)
            .AddHandler<CriminalCaseFiled, PoliceOnTransfers>(Service)
            .AddHandler<CriminalCaseDeclined, PoliceOnTransfers>(Service)
            .AddHandler<FilingReasonsGiven, PoliceOnTransfers>(Service)
            .AddHandler<CriminalOutcomeReported, PoliceOnTransfers>(Service)
            .AddHandler<CriminalCaseDropped, PoliceOnTransfers>(Service);

    public static void MapTransfers(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1").WithTags("Transfers 移送线索");
        doors.MapList<Transfer>("/transfers", Readers, "Referrals: own ones, and copies of the courts' (移送线索)", CaseNumber, LeadId);
        doors.MapOne<Transfer>("/transfers", Readers, Procurators, "One referral with its three sides");

        doors.MapAct<Transfer, DecideBody>(
            "/transfers/{id}/decide",
            Chief,
            (t, b, m) => t.Decide(b, m),
            "Send to the police or back to the lead (审批移送)"
        );
        doors.MapAct<Transfer, MaterialBody>(
            "/transfers/{id}/complete",
            Procurators,
            (t, b, m) => t.Complete(b, m),
            "Complete what was returned (补充材料)"
        );
        doors.MapAct<Transfer, InsistBody>(
            "/transfers/{id}/insist",
            Procurators,
            (t, b, m) => t.Insist(b, m),
            "Nothing more, decide (无补充，请作出决定)"
        );
        doors.MapAct<Transfer, MaterialBody>(
            "/transfers/{id}/supplement",
            Procurators,
            (t, b, m) => t.Supplement(b, m),
            "Later material, no effect on a clock (补充后续材料)"
        );
        doors.MapAct<Transfer, RecallBody>("/transfers/{id}/recall", Chief, (t, b, m) => t.Recall(b, m), "Recall (撤回移送)");

        doors.MapAct<Transfer, RemarkBody>(
            "/transfers/{id}/request-reasons",
            Procurators,
            (t, b, m) => t.RequestReasons(b, m),
            "Ask why no case was filed, or why nothing was decided (要求说明理由)"
        );
        doors.MapAct<Transfer, RemarkBody>(
            "/transfers/{id}/accept-reasons",
            Procurators,
            (t, b, m) => t.AcceptReasons(b, m),
            "Accept that no case is filed (理由成立)"
        );
        doors.MapAct<Transfer, DirectFilingBody>(
            "/transfers/{id}/direct-filing",
            Chief,
            (t, b, m) => t.DirectFiling(b, m),
            "Direct the filing (通知立案)"
        );
        doors.MapAct<Transfer, StatementBody>(
            "/transfers/{id}/correct",
            Chief,
            (t, b, m) => t.Correct(b, m),
            "Notice of correction (纠正违法通知书)"
        );
        doors.MapAct<Transfer, StatementBody>(
            "/transfers/{id}/report-upward",
            Chief,
            (t, b, m) => t.ReportUpward(b, m),
            "Report to the higher procuratorate (报上一级检察院)"
        );
        doors.MapAct<Transfer, RemarkBody>(
            "/transfers/{id}/accept-drop",
            Procurators,
            (t, b, m) => t.AcceptDrop(b, m),
            "Accept that the case was dropped (同意撤案)"
        );
    }
}
