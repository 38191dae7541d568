using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts.Procuratorate;
using Exchange.Hosting;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.CourtFeed.Opinions;

/// <summary>The court's doors to the opinions (检察建议) addressed to it.</summary>
internal static class OpinionDoors
{
    private static readonly string[] Clerk = [Roles.CourtClerk, Roles.CourtSystem];
    private static readonly string[] Readers = [.. Clerk, Roles.Auditor];
    private static readonly string[] Filters = ["procuratorate", "caseNumber"];

    public static IServiceCollection AddOpinions(this IServiceCollection services) =>
        services
            .AddAggregate(
                AggregateCollection.Of<ReceivedOpinion>(
                    CourtFeedModule.Name,
                    "opinions",
                    new IndexField<ReceivedOpinion>("procuratorate", o => o.Procuratorate.Procuratorate.Value),
                    new IndexField<ReceivedOpinion>("caseNumber", o => o.Procuratorate.Cases[0].CaseNumber.Value)
                )
            )
            .AddHandler<OpinionIssued, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<OpinionAmended, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<OpinionWithdrawn, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<SupplementAsked, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<AnswerJudged, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<ComplaintAnswered, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<OpinionEscalated, ReceivedOpinionMessages>(CourtFeedModule.Name)
            .AddHandler<OpinionClosed, ReceivedOpinionMessages>(CourtFeedModule.Name);

    public static void MapOpinions(this IEndpointRouteBuilder app)
    {
        var doors = app.MapGroup("/court/v1/opinions").WithTags("court");
        doors.MapList<ReceivedOpinion>("", Readers, "Opinions received (检察建议)", Filters);
        doors.MapOne<ReceivedOpinion>("", Readers, Clerk, "One opinion");
        doors.MapAct<ReceivedOpinion, ReceiptBody>("/{id}/receipt", Clerk, (o, b, m) => o.Receive(b, m), "Sign for it (签收)");
        doors.MapAct<ReceivedOpinion, ExtensionBody>(
            "/{id}/extension",
            Clerk,
            (o, b, m) => o.Extend(b, m),
            "Enter the president's extension (延长)"
        );
        doors.MapAct<ReceivedOpinion, ObjectBody>("/{id}/object", Clerk, (o, b, m) => o.Object(b, m), "Object to it (异议)");
        doors.MapAct<ReceivedOpinion, ComplainBody>(
            "/{id}/complain",
            Clerk,
            (o, b, m) => o.Complain(b, m),
            "Complain about the supervision (对监督活动提出建议)"
        );
        doors.MapAct<ReceivedOpinion, AnswerBody>("/{id}/answer", Clerk, (o, b, m) => o.Answer(b, m), "Answer it (回复)");
    }
}
