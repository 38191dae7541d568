using System.Text.Json;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Petitions;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Petitions;

public sealed class PetitionTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateOnly AcceptedOn = new(2026, 3, 5);
    private static readonly DivisionCode County = DivisionCode.Parse("330602");

    private static readonly PetitionBody Body = new()
    {
        Number = "12309-1",
        Petitioner = new Petitioner
        {
            Name = new("张小三"),
            Phone = new("13812345678"),
            Number = PartyNumber.Parse("330602********1234"),
        },
        CaseNumber = CaseNumber.Parse("(2025)浙0602执12号"),
        Content = "有房未拍即终本",
    };

    [Fact]
    public void A_petition_is_looked_at_within_seven_days()
    {
        var petition = Received();

        petition.StateName.ShouldBe("received");
        petition.Office.ShouldBe("procuratorate:330602");
        petition.NextDueOn.ShouldBe(new DateOnly(2026, 3, 9));
        petition.Clocks[0].IsOverdue(new DateOnly(2026, 3, 9)).ShouldBeFalse();
        petition.Clocks[0].IsOverdue(new DateOnly(2026, 3, 10)).ShouldBeTrue();
    }

    [Fact]
    public void Its_number_or_else_its_key_makes_it_one_within_a_procuratorate()
    {
        var noNumber = Body with { Number = null };

        Petition.IdOf(County, Body, "k").ShouldBe(Petition.IdOf(County, Body, null));
        Petition.IdOf(County, noNumber, "12309-1").ShouldNotBe(Petition.IdOf(County, Body, null));
        Petition.IdOf(County, noNumber, "k").ShouldNotBe(Petition.IdOf(DivisionCode.Parse("330603"), noNumber, "k"));
        Petition.IdOf(County, noNumber, " ").ShouldBeNull();
        Petition.IdOf(County, Body, null).ShouldStartWith("P");
    }

    [Fact]
    public void The_same_petition_again_changes_nothing_and_other_content_is_refused()
    {
        Receive(Received(), Body, Monday.AddDays(2)).ShouldBe(Decision<Petition>.NothingNew);
        Receive(Received(), Body with { Content = "其他" }).ShouldBeOfType<Refused<Petition>>().Refusal.Kind.ShouldBe(RefusalKind.NotNow);
        Receive(Received(), Body with { Petitioner = Body.Petitioner! with { Phone = null } }).ShouldBeOfType<Refused<Petition>>();
    }

    [Fact]
    public void A_petition_of_tomorrow_is_refused() =>
        Receive(null, Body with { ReceivedOn = Monday.AddDays(1) })
            .ShouldBeOfType<Refused<Petition>>()
            .Refusal.Kind.ShouldBe(RefusalKind.Invalid);

    [Fact]
    public void Who_petitions_is_written_whole_in_the_store_and_masked_for_readers()
    {
        var stored = JsonSerializer.Serialize(Received(), ExchangeJson.Options);
        var shown = JsonSerializer.Serialize(Received(), Masked.Options);

        JsonSerializer.Deserialize<Petition>(stored, ExchangeJson.Options)!.Petitioner.ShouldBe(Body.Petitioner);
        shown.ShouldContain("138****5678");
        shown.ShouldNotContain("13812345678");
        JsonDocument.Parse(shown).RootElement.GetProperty("petitioner").GetProperty("name").GetString().ShouldBe("张**");
        new Confidential("张小三").ToString().ShouldBe("张**");
    }

    [Fact]
    public void It_comes_by_12309_or_the_hotline_and_by_nothing_else()
    {
        JsonSerializer.Serialize(PetitionSource.Platform12309, ExchangeJson.Options).ShouldBe("\"12309\"");
        JsonSerializer.Deserialize<PetitionSource>("\"12309\"", ExchangeJson.Options).ShouldBe(PetitionSource.Platform12309);
        JsonSerializer.Deserialize<PetitionSource>("\"hotline\"", ExchangeJson.Options).ShouldBe(PetitionSource.Hotline);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PetitionSource>("\"fax\"", ExchangeJson.Options));
    }

    [Fact]
    public void What_is_missing_is_asked_for_and_once_it_came_the_petition_is_looked_at_anew()
    {
        var asked = Next(Received().AskSupplement(Items, On(new DateOnly(2026, 3, 3))));

        asked.StateName.ShouldBe("supplementAsked");
        var clock = asked.Clocks.Single(c => c.IsRunning);
        (clock.Owner, clock.DueOn, clock.IsLegal).ShouldBe(("petitioner", new DateOnly(2026, 3, 18), false));

        var supplied = Next(asked.Supply(Items, On(new DateOnly(2026, 3, 10))));
        supplied.StateName.ShouldBe("received");
        supplied.NextDueOn.ShouldBe(new DateOnly(2026, 3, 17));
        supplied.ItemsSupplied.ShouldBe(Items.Items!);
    }

    [Fact]
    public void What_is_not_accepted_says_on_which_ground()
    {
        var refused = Next(
            Received().Refuse(new RefusePetitionBody { Ground = NotAcceptedGround.RemedyNotUsed, Text = "未提执行异议" }, On(AcceptedOn))
        );

        refused.StateName.ShouldBe("notAccepted");
        refused.NextDueOn.ShouldBeNull();
        refused.AllowedActs.ShouldBeEmpty();
        new RefusePetitionBody().Check().Select(f => f.Place).ShouldBe(["ground", "text"]);
    }

    [Fact]
    public void An_accepted_petition_joins_a_lead_and_both_sides_are_told()
    {
        var accepted = Accepted();

        accepted.LeadId.ShouldBe("L1");
        accepted.Clock(StatutoryClocks.PetitionTriage).ShouldBeNull();
        accepted.Clock(StatutoryClocks.PetitionAcceptanceNotice)!.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
        accepted.Clock(StatutoryClocks.LeadReview)!.DueOn.ShouldBe(new DateOnly(2026, 6, 5));

        var told = Next(accepted.Notify(new NotifyPetitionBody { Number = "受1" }, On(new DateOnly(2026, 3, 6))));
        told.Clock(StatutoryClocks.PetitionAcceptanceNotice).ShouldBeNull();
        told.Clock(StatutoryClocks.PetitionOtherParty)!.DueOn.ShouldBe(new DateOnly(2026, 3, 23));
        told.AllowedActs.ShouldBe(["answer", "withdraw"]);
    }

    [Fact]
    public void The_other_partys_silence_ends_its_time_and_nothing_else()
    {
        var told = Next(Accepted().Notify(new NotifyPetitionBody(), On(new DateOnly(2026, 3, 6))));

        told.WakeOn.ShouldBe(new DateOnly(2026, 3, 24));
        told.OnClock(On(new DateOnly(2026, 3, 23))).ShouldBe(Decision<Petition>.NothingNew);
        var after = Next(told.OnClock(On(new DateOnly(2026, 3, 24))));
        after.StateName.ShouldBe("accepted");
        after.WakeOn.ShouldBeNull();
        after.NextDueOn.ShouldBe(new DateOnly(2026, 6, 5));
        after.OnClock(On(new DateOnly(2026, 3, 25))).ShouldBe(Decision<Petition>.NothingNew);
    }

    [Fact]
    public void The_result_is_told_within_fifteen_days_of_the_decision()
    {
        var answer = new AnswerPetitionBody
        {
            Result = PetitionResult.NotSupported,
            Text = "不支持",
            DecidedOn = new(2026, 4, 1),
        };

        var closed = Next(Accepted().Tell(answer, On(new DateOnly(2026, 4, 10))));

        closed.StateName.ShouldBe("closed");
        closed.NextDueOn.ShouldBeNull();
        var clock = closed.Clocks[^1];
        (clock.Code, clock.DueOn, clock.StoppedOn).ShouldBe(("petitionResult", new DateOnly(2026, 4, 16), new DateOnly(2026, 4, 10)));
        Accepted()
            .Tell(answer, On(new DateOnly(2026, 3, 31)))
            .ShouldBeOfType<Refused<Petition>>()
            .Refusal.Kind.ShouldBe(RefusalKind.Invalid);
        new AnswerPetitionBody().Check().Select(f => f.Place).ShouldBe(["result", "text"]);
    }

    [Fact]
    public void A_petition_may_be_withdrawn_until_its_end()
    {
        var closed = Next(Accepted().Withdraw(new WithdrawPetitionBody { Reason = "已履行" }, On(AcceptedOn)));

        closed.StateName.ShouldBe("closed");
        closed.WithdrawalReason.ShouldBe("已履行");
        closed.NextDueOn.ShouldBeNull();
    }

    [Fact]
    public void A_petition_names_what_it_lacks() =>
        new PetitionBody().Check().Select(f => f.Place).ShouldBe(["petitioner.name", "content"]);

    [Fact]
    public void What_a_state_does_not_allow_is_refused_with_what_it_allows()
    {
        var acts = new Dictionary<string, Func<Petition, Decision<Petition>>>
        {
            ["accept"] = p => p.Accept(new AcceptPetitionBody(), On(AcceptedOn)),
            ["notify"] = p => p.Notify(new NotifyPetitionBody(), On(AcceptedOn)),
            ["refuse"] = p => p.Refuse(new RefusePetitionBody { Ground = NotAcceptedGround.Other, Text = "其他" }, On(AcceptedOn)),
            ["supplement"] = p => p.AskSupplement(Items, On(AcceptedOn)),
            ["supply"] = p => p.Supply(Items, On(AcceptedOn)),
            ["answer"] = p => p.Tell(new AnswerPetitionBody { Result = PetitionResult.Supported, Text = "支持" }, On(AcceptedOn)),
            ["withdraw"] = p => p.Withdraw(new WithdrawPetitionBody { Reason = "撤回" }, On(AcceptedOn)),
        };
        var states = new[]
        {
            Received(),
            Next(acts["supplement"](Received())),
            Accepted(),
            Next(acts["notify"](Accepted())),
            Next(acts["refuse"](Received())),
            Next(acts["answer"](Accepted())),
        };
        foreach (var petition in states)
        {
            foreach (var (name, act) in acts)
            {
                if (petition.AllowedActs.Contains(name))
                {
                    act(petition).ShouldBeOfType<Accepted<Petition>>();
                }
                else
                {
                    var refusal = act(petition).ShouldBeOfType<Refused<Petition>>().Refusal;
                    (refusal.Kind, refusal.State).ShouldBe((RefusalKind.NotNow, petition.StateName));
                    refusal.Allowed.ShouldBe(petition.AllowedActs);
                }
            }
        }
        states
            .Select(p => string.Join(' ', p.AllowedActs))
            .ShouldBe(["accept refuse supplement withdraw", "supply refuse withdraw", "notify answer withdraw", "answer withdraw", "", ""]);
    }

    private static readonly PetitionItemsBody Items = new() { Items = ["裁定书复印件"] };

    private static Decision<Petition> Receive(Petition? known, PetitionBody body, DateOnly? on = null) =>
        Petition.Receive(known, body, null, County, On(on ?? Monday));

    private static Petition Received() => Next(Receive(null, Body));

    private static Petition Accepted() => Next(Received().Accept(new AcceptPetitionBody { LeadId = "L1" }, On(AcceptedOn)));

    private static Petition Next(Decision<Petition> decision) => decision.ShouldBeOfType<Accepted<Petition>>().Next;

    private static Moment On(DateOnly day) =>
        new(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            day,
            day,
            "王检",
            "procuratorate:330602",
            WorkCalendar.Published
        );
}
