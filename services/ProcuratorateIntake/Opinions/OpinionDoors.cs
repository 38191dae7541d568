using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <summary>The procuratorate's doors to its opinions (检察建议).</summary>
internal static class OpinionDoors
{
    private static readonly string[] Chief = [Roles.ChiefProcurator];
    private static readonly string[] Procurator = [Roles.Procurator, Roles.ChiefProcurator];
    private static readonly string[] Readers = [.. Procurator, Roles.Auditor];

    public static IServiceCollection AddOpinions(this IServiceCollection services) =>
        services
            .AddAggregate(OpinionIndex.Collection, (known, moment) => known.OnClock(moment))
            .AddSingleton<OpinionProposals>()
            .AddSingleton<IWatchCases, OpinionCaseWatch>()
            .AddHandler<OpinionProposed, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<OpinionReceived, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<OpinionExtended, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<OpinionObjected, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<SupervisionComplained, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<OpinionAnswered, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<OpinionClosed, OpinionMessages>(ProcuratorateIntakeModule.Service)
            .AddHandler<OpinionWithdrawn, OpinionMessages>(ProcuratorateIntakeModule.Service);

    public static void MapOpinions(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/procuratorate/v1/opinions").WithTags("procuratorate");
        doors.MapList<Opinion>("", Readers, "Opinions (检察建议)", OpinionIndex.Filters);
        doors.MapOne<Opinion>("", Readers, Procurator, "One opinion");

        doors.Act<DecideBody>("decide", Chief, (o, b, m) => o.Decide(b, m), "Decide on a proposed opinion (审批)");
        doors.Act<ReturnBody>("return", Chief, (o, b, m) => o.Return(b, m), "Send the proposal back (退回)");
        doors.Act<IssueBody>("issue", Procurator, (o, b, m) => o.Issue(b, m), "Issue it to the court (送达)");
        doors.Act<RecordServiceBody>(
            "record-service",
            Procurator,
            (o, b, m) => o.RecordService(b, m),
            "Record its service on paper (登记送达)"
        );
        doors.Act<AmendBody>("amend", Chief, (o, b, m) => o.Amend(b, m), "Amend it (变更)");
        doors.Act<WithdrawBody>("withdraw", Chief, (o, b, m) => o.Withdraw(b, m), "Withdraw it (撤回)");
        doors.Act<RejectObjectionBody>(
            "reject-objection",
            Chief,
            (o, b, m) => o.RejectObjection(b, m),
            "Reject the court's objection (不采纳法院异议)"
        );

        doors.Act<AnswerComplaintBody>(
            "answer-complaint",
            Chief,
            (o, b, m) => o.AnswerComplaint(b, m),
            "Answer the court's complaint about the supervision (回复法院建议)"
        );

        doors.Act<AcceptAnswerBody>("accept-answer", Procurator, (o, b, m) => o.AcceptAnswer(b, m), "Accept the answer (认可回复)");
        doors.Act<SupplementBody>(
            "supplement",
            Procurator,
            (o, b, m) => o.AskSupplement(b, m),
            "Ask the court to complete its answer (要求补充回复)"
        );
        doors.Act<FindWrongBody>(
            "find-wrong",
            Procurator,
            (o, b, m) => o.FindWrong(b, m),
            "Find the answer or the correction wrong (认定回复或者整改不当)"
        );
        doors.Act<VerifyBody>("verify", Procurator, (o, b, m) => o.Verify(b, m), "Verify the correction and close (核实整改)");

        doors.Act<IssueAgainBody>("issue-again", Chief, (o, b, m) => o.IssueAgain(b, m), "Propose it once more (再次监督)");
        doors.Act<EscalateBody>("escalate", Chief, (o, b, m) => o.Escalate(b, m), "Hand it to the higher procuratorate (提请上级)");
        doors.Act<TakeUpBody>("take-up", Chief, (o, b, m) => o.TakeUp(b, m), "Take up a lower procuratorate's opinion (上级办理)");
        doors.Act<DeclineBody>("decline", Chief, (o, b, m) => o.Decline(b, m), "Give it back to the lower procuratorate (退回下级)");

        doors.Act<CloseBody>("close", Chief, (o, b, m) => o.Close(b, m), "Let it rest (办结)");
        doors.Act<ReopenBody>("reopen", Chief, (o, b, m) => o.Reopen(b, m), "Reopen it on new facts (因新事实重新办理)");
    }

    private static void Act<TBody>(
        this IEndpointRouteBuilder doors,
        string act,
        IReadOnlyList<string> roles,
        Func<Opinion, TBody, Moment, Decision<Opinion>> decide,
        string summary
    )
        where TBody : ActBody => doors.MapAct("/{id}/" + act, roles, decide, summary);
}

/// <summary>By what an opinion is found again.</summary>
internal static class OpinionIndex
{
    public const string CaseNumber = "caseNumber";

    /// <summary>"yes" for an opinion on several cases.</summary>
    public const string Class = "class";

    public static readonly string[] Filters = ["court", "leadId", "repairId", CaseNumber, "verdict", "outcome"];

    public static readonly Collection<Opinion> Collection = AggregateCollection.Of<Opinion>(
        ProcuratorateIntakeModule.Service,
        "opinions",
        new IndexField<Opinion>("court", o => o.Side.Court.Value),
        new IndexField<Opinion>("leadId", o => o.LeadIds.FirstOrDefault()),
        new IndexField<Opinion>("repairId", o => o.RepairId),
        new IndexField<Opinion>(CaseNumber, o => o.Side.Cases[0].CaseNumber.Value),
        new IndexField<Opinion>(Class, o => o.Side.Cases.Count > 1 ? "yes" : null),
        new IndexField<Opinion>("verdict", o => o.Court.Answer is { } answer ? Opinion.Camel(answer.Verdict) : null),
        new IndexField<Opinion>("outcome", o => o.Side.Outcome is { } outcome ? Opinion.Camel(outcome) : null),
        new IndexField<Opinion>("gain#", o => (long)(o.RecoveredGain.Yuan * 100))
    );
}
