using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Alerts;

/// <summary>The procuratorate's doors to the courts' alerts (虚假诉讼通报), and what it hears of them.</summary>
internal static class AlertDoors
{
    private const string Service = ProcuratorateIntakeModule.Service;

    private static readonly string[] Procurators = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Procurators, Roles.Auditor];

    public static IServiceCollection AddAlerts(this IServiceCollection services) =>
        services
            .AddAggregate(AggregateCollection.Of<Alert>(Service, "alerts", new IndexField<Alert>("court", a => a.Court.Value)))
            .AddHandler<FalseLitigationReported, AlertMessages>(Service)
            .AddHandler<LeadWorkEnded, AlertMessages>(Service)
            .AddHandler<LeadWorkReopened, AlertMessages>(Service);

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/alerts").WithTags("Alerts 虚假诉讼通报");
        doors.MapList<Alert>("", Readers, "Alerts of the courts (虚假诉讼通报)", "court");
        doors.MapOne<Alert>("", Readers, Procurators, "One alert");
        doors.MapAct<Alert, VerifyAlertBody>(
            "/{id}/verify",
            Procurators,
            (a, b, m) => a.Verify(b, m),
            "Name a handler and verify (分办核查)"
        );
        doors.MapAct<Alert, AnswerAlertBody>("/{id}/answer", Procurators, (a, b, m) => a.Reply(b, m), "Answer the court (答复)");
        doors.MapAct<Alert, DeliveredAlertBody>(
            "/{id}/delivered",
            Procurators,
            (a, b, m) => a.Deliver(b, m),
            "The suggestion of retrial has reached the court (送达再审检察建议书)"
        );
        doors.MapAct<Alert, CloseAlertBody>(
            "/{id}/close",
            Procurators,
            (a, b, m) => a.Close(b, m),
            "Close with what became of the judgment (办结)"
        );
    }
}

/// <summary>What reaches an alert: the court's report, and the end of the referral made from it.</summary>
internal sealed class AlertMessages(Acts<Alert> acts) : IHandle<FalseLitigationReported>, IHandle<LeadWorkEnded>, IHandle<LeadWorkReopened>
{
    public Task Handle(FalseLitigationReported message, CancellationToken cancellation) =>
        acts.Hear(message.AlertId, "reported", "court", (known, moment) => Alert.Receive(known, message, moment), cancellation);

    public Task Handle(LeadWorkEnded message, CancellationToken cancellation) =>
        Hear(message.LeadId, "referralEnded", (known, moment) => known.HearEnded(message, moment), cancellation);

    public Task Handle(LeadWorkReopened message, CancellationToken cancellation) =>
        Hear(message.LeadId, "referralReopened", (known, moment) => known.HearReopened(message, moment), cancellation);

    /// <summary>The work of leads is none of an alert's.</summary>
    private Task<ActResult<Alert>> Hear(
        string id,
        string what,
        Func<Alert, Moment, Decision<Alert>> decide,
        CancellationToken cancellation
    ) =>
        acts.Hear(
            id,
            what,
            "procuratorate",
            (known, moment) => known is null ? Decision<Alert>.NothingNew : decide(known, moment),
            cancellation
        );
}
