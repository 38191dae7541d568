using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Cases;
using Exchange.CreditRepair.Repairs;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.Storage;
using Exchange.Tests.Unit.ProcuratorateIntake.Registry;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>The backstop: what was lost on the way or afterwards comes back, and what is equal is not sent again.</summary>
public sealed class ReconciliationTests : IAsyncLifetime
{
    private const string More = """
        "endedOn":"2023-03-01","ending":"endedForNow","noticeSentOn":null,"performedOn":"2026-03-02"
        """;

    private CourtRoom room = null!;
    private CourtProcess court = null!;
    private Wire wire = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        room = await CourtRoom.Open();
        court = room.Process();
        wire = await Wire.Lay(room);
        for (var number = 1; number <= 3; number++)
        {
            await court.Push.Apply(Quarter.Pushed(number, more: More), room.Law.Today, "court:浙0602", Stop);
        }
        await Relayed();
        await wire.Bring();
    }

    public async ValueTask DisposeAsync()
    {
        wire.Dispose();
        await court.DisposeAsync();
        await room.DisposeAsync();
    }

    [Fact]
    public async Task Where_both_sides_hold_the_same_nothing_is_published_again()
    {
        await wire.Walk();

        wire.Said.ShouldAllBe(m => m is CaseRevisionsStated || m is CaseRevisionsRegistered);
        wire.Said.OfType<CaseRevisionsStated>().Single().Cases.Select(c => c.Revision).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_record_that_the_procuratorate_lost_comes_back_alone_and_its_leads_are_judged()
    {
        var lost = Quarter.CaseNumber(2);
        var leads = await wire.LeadsOf(lost);
        leads.ShouldNotBeEmpty();
        await wire.Registered.Delete([lost], Stop);
        await wire.Leads.Delete(leads, Stop);

        await wire.Walk();

        wire.Said.OfType<CaseRecordsMissed>().Single().Cases.ShouldBe([new MissedCase(CaseNumber.Parse(lost), 0)]);
        wire.Said.OfType<CaseRecordsChanged>().Single().Cases.Single().CaseNumber.Value.ShouldBe(lost);
        (await wire.Registered.Find(lost, Stop))!.Value.Revision.ShouldBe(1);
        (await wire.LeadsOf(lost)).ShouldBe(leads);
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task A_revision_that_never_arrived_is_told()
    {
        await court.Push.Apply(Quarter.Pushed(3, claim: 99), room.Law.Today, "court:浙0602", Stop);
        await Relayed();

        await wire.Walk();

        (await wire.Registered.Find(Quarter.CaseNumber(3), Stop))!.Value.Revision.ShouldBe(2);
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task What_still_waits_for_the_relay_or_under_an_open_announcement_is_not_stated()
    {
        await court.Push.Apply(Quarter.Pushed(3, claim: 99), room.Law.Today, "court:浙0602", Stop);
        var second = (await room.Cases.Find(Quarter.CaseNumber(2), Stop))!;
        await room.Cases.Write(second.Value with { AnnouncementId = "i/1" }, second.Version, [], Stop);
        var announced = new Announcement
        {
            Id = "i/1",
            Cases = [second.Value.Record.CaseNumber],
            OpenedAt = room.Machine.GetUtcNow(),
            History = false,
        };
        await room.Announcements.Write(announced, 0, [], Stop);

        await wire.Walk();

        wire.Said.OfType<CaseRevisionsStated>().Single().Cases.Single().CaseNumber.Value.ShouldBe(Quarter.CaseNumber(1));
    }

    [Fact]
    public async Task Another_content_at_the_same_revision_is_settled_by_the_court_speaking_above_it_and_shows_to_a_person()
    {
        var number = Quarter.CaseNumber(1);
        var ours = (await wire.Registered.Find(number, Stop))!;
        var other = ours.Value.Record with { Basis = "另一份判决书" };
        await wire.Registered.Write(ours.Value with { Record = other, Hash = RecordHash.Of(other) }, ours.Version, [], Stop);

        await wire.Walk();

        var here = (await room.Cases.Find(number, Stop))!.Value;
        here.Revision.ShouldBe(2);
        here.Conflict.ShouldNotBeNull().SetAside.ShouldNotBeNull().Basis.ShouldBe(other.Basis);
        var held = (await wire.Registered.Find(number, Stop))!.Value;
        (held.Revision, held.Hash, held.Conflict).ShouldBe((here.Revision, here.Hash, null));
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task A_court_restored_from_an_older_backup_takes_back_what_it_had_said_since()
    {
        var backup = await wire.Backup();
        await Said(Quarter.Pushed(2, claim: 99));
        await Said(Quarter.Pushed(4, more: More));
        await wire.Restore(backup);

        await wire.Walk();
        await wire.Walk();

        (await Revisions(2)).ShouldBe((2, 2));
        (await Revisions(4)).ShouldBe((1, 1), "the court had lost the whole case");
        (await room.Cases.Find(Quarter.CaseNumber(2), Stop))!.Value.Record.Claim.ShouldBe(Money.Parse("99"));
        await NothingIsInConflict();
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task A_court_that_has_lost_every_case_finds_them_again()
    {
        await room.Cases.Delete([.. Enumerable.Range(1, 3).Select(Quarter.CaseNumber)], Stop);

        await wire.Walk();

        foreach (var number in Enumerable.Range(1, 3))
        {
            (await Revisions(number)).ShouldBe((1, 1));
        }
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task What_the_court_says_after_a_restore_stays_and_is_heard_although_its_revision_was_used_before()
    {
        var backup = await wire.Backup();
        await Said(Quarter.Pushed(2, claim: 99));
        await Said(Quarter.Pushed(2, claim: 100));
        await wire.Restore(backup);
        room.Machine.Advance(TimeSpan.FromHours(1));
        await Said(Quarter.Pushed(2, claim: 7));

        await wire.Walk();
        await wire.Walk();

        (await Revisions(2)).ShouldBe((4, 4));
        var held = (await wire.Registered.Find(Quarter.CaseNumber(2), Stop))!.Value;
        held.Record.Claim.ShouldBe(Money.Parse("7"));
        var here = (await room.Cases.Find(Quarter.CaseNumber(2), Stop))!.Value;
        here.Conflict.ShouldNotBeNull().SetAside.ShouldNotBeNull().Claim.ShouldBe(Money.Parse("100"));
        await ShouldBeQuiet();
        await Said(Quarter.Pushed(2, claim: 8));
        (await Revisions(2)).ShouldBe((5, 5));
        await NothingIsInConflict();
    }

    [Fact]
    public async Task Returned_records_that_come_twice_or_late_take_nothing_back()
    {
        var backup = await wire.Backup();
        await Said(Quarter.Pushed(2, claim: 99));
        await wire.Restore(backup);
        await wire.Walk();
        var returned = wire.Said.OfType<CaseRecordsReturned>().Single();
        await Said(Quarter.Pushed(2, claim: 100));

        await wire.Publish(returned, Stop);

        (await room.Cases.Find(Quarter.CaseNumber(2), Stop))!.Value.Record.Claim.ShouldBe(Money.Parse("100"));
        (await Revisions(2)).ShouldBe((3, 3));
        await NothingIsInConflict();
    }

    [Fact]
    public async Task Where_only_credit_repair_has_heard_more_the_court_speaks_above_it_and_a_person_sees_so()
    {
        var number = Quarter.CaseNumber(4);
        await Said(Listed(4));
        var heard = (await wire.Known.Find(number, Stop))!;
        await wire.Known.Write(new KnownCase(heard.Value.Record with { Revision = 6 }), heard.Version, [], Stop);

        await wire.Walk();

        (await Revisions(4)).ShouldBe((7, 7));
        (await wire.Known.Find(number, Stop))!.Value.Record.Revision.ShouldBe(7);
        (await room.Cases.Find(number, Stop))!.Value.Conflict.ShouldNotBeNull().With.ShouldBe(Catalogue.Credit);
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task A_subscriber_that_begins_with_nothing_is_seeded()
    {
        await Said(Listed(4));
        var leads = await wire.LeadsOf(Quarter.CaseNumber(4));
        await wire.Registered.Delete([.. Enumerable.Range(1, 4).Select(Quarter.CaseNumber)], Stop);
        await wire.Leads.Delete(leads, Stop);
        await wire.Known.Delete([Quarter.CaseNumber(4)], Stop);

        await wire.Walk();

        foreach (var number in Enumerable.Range(1, 4))
        {
            (await wire.Registered.Find(Quarter.CaseNumber(number), Stop)).ShouldNotBeNull();
        }
        (await wire.LeadsOf(Quarter.CaseNumber(4))).ShouldBe(leads);
        (await wire.Known.Find(Quarter.CaseNumber(4), Stop)).ShouldNotBeNull();
        await ShouldBeQuiet();
    }

    [Fact]
    public async Task Sanctions_that_credit_repair_lost_come_back_to_it_alone()
    {
        await Said(Listed(4));
        (await wire.Known.Find(Quarter.CaseNumber(4), Stop)).ShouldNotBeNull();
        await wire.Known.Delete([Quarter.CaseNumber(4)], Stop);

        await wire.Walk();

        (await wire.Known.Find(Quarter.CaseNumber(4), Stop)).ShouldNotBeNull();
        wire.Said.OfType<CaseRecordsChanged>().ShouldBeEmpty();
        await ShouldBeQuiet();
    }

    private static CasePatch Listed(int number)
    {
        var patch = Quarter.Pushed(number, more: "\"performedOn\":\"2026-03-02\"");
        var listed = patch.Said.Respondents[0] with { ListedOn = new DateOnly(2025, 1, 2) };
        return patch with { Said = patch.Said with { Respondents = [listed] } };
    }

    /// <summary>The court says this and everybody hears it.</summary>
    private async Task Said(CasePatch patch)
    {
        room.Machine.Advance(TimeSpan.FromMinutes(1));
        await court.Push.Apply(patch, room.Law.Today, "court:浙0602", Stop);
        await Relayed();
        await wire.Bring();
    }

    private async Task<(long Court, long Procuratorate)> Revisions(int number)
    {
        var (here, there) = (
            (await room.Cases.Find(Quarter.CaseNumber(number), Stop))!.Value,
            (await wire.Registered.Find(Quarter.CaseNumber(number), Stop))!.Value
        );
        there.Hash.ShouldBe(here.Hash);
        return (here.Revision, there.Revision);
    }

    private async Task NothingIsInConflict() =>
        (await room.Cases.Query(new DocumentQuery { Where = [Condition.Present(CaseDocument.InConflict)] }, Stop)).ShouldBeEmpty();

    private async Task ShouldBeQuiet()
    {
        await wire.Walk();
        wire.Said.ShouldAllBe(m => m is CaseRevisionsStated || m is CaseRevisionsRegistered);
    }

    /// <summary>What the cases held unsent is on the wire and out of them.</summary>
    private async Task Relayed()
    {
        foreach (var found in await room.Cases.Query(new DocumentQuery { Limit = 100 }, Stop))
        {
            foreach (var message in found.Unsent)
            {
                wire.Lie(MessageBody.Unpack(message.Type, message.Body));
            }
            var sent = new UnsentLeft(found.Value.Record.CaseNumber.Value, found.Version, []);
            await room.Cases.Store.ReplaceUnsent(room.Cases.Shape, [sent], Stop);
        }
    }

    /// <summary>The three services on one wire; what lies on it is brought, or lost with the next walk.</summary>
    private sealed class Wire : IMessageBus, IDisposable
    {
        private readonly List<ExchangeEvent> lying = [];
        private readonly CourtRoom room;
        private readonly StatedCases stated;
        private readonly HeldCases held;
        private readonly ReturnedCases returned;
        private readonly MissedCases missed;
        private readonly CaseRegistry registry;
        private readonly RegistryReconciliation registryReconciliation;
        private readonly SanctionMessages sanctions;
        private readonly KnownCaseReconciliation knownReconciliation;
        private readonly Relay relay;

        private Wire(CourtRoom room)
        {
            this.room = room;
            var intake = room.Stores.Of(ProcuratorateIntakeModule.Service);
            var credit = room.Stores.Of(RepairDoors.Service);
            Registered = new(RegisteredCase.Collection, intake);
            Leads = new(LeadIndex.Collection, intake);
            Known = new(KnownCase.Collection, credit);
            Repairs = new(AggregateCollection.Of<Repair>(RepairDoors.Service, "repairs"), credit);
            relay = new Relay([], this, room.Machine, NullLogger<Relay>.Instance);
            var calendar = new CalendarInForce();
            var book = new CaseBook(room.Cases, room.Announcements, room.Reaffirmations, this, room.Law, room.Machine);
            var reconciliations = new Reconciliations(room.Stores);
            stated = new StatedCases(room.Cases, book, this, room.Law);
            returned = new ReturnedCases(room.Cases, book, reconciliations, this, room.Law);
            missed = new MissedCases(room.Cases, book, reconciliations, this, room.Law);
            var setAside = new SetAside(room.Stores, TimeProvider.System);
            registry = RegistryParts.Registry(intake, new Acts<Lead>(Leads, room.Law, calendar, relay), room.Law, calendar, setAside);
            held = new HeldCases(Registered, registry, this, room.Law);
            registryReconciliation = new RegistryReconciliation(Registered, reconciliations, this, room.Law);
            sanctions = new SanctionMessages(Known, new Acts<Repair>(Repairs, room.Law, calendar, relay), setAside);
            knownReconciliation = new KnownCaseReconciliation(Known, sanctions, this, room.Law);
        }

        public Documents<RegisteredCase> Registered { get; }

        public Documents<Lead> Leads { get; }

        public Documents<KnownCase> Known { get; }

        private Documents<Repair> Repairs { get; }

        /// <summary>What was published since the last walk began.</summary>
        public List<ExchangeEvent> Said { get; } = [];

        public static async Task<Wire> Lay(CourtRoom room)
        {
            var wire = new Wire(room);
            foreach (
                var shape in (CollectionShape[])
                    [wire.Registered.Shape, wire.Leads.Shape, Failures.CollectionOf("").Shape, .. RegistryParts.Shapes]
            )
            {
                await wire.Registered.Store.Prepare(shape, Stop);
            }
            await wire.Known.Store.Prepare(wire.Known.Shape, Stop);
            await wire.Known.Store.Prepare(wire.Repairs.Shape, Stop);
            return wire;
        }

        public void Lie(ExchangeEvent message) => lying.Add(message);

        public async Task Bring()
        {
            foreach (var message in lying)
            {
                await Publish(message, Stop);
            }
            lying.Clear();
        }

        public async Task Walk()
        {
            lying.Clear();
            Said.Clear();
            foreach (var kind in (IReconcile[])[stated, held])
            {
                var asked = new Statement(Reconciliation.Background, 1, null, null);
                while (await kind.State(asked, Stop) is { } page)
                {
                    asked = asked with { After = page.LastId };
                }
            }
        }

        /// <summary>The court's cases as they are now.</summary>
        public Task<IReadOnlyList<Versioned<CaseDocument>>> Backup() => room.Cases.Query(new DocumentQuery { Limit = 100 }, Stop);

        public async Task Restore(IReadOnlyList<Versioned<CaseDocument>> backup)
        {
            await room.Cases.Delete([.. (await Backup()).Select(c => c.Value.Record.CaseNumber.Value)], Stop);
            await room.Cases.Write([.. backup.Select(c => new Change<CaseDocument>(c.Value, 0, []))], Stop);
        }

        public async Task<IReadOnlyList<string>> LeadsOf(string caseNumber)
        {
            var found = await Leads.Query(new DocumentQuery { Where = [Condition.Equal(LeadIndex.CaseNumber, caseNumber)] }, Stop);
            return [.. found.Select(l => l.Value.Id)];
        }

        public async Task Publish(ExchangeEvent message, CancellationToken cancellation)
        {
            Said.Add(message);
            switch (message)
            {
                case CaseRecordsChanged changed:
                    await registry.Handle(changed, cancellation);
                    break;
                case SanctionsChanged changed:
                    await sanctions.Handle(changed, cancellation);
                    break;
                case CaseRevisionsStated stated:
                    await registryReconciliation.Handle(stated, cancellation);
                    await knownReconciliation.Handle(stated, cancellation);
                    break;
                case CaseRevisionsRegistered registered:
                    await returned.Handle(registered, cancellation);
                    break;
                case CaseRecordsReturned given:
                    await returned.Handle(given, cancellation);
                    break;
                case CaseRecordsMissed asked:
                    await missed.Handle(asked, cancellation);
                    break;
                case CaseSanctionsMissed asked:
                    await missed.Handle(asked, cancellation);
                    break;
                default:
                    break;
            }
        }

        public Task Ready(CancellationToken cancellation) => Task.CompletedTask;

        public void Dispose()
        {
            relay.Dispose();
        }
    }
}
