using Exchange.Acts;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Leads;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Leads.LeadSamples;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Leads;

/// <summary>What a procurator does with a lead, state by state.</summary>
public sealed class LeadReviewTests
{
    private static readonly Dictionary<string, Func<Lead, Decision<Lead>>> Acts = new()
    {
        ["claim"] = l => l.Claim(new ClaimBody(), Day(2)),
        ["assign"] = l => l.Assign(new AssignBody { Handler = "赵检" }, Day(2)),
        ["verify"] = l => l.Verify(Verify, Day(2)),
        ["suspend"] = l => l.Suspend(Suspend, Day(2)),
        ["resume"] = l => l.Resume(new ResumeBody { Report = "送达回证伪造" }, Day(2)),
        ["dismiss"] = l => l.Dismiss(Dismiss, Day(2)),
        ["reopen"] = l => l.Reopen(new ReopenBody { Reason = "新证据" }, Day(2)),
        ["opinion"] = l => l.ProposeOpinion(Opinion, [], [], Day(2)),
        ["transfer"] = l => l.ProposeTransfer(Transfer, NoNotice, Day(2)),
        ["vehicle-search"] = l => l.AskForVehicles(new VehicleSearchBody { Plates = ["浙D12345"] }, NoNotice, Day(2)),
    };

    private static readonly Dictionary<LeadState, string[]> Allowed = new()
    {
        [LeadState.New] = ["claim", "assign", "dismiss"],
        [LeadState.Reviewing] = ["assign", "verify", "suspend", "opinion", "transfer", "vehicle-search", "dismiss"],
        [LeadState.Verifying] = ["assign", "resume"],
        [LeadState.Suspended] = ["assign", "suspend", "resume"],
        [LeadState.Acted] = ["assign", "opinion", "transfer", "vehicle-search"],
        [LeadState.Dismissed] = ["reopen"],
        [LeadState.Lapsed] = [],
        [LeadState.Closed] = ["reopen"],
    };

    [Fact]
    public void Each_state_allows_its_acts_and_answers_every_other_with_them()
    {
        foreach (var state in Enum.GetValues<LeadState>())
        {
            var lead = In(state);
            lead.State.ShouldBe(state);
            foreach (var (act, decide) in Acts)
            {
                if (Allowed[state].Contains(act))
                {
                    decide(lead).ShouldBeOfType<Accepted<Lead>>($"{act} in {state}");
                    continue;
                }
                var refusal = Refusal(decide(lead));
                refusal.Kind.ShouldBe(RefusalKind.NotNow, $"{act} in {state}");
                refusal.State.ShouldBe(lead.StateName);
                refusal.Allowed.ShouldBe(Allowed[state]);
            }
        }
    }

    [Fact]
    public void Who_claims_it_handles_it_and_has_three_months()
    {
        var lead = In(LeadState.Reviewing);
        lead.Handler.ShouldBe("王检");
        var review = lead.Clocks.Single(c => c.IsRunning);
        review.Code.ShouldBe(StatutoryClocks.LeadReview.Code);
        review.DueOn.ShouldBe(new DateOnly(2024, 10, 8)); // 1 October and the days after are off
        review.IsOverdue(new DateOnly(2024, 10, 8)).ShouldBeFalse();
        review.IsOverdue(new DateOnly(2024, 10, 9)).ShouldBeTrue();
    }

    [Fact]
    public void Assigned_it_is_reviewed_and_later_only_the_handler_changes()
    {
        var assigned = Now(Raised().Assign(new AssignBody { Handler = "赵检" }, Day(1)));
        assigned.State.ShouldBe(LeadState.Reviewing);
        assigned.Handler.ShouldBe("赵检");
        var again = Now(In(LeadState.Suspended).Assign(new AssignBody { Handler = "钱检" }, Day(3)));
        again.State.ShouldBe(LeadState.Suspended);
        again.Handler.ShouldBe("钱检");
    }

    [Fact]
    public void Two_persons_verify_for_two_months_and_come_back_with_a_report()
    {
        Refusal(In(LeadState.Reviewing).Verify(Verify with { SecondProcurator = "王检" }, Day(1))).Code.ShouldBe("two-persons");
        var verifying = In(LeadState.Verifying);
        verifying.Clock(StatutoryClocks.LeadVerification)!.DueOn.ShouldBe(new DateOnly(2024, 9, 2));
        Refusal(verifying.Resume(new ResumeBody(), Day(5))).Flaws.Single().Place.ShouldBe("report");

        var back = Now(verifying.Resume(new ResumeBody { Report = "未送达" }, Day(5)));
        back.State.ShouldBe(LeadState.Reviewing);
        back.VerificationReport.ShouldBe("未送达");
        back.Clock(StatutoryClocks.LeadVerification).ShouldBeNull();
    }

    [Fact]
    public void A_suspended_review_stands_still_and_is_looked_at_every_thirty_days()
    {
        var suspended = In(LeadState.Suspended);
        suspended.Clock(StatutoryClocks.LeadReview).ShouldBeNull();
        suspended.NextDueOn.ShouldBe(Monday.AddDays(31));
        var looked = Now(suspended.Suspend(Suspend with { Reason = "另案仍未结" }, Day(31)));
        looked.NextDueOn!.Value.ShouldBeGreaterThan(Monday.AddDays(60));

        var resumed = Now(suspended.Resume(new ResumeBody(), Day(11)));
        resumed.State.ShouldBe(LeadState.Reviewing);
        resumed.NextDueOn.ShouldBe(new DateOnly(2024, 10, 11)); // ten days longer
    }

    [Fact]
    public void A_dismissal_says_why_and_binds_to_what_held()
    {
        var dismissed = In(LeadState.Dismissed);
        dismissed.Dismissal!.Code.ShouldBe(DismissalCode.Lawful);
        dismissed.DecidedFingerprint.ShouldBe(dismissed.Fingerprint);
        dismissed.Clocks.ShouldAllBe(c => !c.IsRunning);
        new DismissBody().Check().Select(f => f.Place).ShouldBe(["code", "text"]);
    }

    [Fact]
    public void Reopened_by_the_chief_it_is_new_and_triaged_again()
    {
        var lead = Now(In(LeadState.Dismissed).Reopen(new ReopenBody { Reason = "新证据" }, Day(10)));
        lead.State.ShouldBe(LeadState.New);
        lead.Handler.ShouldBeNull();
        lead.Clocks.Single(c => c.IsRunning).StartedOn.ShouldBe(Monday.AddDays(10));
    }
}
