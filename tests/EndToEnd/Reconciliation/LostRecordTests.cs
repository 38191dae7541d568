using Exchange.Access;
using Exchange.Contracts;
using Exchange.Storage;
using Exchange.Tests.EndToEnd.Doors;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Reconciliation;

/// <summary>What one side lost behind its own back, the other tells it again.</summary>
public sealed class LostRecordTests
{
    [Fact]
    public async Task A_record_that_the_procuratorate_lost_comes_back_by_itself_with_its_leads()
    {
        await using var run = await LocalRun.Start(
            new DateOnly(2026, 7, 1),
            builder => builder.Configuration["Reconciliation:Minutes"] = "0.005"
        );
        var number = SampleRecord.NumberOf(5);
        var procurator = run.As(Roles.Procurator, "330602");
        var registered = "/procuratorate/v1/cases/" + Uri.EscapeDataString(number);
        (await run.AsCourtOf(number).Post("/court/v1/cases", SampleRecord.Of(number))).Ok();
        var leads = LeadsOf(await procurator.Until(registered, a => a["leads"].AsArray().Count == 2));

        var store = run.Services.GetRequiredService<IStores>().Of("procuratorate-intake");
        await store.Delete(new CollectionShape("leads", []), leads, CancellationToken.None);
        await store.Delete(new CollectionShape("cases", []), [number], CancellationToken.None);

        var again = await procurator.Until(registered, a => a["leads"].AsArray().Count == 2);
        LeadsOf(again).ShouldBe(leads);
    }

    [Fact]
    public async Task An_operator_has_one_court_compared_and_sees_what_was_missed_and_said_again()
    {
        await using var run = await LocalRun.Start(new DateOnly(2026, 7, 1));
        var numbers = Enumerable.Range(5, 3).Select(n => SampleRecord.NumberOf(n)).ToList();
        var procurator = run.As(Roles.Procurator, "330602");
        foreach (var number in numbers)
        {
            (await run.AsCourtOf(number).Post("/court/v1/cases", SampleRecord.Of(number))).Ok();
            await procurator.Until(Registered(number), a => a["leads"].AsArray().Count == 2);
        }
        await Lose(run, "procuratorate-intake", "cases", numbers[0]);
        await Lose(run, "court-feed", "cases", numbers[1]);

        var atProcuratorate = await Reconcile(run, "procuratorate", CourtOf(numbers[0]));
        var atCourt = await Reconcile(run, "court", CourtOf(numbers[0]));
        var another = await Reconcile(run, "court", "浙0603");

        Figure(atProcuratorate, "missingAtCourt").ShouldBe(1);
        Figure(atCourt, "missingAtProcuratorate").ShouldBe(1);
        Figure(atCourt, "saidAgain").ShouldBe(1);
        atCourt["stated"].GetValue<long>().ShouldBe(3, "the last round states what all agree on");
        another["stated"].GetValue<long>().ShouldBe(0);
        foreach (var number in numbers)
        {
            (await procurator.Get(Registered(number))).Ok()["revision"].GetValue<long>().ShouldBe(1);
            (await run.AsCourtOf(number).Get("/court/v1/cases/" + Uri.EscapeDataString(number)))
                .Ok()["revision"]
                .GetValue<long>()
                .ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_reconciliation_asked_for_twice_with_one_key_is_one_and_goes_on_after_a_restart()
    {
        await using var run = await LocalRun.Start(new DateOnly(2026, 7, 1));
        var desk = run.As(Roles.Operator, "330600");
        var first = await Ask();
        var second = await Ask();
        first.Status.ShouldBe(202);
        second["id"].GetValue<string>().ShouldBe(first["id"].GetValue<string>());
        await run.Stop();

        await run.Start();

        await run.As(Roles.Operator, "330600")
            .Until("/court/v1/reconciliations/" + first["id"].GetValue<string>(), a => a.State == "completed");

        Task<Answer> Ask()
        {
            var body = Desk.Json("{}");
            body.Headers.Add("Idempotency-Key", "k1");
            return desk.Send(HttpMethod.Post, "/court/v1/reconciliations", body);
        }
    }

    private static string CourtOf(string caseNumber) => CaseNumber.Parse(caseNumber).CourtCode;

    private static string Registered(string number) => "/procuratorate/v1/cases/" + Uri.EscapeDataString(number);

    private static Task Lose(LocalRun run, string service, string collection, string id) =>
        run.Services.GetRequiredService<IStores>().Of(service).Delete(new CollectionShape(collection, []), [id], CancellationToken.None);

    private static async Task<Answer> Reconcile(LocalRun run, string service, string court)
    {
        var desk = run.As(Roles.Operator, "330600");
        var begun = await desk.Post($"/{service}/v1/reconciliations", new { court });
        begun.Status.ShouldBe(202);
        return await desk.Until($"/{service}/v1/reconciliations/{begun["id"].GetValue<string>()}", a => a.State == "completed");
    }

    private static long Figure(Answer reconciliation, string what) => reconciliation["figures"][what]!.GetValue<long>();

    private static List<string> LeadsOf(Answer registered) =>
        [.. registered["leads"].AsArray().Select(l => l!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
}
