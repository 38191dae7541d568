using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Court = Exchange.Contracts.Court;

namespace Exchange.PoliceReferral.Referrals;

/// <summary>Criminal referrals (移送线索): what they hear, and the doors to them.</summary>
internal static class ReferralEndpoints
{
    private const string CaseNumber = "caseNumber";
    private const string FilingNumber = "filingNumber";

    private static readonly IReadOnlyList<string> Readers = [Roles.PoliceOfficer, Roles.Auditor];
    private static readonly IReadOnlyList<string> Officer = [Roles.PoliceOfficer];

    public static Collection<Referral> Collection { get; } =
        AggregateCollection.Of<Referral>(
            PoliceReferralModule.Name,
            "referrals",
            new IndexField<Referral>(CaseNumber, r => r.Sender?.CaseNumber.Value),
            new IndexField<Referral>(FilingNumber, r => r.Police.Filing?.Number)
        );

    public static void AddReferrals(this IServiceCollection services)
    {
        services.AddAggregate(Collection, Referral.OnClock);
        services.AddHandler<CriminalLeadTransferred, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<LeadCompleted, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<ReferralRecalled, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<Court.CriminalLeadTransferred, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<Court.TransferCompleted, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<Court.TransferRecalled, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<FilingReasonsRequested, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<FilingReasonsAccepted, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<FilingDirected, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<CorrectionNoticed, ReferralMessages>(PoliceReferralModule.Name);
        services.AddHandler<PerformanceAfterReferral, ReferralMessages>(PoliceReferralModule.Name);
    }

    public static void MapReferrals(this IEndpointRouteBuilder doors)
    {
        doors.MapList<Referral>("/referrals", Readers, "Referrals, masked (移送线索)", CaseNumber, FilingNumber);
        doors.MapOne<Referral>("/referrals", Readers, Officer, "One referral (移送线索)");
        doors.MapAct<Referral, AcknowledgeBody>(
            "/referrals/{id}/acknowledge",
            Officer,
            (r, b, m) => r.Acknowledge(b, m),
            "Take the lead and say so (受案回执)"
        );
        doors.MapAct<Referral, ReturnBody>(
            "/referrals/{id}/return",
            Officer,
            (r, b, m) => r.Return(b, m),
            "Ask for missing items (退回补充)"
        );
        doors.MapAct<Referral, HandOverBody>(
            "/referrals/{id}/hand-over",
            Officer,
            (r, b, m) => r.HandOver(b, m),
            "Hand over to the organ with jurisdiction (移送管辖)"
        );
        doors.MapAct<Referral, ExtendBody>(
            "/referrals/{id}/extend",
            Officer,
            (r, b, m) => r.Extend(b, m),
            "Extend the filing decision by one step (延长立案审查期限)"
        );
        doors.MapAct<Referral, FileBody>("/referrals/{id}/file", Officer, (r, b, m) => r.File(b, m), "File a criminal case (立案)");
        doors.MapAct<Referral, DeclineBody>("/referrals/{id}/decline", Officer, (r, b, m) => r.Decline(b, m), "Decline to file (不予立案)");
        doors.MapAct<Referral, ReasonsBody>(
            "/referrals/{id}/reasons",
            Officer,
            (r, b, m) => r.GiveReasons(b, m),
            "Give reasons for not filing (说明不立案理由)"
        );
        doors.MapAct<Referral, OutcomeBody>(
            "/referrals/{id}/outcome",
            Officer,
            (r, b, m) => r.Report(b, m),
            "Report a step against one suspect (办理结果)"
        );
        doors.MapAct<Referral, DropBody>("/referrals/{id}/drop", Officer, (r, b, m) => r.Drop(b, m), "Drop the case (撤销案件)");
    }
}
