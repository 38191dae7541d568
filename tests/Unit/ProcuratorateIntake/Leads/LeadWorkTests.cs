using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Leads;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Leads.LeadSamples;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Leads;

/// <summary>Opinions and referrals that come of a lead, and how it ends with them.</summary>
public sealed class LeadWorkTests
{
    private static Lead Other =>
        Now(Judge(null, NoNotice with { FieldMeasures = Field<IReadOnlyList<string>>.None }, rule: "IncompleteInvestigation"));

    [Fact]
    public void The_same_key_never_proposes_twice_and_another_key_does()
    {
        var keyed = Opinion with { Key = "k1" };
        var acted = Now(In(LeadState.Reviewing).ProposeOpinion(keyed, [], [], Day(1)));
        acted.ProposeOpinion(keyed with { Request = "别的建议" }, [], [], Day(2)).ShouldBe(Decision<Lead>.NothingNew);
        Now(acted.ProposeOpinion(keyed with { Key = "k2" }, [], [], Day(2))).Children.Count.ShouldBe(2);
    }

    [Fact]
    public void An_opinion_says_what_the_causes_say_unless_the_procurator_says_it()
    {
        var decision = In(LeadState.Reviewing).ProposeOpinion(Opinion, [], [], Day(1));
        var lead = Now(decision);
        lead.State.ShouldBe(LeadState.Acted);
        lead.Children.Single().ShouldBe(new LeadWork(LeadId + "-o1", WorkKind.Opinion, Open: true, Outcome: null, Heard: 0));
        lead.DecidedFingerprint.ShouldBe(lead.Fingerprint);

        var proposed = Said<OpinionProposed>(decision);
        proposed.OpinionId.ShouldBe(LeadId + "-o1");
        proposed.Court.Value.ShouldBe("浙0602");
        proposed.Procuratorate.Value.ShouldBe("330602");
        proposed.Cases.Single().LeadIds.ShouldBe([LeadId]);
        proposed.Facts.ShouldBe(lead.Explanation.Causes.Single().Text);
        proposed.Articles.ShouldBe(lead.Explanation.Causes.Single().Articles);
        proposed.ProposedBy.ShouldBe("王检");

        var own = Opinion with { Facts = "查明", Articles = ["民诉法第242条"] };
        var said = Said<OpinionProposed>(In(LeadState.Reviewing).ProposeOpinion(own, [], [], Day(1)));
        (said.Facts, said.Articles.Single()).ShouldBe(("查明", "民诉法第242条"));
    }

    [Fact]
    public void One_opinion_takes_several_leads_of_the_case()
    {
        var also = Opinion with { AlsoLeads = [Other.Id] };
        var proposed = Said<OpinionProposed>(In(LeadState.Reviewing).ProposeOpinion(also, [Other], [], Day(1)));
        proposed.Cases.Single().LeadIds.ShouldBe([LeadId, Other.Id]);
        proposed.Facts.Split('\n').Length.ShouldBe(2);

        var taken = Now(Other.HearProposed(proposed.OpinionId, WorkKind.Opinion, Day(1)));
        taken.State.ShouldBe(LeadState.Acted);
        taken.Children.Single().Id.ShouldBe(proposed.OpinionId);
        taken.HearProposed(proposed.OpinionId, WorkKind.Opinion, Day(1)).ShouldBe(Decision<Lead>.NothingNew);
    }

    [Fact]
    public void One_opinion_takes_a_class_of_cases_of_the_court()
    {
        var elsewhere = Other with { CaseNumber = CaseNumber.Parse("（2024）浙0602执9号") };
        var also = Opinion with { AlsoLeads = [Other.Id] };

        var proposed = Said<OpinionProposed>(In(LeadState.Reviewing).ProposeOpinion(also, [elsewhere], [NoNotice], Day(1)));

        proposed
            .Cases.Select(c => (c.CaseNumber, c.LeadIds.Single()))
            .ShouldBe([(NoNotice.CaseNumber, LeadId), (elsewhere.CaseNumber, Other.Id)]);
        proposed.Cases.Select(c => c.RecoveredAtIssue).ShouldBe([Money.Zero, null]);
    }

    [Fact]
    public void It_takes_no_lead_that_is_not_there_of_another_court_or_decided()
    {
        var elsewhere = Other with { Court = CourtCode.Parse("浙0603") };
        var dismissed = Now(Other.Dismiss(Dismiss, Day(0)));
        foreach (var others in new IReadOnlyList<Lead>[] { [], [elsewhere], [dismissed] })
        {
            var refusal = Refusal(In(LeadState.Reviewing).ProposeOpinion(Opinion with { AlsoLeads = [Other.Id] }, others, [], Day(1)));
            refusal.Kind.ShouldBe(RefusalKind.Invalid);
            refusal.Flaws.Single().Place.ShouldBe("alsoLeads");
        }
    }

