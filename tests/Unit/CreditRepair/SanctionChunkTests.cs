using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CreditRepair.Repairs;
using Exchange.Messaging;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.CreditRepair;

public sealed class SanctionChunkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_case_that_cannot_be_digested_is_kept_with_its_reason_and_the_others_go_in()
    {
        var folder = Directory.CreateTempSubdirectory("exchange-sanctions-").FullName;
        await using (var stores = new SqliteStores(folder))
        {
            var store = stores.Of(RepairDoors.Service);
            var cases = new Documents<KnownCase>(KnownCase.Collection, store);
            var repairs = new Documents<Repair>(AggregateCollection.Of<Repair>(RepairDoors.Service, "repairs"), store);
            foreach (var shape in new[] { cases.Shape, repairs.Shape, Failures.CollectionOf(RepairDoors.Service).Shape })
            {
                await store.Prepare(shape, Stop);
            }
            using var relay = new Relay([], new RecordingBus(), TimeProvider.System, NullLogger<Relay>.Instance);
            var acts = new Acts<Repair>(repairs, new LawTime(TimeProvider.System), new CalendarInForce(), relay);
            var messages = new SanctionMessages(cases, acts, new SetAside(stores, TimeProvider.System));
            var chunk = new SanctionsChanged
            {
                Id = "chunk",
                Court = CourtCode.Parse("浙0602"),
                Cases = [Case(1), Case(2) with { Respondents = [null!] }, Case(3)],
            };

            await messages.Handle(chunk, Stop);
            await messages.Handle(chunk, Stop);

            (await cases.Query(new DocumentQuery(), Stop)).Count.ShouldBe(2);
            var kept = (await Failures.Of(stores, RepairDoors.Service).Query(new DocumentQuery(), Stop)).ShouldHaveSingleItem().Value;
            kept.Body.ShouldContain("执2号");
            kept.Body.ShouldNotContain("执1号");
            kept.Attempts.ShouldBe(2);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static CaseSanctions Case(int serial) => Desk.Performed with { CaseNumber = CaseNumber.Parse($"（2025）浙0602执{serial}号") };
}
