using Exchange.Access;
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

    private static List<string> LeadsOf(Answer registered) =>
        [.. registered["leads"].AsArray().Select(l => l!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
}