    [Fact]
    public void A_referral_names_the_respondents_and_the_police_of_the_court_s_place()
    {
        var side = Said<ReferralProposed>(In(LeadState.Reviewing).ProposeTransfer(Transfer, NoNotice, Day(1))).Side;
        side.Suspects.Single().Name.ShouldBe("张三");
        side.Suspects.Single().SuspectId.ShouldBe("1");
        side.Suspects.Single().Number.ShouldBe(NoNotice.Respondents[0].Id.Value);
        side.PoliceOrgan.Value.ShouldBe("330602");
        side.Channel.ShouldBe(ReferralChannel.Procuratorate);
        side.LeadId.ShouldBe(LeadId);
        side.RecoveredAtTransfer.ShouldBe(Money.Zero);
    }

    [Fact]
    public void Suspects_are_told_apart_and_there_is_at_least_one()
    {
        var twice = Transfer with
        {
            Suspects = [new SuspectBody { SuspectId = "1", Name = "甲" }, new SuspectBody { SuspectId = "1", Name = "乙" }],
        };
        Refusal(In(LeadState.Reviewing).ProposeTransfer(twice, NoNotice, Day(1))).Code.ShouldBe("suspects");
        Refusal(In(LeadState.Reviewing).ProposeTransfer(Transfer, null, Day(1))).Code.ShouldBe("suspects");
        new TransferBody().Check().Select(f => f.Place).ShouldBe(["crime", "facts", "evidence"]);
    }

    [Fact]
    public void Opinions_and_referrals_stand_side_by_side_and_are_numbered_apart()
    {
        var acted = Now(In(LeadState.Acted).ProposeTransfer(Transfer, NoNotice, Day(2)));
        acted = Now(acted.ProposeOpinion(Opinion, [], [], Day(3)));
        acted.Children.Select(c => c.Id).ShouldBe([LeadId + "-o1", LeadId + "-t1", LeadId + "-o2"]);
    }

    [Fact]
    public void It_closes_with_the_best_outcome_when_all_have_ended()
    {
        var acted = Now(In(LeadState.Acted).ProposeTransfer(Transfer, NoNotice, Day(2)));
        var one = Now(acted.HearEnded(Ended("reasonsAccepted"), Day(9)));
        one.State.ShouldBe(LeadState.Acted);
        var closed = Now(one.HearEnded(Ended("concluded", LeadId + "-t1"), Day(10)));
        closed.State.ShouldBe(LeadState.Closed);
        closed.Outcome.ShouldBe("concluded");
        closed.Clocks.ShouldAllBe(c => c.StoppedOn != null);
    }

    [Fact]
    public void Sent_back_by_the_chief_it_is_reviewed_with_the_time_that_was_left()
    {
        var back = Now(In(LeadState.Acted).HearEnded(Ended("returned"), Day(6)));
        back.State.ShouldBe(LeadState.Reviewing);
        back.NextDueOn.ShouldBe(new DateOnly(2024, 10, 8)); // five days more end in the holidays
        Now(back.ProposeOpinion(Opinion, [], [], Day(7))).Children[^1].Id.ShouldBe(LeadId + "-o2");
    }

    [Fact]
    public void A_word_heard_again_or_late_changes_nothing_and_reopened_work_reopens_the_lead()
    {
        var closed = In(LeadState.Closed);
        closed.HearEnded(Ended("corrected"), Day(9)).ShouldBe(Decision<Lead>.NothingNew);
        closed.HearReopened(Reopened(sequence: 4)).ShouldBe(Decision<Lead>.NothingNew);
        var open = Now(closed.HearReopened(Reopened(sequence: 6)));
        open.State.ShouldBe(LeadState.Acted);
        open.Outcome.ShouldBeNull();
        Now(open.HearEnded(Ended("resumed", sequence: 7), Day(20))).Outcome.ShouldBe("resumed");
    }

    [Fact]
    public void The_end_may_be_heard_before_the_proposal()
    {
        var closed = Now(Other.HearEnded(Ended("corrected", LeadId + "-o1"), Day(9)));
        closed.State.ShouldBe(LeadState.Closed);
        closed.HearProposed(LeadId + "-o1", WorkKind.Opinion, Day(9)).ShouldBe(Decision<Lead>.NothingNew);
    }

    [Fact]
    public void What_turned_up_after_the_proposal_is_not_closed_with_it()
    {
        var acted = Now(Judge(In(LeadState.Acted), NoNoticeNoOrder, revision: 2, day: 3));
        acted.State.ShouldBe(LeadState.Acted);
        acted.FactsChanged.ShouldNotBeNull();
        Now(acted.HearEnded(Ended("corrected"), Day(9))).State.ShouldBe(LeadState.New);
    }

    private static LeadWorkReopened Reopened(long sequence) =>
        new()
        {
            LeadId = LeadId,
            WorkId = LeadId + "-o1",
            Sequence = sequence,
        };
}
