using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.ProcuratorateIntake;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.Storage;
using Exchange.Tests.Unit.Acts;
using Exchange.Tests.Unit.ProcuratorateIntake.Leads;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Safety;

/// <summary>A click that is repeated, by an impatient hand or by a browser that saw no answer, creates one thing with one id.</summary>
public sealed class RepeatedActsTests : IAsyncLifetime
{
    private const string Service = ProcuratorateIntakeModule.Service;
    private static readonly OpinionBody Body = new() { Request = "依法恢复执行" };
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-clicks-").FullName;
    private readonly FakeTimeProvider machine = new(new DateTimeOffset(2024, 7, 1, 2, 0, 0, TimeSpan.Zero));
    private readonly SqliteStores stores;
    private readonly Documents<Lead> leads;
    private readonly Lead lead = LeadSamples.In(LeadState.Reviewing);

    public RepeatedActsTests()
    {
        stores = new SqliteStores(folder);
        leads = new Documents<Lead>(LeadIndex.Collection, stores.Of(Service));
    }

    public async ValueTask InitializeAsync()
    {
        await leads.Store.Prepare(leads.Shape, default);
        (await leads.Write(lead with { Revision = 2 }, 0, [])).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_same_click_ten_times_at_once_proposes_one_opinion()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Propose(new Fate()))));
        results.ShouldAllBe(r => r.Refusal == null);
        results.Count(r => r.Changed).ShouldBe(1);
        await ShouldHaveOneOpinion();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_click_whose_answer_was_lost_with_the_process_and_that_is_repeated_proposes_one_opinion(bool written)
    {
        await Should.ThrowAsync<Killed>(() => Propose(new Fate { DiesAt = 1, StepIsDone = written }));
        (await Propose(new Fate())).Changed.ShouldBe(!written);
        await ShouldHaveOneOpinion();
    }

    private async Task ShouldHaveOneOpinion()
    {
        var stored = (await leads.Find(lead.Id))!;
        stored.Value.Children.ShouldHaveSingleItem().Id.ShouldBe(LoopIds.Opinion(lead.Id, 1));
        var said = stored.Unsent.ShouldHaveSingleItem();
        MessageBody.Unpack(said.Type, said.Body).ShouldBeOfType<OpinionProposed>().OpinionId.ShouldBe(LoopIds.Opinion(lead.Id, 1));
    }

    private async Task<ActResult<Lead>> Propose(Fate fate)
    {
        using var relay = new Relay([], new RecordingBus(), machine, NullLogger<Relay>.Instance);
        var documents = new Documents<Lead>(LeadIndex.Collection, new FatefulStore(stores.Of(Service), fate));
        var procurator = new Actor("王检", new HashSet<string> { Roles.Procurator }, DivisionCode.Parse("330602"), "procuratorate:330602");
        return await new Acts<Lead>(documents, new LawTime(machine), new CalendarInForce(), relay).On(
            lead.Id,
            procurator,
            "opinion",
            Body,
            [Roles.Procurator],
            (known, moment) => known.ProposeOpinion(Body, [], [], moment),
            default
        );
    }
}
