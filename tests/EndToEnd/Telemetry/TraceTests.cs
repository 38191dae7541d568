using System.Diagnostics;
using System.Net.Http.Headers;
using Exchange.Access;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Doors;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Telemetry;

/// <summary>Whoever asks how a lead came about follows one trace; whoever asks what came of it looks for the loop's id.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string Division = "330602";
    private readonly TraceBook book = new();
    private LocalRun run = null!;

    public async ValueTask InitializeAsync() => run = await LocalRun.Start(new DateOnly(2026, 7, 1));

    public async ValueTask DisposeAsync()
    {
        book.Dispose();
        await run.DisposeAsync();
    }

    [Fact]
    public async Task From_the_courts_push_one_trace_leads_to_the_lead()
    {
        var pushed = await Push(SampleRecord.NumberOf(1));

        var path = await book.PathTo(pushed, TraceBook.WroteLead);

        ShouldLeadThroughTheBus(path);
    }

    [Fact]
    public async Task From_the_courts_file_one_trace_leads_to_the_lead()
    {
        var file = Path.Combine(run.Data, "quarter.csv");
        SampleFile.Write(new SampleOptions { Cases = 60, AsOf = run.Today }, file);
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");

        var posted = await TraceBook.Post(run.Url, "/court/v1/case-imports", Desk.TokenOf(Roles.CourtClerk, "330600"), content);
        var path = await book.PathTo(posted, TraceBook.WroteLead);

        path.ShouldContain(step => step.OperationName == "import");
        ShouldLeadThroughTheBus(path);
    }

    [Fact]
    public async Task Every_later_step_bears_the_loop_that_it_belongs_to()
    {
        var number = SampleRecord.NumberOf(2);
        await Push(number);
        var procurator = run.As(Roles.Procurator, Division);
        var leads = await procurator.Until(
            "/procuratorate/v1/leads?caseNumber=" + Uri.EscapeDataString(number),
            page => page.Items.Count > 0
        );
        var lead = leads.Items[0]["id"]!.GetValue<string>();
        var loop = leads.Items[0]["correlation"]!.GetValue<string>();

        var claimed = await Act(lead, "claim", "{}");
        (await book.PathTo(claimed, step => step.Kind == ActivityKind.Server)).ShouldAllBe(step => TraceBook.IsOf(loop, step));

        var proposed = await Act(lead, "opinion", """{"request":"依法恢复执行"}""");
        var path = await book.PathTo(proposed, step => TraceBook.Written(step).Contains(LoopIds.Opinion(lead, 1)));
        path[0].Kind.ShouldBe(ActivityKind.Server);
        path[0].GetTagItem("exchange.loop").ShouldBe(loop);
        path[^1].Events.Last(e => e.Name == "wrote").Tags.ShouldContain(new KeyValuePair<string, object?>("exchange.loop", loop));
    }

    private Task<ActivityContext> Push(string number) =>
        TraceBook.Post(
            run.Url,
            "/court/v1/cases",
            Desk.TokenOf(Roles.CourtClerk, Division),
            Desk.Json(SampleRecord.Of(number).ToJsonString())
        );

    private Task<ActivityContext> Act(string lead, string act, string body) =>
        TraceBook.Post(run.Url, $"/procuratorate/v1/leads/{lead}/{act}", Desk.TokenOf(Roles.Procurator, Division), Desk.Json(body));

    private static void ShouldLeadThroughTheBus(IReadOnlyList<Activity> path)
    {
        path[0].Kind.ShouldBe(ActivityKind.Server);
        path.ShouldContain(step => step.Source.Name == MessagingRegistration.TelemetryName && step.Kind == ActivityKind.Producer);
        path.ShouldContain(step => step.Source.Name == MessagingRegistration.TelemetryName && step.Kind == ActivityKind.Consumer);
    }
}
