using System.Text.Json;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.PoliceReferral;

public class ActsTests
{
    private static readonly Dictionary<string, Func<Asked, Decision<Referral>>> Acts = new()
    {
        ["acknowledge"] = m => m.Acknowledge(new AcknowledgeBody { ReceiptNumber = "1" }),
        ["return"] = m => m.Return(new ReturnBody { Missing = ["判决书"] }),
        ["hand-over"] = m => m.HandOver(new HandOverBody { To = Desk.Keqiao, Reason = "x" }),
        ["extend"] = m => m.Extend(Desk.Approved(Desk.Day("2026-03-02"))),
        ["file"] = m => m.File(new FileBody { Number = "7" }),
        ["decline"] = m => m.Decline(Desk.Declining),
        ["reasons"] = m => m.GiveReasons(new ReasonsBody { Text = "x" }),
        ["outcome"] = m =>
            m.Report(
                new OutcomeBody
                {
                    SuspectId = "1",
                    Kind = OutcomeKind.Measure,
                    On = Desk.Day("2026-03-02"),
                }
            ),
        ["drop"] = m => m.Drop(new DropBody { Reasons = "x" }),
    };

    private static readonly DateOnly Day = Desk.Day("2026-03-02");

    private static Desk InState(ReferralState state) =>
        state switch
        {
            ReferralState.Awaited => Desk.Awaiting(Desk.Lead(), s => s),
            ReferralState.Transferred => Desk.WithLead(),
            ReferralState.Acknowledged => Desk.Acknowledged(),
            ReferralState.Returned => Desk.Acknowledged().Returns("一"),
            ReferralState.Declined => Desk.Declined(),
            ReferralState.ReasonsRequested => Desk.Acknowledged().IsAskedForReasons(delay: true),
            ReferralState.ReasonsGiven => InState(ReferralState.ReasonsRequested).Does(Acts["reasons"]),
            ReferralState.FilingDirected => InState(ReferralState.ReasonsGiven).IsDirectedToFile(),
            ReferralState.CorrectionNoticed => InState(ReferralState.FilingDirected).IsTold(s => s with { CorrectionNoticedOn = Day }),
            ReferralState.WithHigher => InState(ReferralState.CorrectionNoticed).IsTold(s => s with { ReportedUpwardOn = Day }),
            ReferralState.Filed => Desk.Filed(),
            ReferralState.Dropped => Desk.Filed().Does(Acts["drop"]),
            ReferralState.Closed => Desk.Declined().IsTold(s => s with { DeclineAcceptedOn = Day }),
            ReferralState.Withdrawn => Desk.WithLead().Hears(s => s with { RecalledOn = Day }),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static TheoryData<string, string> Table =>
        new()
        {
            { "awaited", "" },
            { "transferred", "acknowledge hand-over" },
            { "acknowledged", "file decline return extend hand-over" },
            { "returned", "file" },
            { "declined", "file" },
            { "reasonsRequested", "reasons file decline" },
            { "reasonsGiven", "file" },
            { "filingDirected", "file" },
            { "correctionNoticed", "file" },
            { "withHigher", "file" },
            { "filed", "outcome drop" },
            { "dropped", "file" },
            { "closed", "file" },
            { "withdrawn", "" },
        };

    [Fact]
    public void The_table_speaks_of_every_state() =>
        Table.Select(row => row.Data.Item1).ShouldBe(Enum.GetNames<ReferralState>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    [Theory]
    [MemberData(nameof(Table))]
    public void In_each_state_exactly_the_allowed_acts_are_possible_and_the_others_say_which(string state, string allowed)
    {
        var desk = InState(Enum.Parse<ReferralState>(state, ignoreCase: true));
        var acts = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        desk.Referral.StateName.ShouldBe(state);
        desk.Referral.AllowedActs.ShouldBe(acts);

        foreach (var act in acts)
        {
            Acts[act]
                (new Asked(desk.Referral, new Moment(desk.Now, desk.Today, desk.Today, "", "", WorkCalendar.Published)))
                .ShouldBeOfType<Accepted<Referral>>(act);
        }
        foreach (var act in Acts.Keys.Except(acts))
        {
            var refusal = desk.IsRefused(Acts[act]);
            refusal.Kind.ShouldBe(RefusalKind.NotNow, act);
            refusal.State.ShouldBe(state);
            refusal.Allowed.ShouldBe(acts);
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_open_state_has_a_running_clock_with_an_owner_and_a_final_one_has_none(string state, string allowed)
    {
        _ = allowed;
        var running = InState(Enum.Parse<ReferralState>(state, ignoreCase: true)).Referral.Clocks.Where(c => c.IsRunning).ToList();

        if (state is "awaited" or "closed" or "withdrawn")
        {
            running.ShouldBeEmpty();
        }
        else
        {
            running.ShouldNotBeEmpty();
            running.ShouldAllBe(c => c.Owner.Contains(':'));
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_referral_is_stored_and_read_back_whole(string state, string allowed)
    {
        _ = allowed;
        var referral = InState(Enum.Parse<ReferralState>(state, ignoreCase: true)).Referral;

        var json = JsonSerializer.Serialize(referral, ExchangeJson.Options);

        var read = JsonSerializer.Deserialize<Referral>(json, ExchangeJson.Options)!;
        JsonSerializer.Serialize(read, ExchangeJson.Options).ShouldBe(json);
        read.StateName.ShouldBe(state);
        read.AllowedActs.ShouldBe(referral.AllowedActs);
    }

    [Fact]
    public void Bodies_say_what_is_missing()
    {
        new AcknowledgeBody().Check().ShouldHaveSingleItem().Place.ShouldBe("receiptNumber");
        new ReturnBody().Check().ShouldHaveSingleItem().Place.ShouldBe("missing");
        new ReturnBody { Missing = [" "] }
            .Check()
            .ShouldHaveSingleItem()
            .Place.ShouldBe("missing");
        new HandOverBody().Check().Select(flaw => flaw.Place).ShouldBe(["to", "reason"]);
        new FileBody().Check().ShouldHaveSingleItem().Place.ShouldBe("number");
        new ReasonsBody().Check().ShouldHaveSingleItem().Place.ShouldBe("text");
        new DropBody().Check().ShouldHaveSingleItem().Place.ShouldBe("reasons");
    }
}
