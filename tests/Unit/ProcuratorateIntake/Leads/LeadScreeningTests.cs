using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Tests.Unit.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Leads.LeadSamples;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Leads;

/// <summary>What judgments make of a lead, and what they leave alone.</summary>
public sealed class LeadScreeningTests
{
    [Fact]
    public void A_rule_that_fires_raises_a_lead_with_its_causes_at_the_court_s_procuratorate()
    {
        var lead = Raised();
        lead.Id.ShouldBe(LeadId);
        lead.State.ShouldBe(LeadState.New);
        lead.Office.ShouldBe("procuratorate:330602");
        lead.Explanation.Causes.Single().Code.ShouldBe("no-notice");
        lead.Explanation.Confidence.ShouldBe(Confidence.High);
        lead.RaisedAt.ShouldBe(At(Monday).Now);
    }

    [Fact]
    public void A_clean_case_and_one_that_cannot_be_judged_raise_none()
    {
        Judge(null, Faultless).ShouldBe(Decision<Lead>.NothingNew);
        Judge(null, Faultless with { NoticeSentOn = Field<DateOnly>.Unknown }).ShouldBe(Decision<Lead>.NothingNew);
    }

    [Fact]
    public void A_cause_holds_though_another_lacks_its_input_and_the_lead_says_so()
    {
        var lead = Raised(NoNotice with { ReportOrderedOn = Field<DateOnly>.Unknown });
        lead.Explanation.Missing.ShouldBe(["reportOrderedOn"]);
        lead.Explanation.Confidence.ShouldBe(Confidence.Medium);
    }

    [Theory]
    [InlineData("PrematureEnding", 10)]
    [InlineData("EndedWithAssets", 3)]
    [InlineData("PaperVehicleSeizure", 20)]
    public void Triage_takes_three_ten_or_twenty_working_days_by_priority(string rule, int days)
    {
        var record = NoNotice with
        {
            Assets = (Asset[])
                [
                    new()
                    {
                        Kind = "不动产",
                        Amount = new Money(800_000),
                        Obstacle = Field<string>.None,
                    },
                ],
            Vehicles = (Vehicle[])[new() { SealedOn = Monday.AddDays(-60), ImpoundedOn = Field<DateOnly>.None }],
        };
        var clock = Now(Judge(null, record, rule: rule)).Clocks.Single();
        clock.Amount.ShouldBe(days);
        clock.Owner.ShouldBe("procuratorate:330602");
        clock.DueOn.ShouldBe(WorkCalendar.Published.AddWorkingDays(Monday, days));
        clock.IsLegal.ShouldBeFalse();
    }

    [Theory]
    [InlineData((int)LeadState.Acted)]
    [InlineData((int)LeadState.Dismissed)]
    [InlineData((int)LeadState.Closed)]
    public void Another_version_of_the_model_leaves_what_people_decided_alone(int state) =>
        Judge(In((LeadState)state), NoNoticeNoOrder, version: 2).ShouldBe(Decision<Lead>.NothingNew);

    [Fact]
    public void Another_version_of_the_model_judges_a_new_lead_again() =>
        Now(Judge(Raised(), NoNotice, version: 2)).ModelVersion.ShouldBe(2);

    [Fact]
    public void Judged_again_as_before_it_says_nothing_in_the_dossier()
    {
        Judge(Raised(), NoNotice, day: 1).ShouldBeOfType<Accepted<Lead>>().IsSilent.ShouldBeTrue();
        Judge(Raised(), NoNoticeNoOrder, revision: 2).ShouldBeOfType<Accepted<Lead>>().IsSilent.ShouldBeFalse();
    }

    [Fact]
    public void A_history_import_starts_no_triage_but_what_a_day_brings_does()
    {
        Raised(history: true).Clocks.ShouldBeEmpty();
        Now(Judge(null, NoNotice, history: true, byClock: true)).Clocks.Count.ShouldBe(1);
    }

    [Fact]
    public void A_new_priority_counts_from_the_day_the_lead_was_raised()
    {
        var lead = Now(Judge(Raised(), NoNotice with { Remarks = "涉农民工工资" }, revision: 2, day: 2));
        lead.Priority.ShouldBe(Priority.High);
        var running = lead.Clocks.Single(c => c.IsRunning);
        running.Code.ShouldBe(StatutoryClocks.TriageHigh.Code);
        running.StartedOn.ShouldBe(Monday);
    }

    [Fact]
    public void When_no_cause_is_left_an_untouched_lead_lapses_and_comes_back_as_the_same()
    {
        var lapsed = Now(Judge(Raised(), Faultless, revision: 2));
        lapsed.State.ShouldBe(LeadState.Lapsed);
        lapsed.LapsedReason.ShouldNotBeNullOrEmpty();
        lapsed.Clocks.ShouldAllBe(c => !c.IsRunning);

        var back = Now(Judge(lapsed, NoNotice, revision: 3, day: 4));
        back.State.ShouldBe(LeadState.New);
        back.Id.ShouldBe(lapsed.Id);
        back.LapsedReason.ShouldBeNull();
        back.Clocks.Single(c => c.IsRunning).StartedOn.ShouldBe(Monday.AddDays(4));
    }

    [Fact]
    public void A_withdrawn_record_lets_it_lapse() =>
        Now(Judge(Raised(), NoNotice with { Withdrawn = true }, revision: 2)).LapsedReason!.ShouldContain("撤回");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, -1)]
    public void A_judgment_of_an_older_record_or_day_never_overwrites_a_newer_one(long revision, int day)
    {
        var lead = Now(Judge(Raised(), NoNotice, revision: 2));
        Judge(lead, Faultless, revision, day).ShouldBe(Decision<Lead>.NothingNew);
    }

    [Fact]
    public void The_same_judgment_again_changes_nothing()
    {
        Judge(Raised(), NoNotice).ShouldBe(Decision<Lead>.NothingNew);
        Judge(In(LeadState.Lapsed), Faultless, revision: 2).ShouldBe(Decision<Lead>.NothingNew);
    }

    [Theory]
    [InlineData("Reviewing")]
    [InlineData("Verifying")]
    [InlineData("Suspended")]
    [InlineData("Acted")]
    public void A_lead_that_people_work_on_keeps_its_state_and_shows_that_the_facts_have_changed(string state)
    {
        var before = In(Enum.Parse<LeadState>(state));
        var lead = Now(Judge(before, Faultless, revision: 2));
        lead.State.ShouldBe(before.State);
        lead.FactsChanged.ShouldNotBeNullOrEmpty();
        lead.Explanation.ShouldBe(before.Explanation);
        Now(Judge(lead, NoNotice, revision: 3)).FactsChanged.ShouldBeNull();
    }

    [Theory]
    [InlineData("Dismissed")]
    [InlineData("Closed")]
    public void Something_new_reopens_what_was_decided(string state)
    {
        var decided = In(Enum.Parse<LeadState>(state));
        Now(Judge(decided, NoNotice, revision: 2)).State.ShouldBe(decided.State);
        var reopened = Now(Judge(decided, NoNoticeNoOrder, revision: 2, day: 20));
        reopened.State.ShouldBe(LeadState.New);
        reopened.Handler.ShouldBeNull();
        reopened.Clocks.Single(c => c.IsRunning).StartedOn.ShouldBe(Monday.AddDays(20));
    }

    [Fact]
    public void A_decision_stands_when_a_cause_goes_or_all_do_and_when_the_same_returns()
    {
        var decided = Now(Raised(NoNoticeNoOrder).Dismiss(Dismiss, Day(0)));
        var fewer = Now(Judge(decided, NoNotice, revision: 2));
        fewer.State.ShouldBe(LeadState.Dismissed);
        var none = Now(Judge(fewer, Faultless, revision: 3));
        none.State.ShouldBe(LeadState.Dismissed);
        Now(Judge(none, NoNoticeNoOrder, revision: 4)).State.ShouldBe(LeadState.Dismissed);
    }

    [Fact]
    public void Time_alone_raises_and_the_next_day_wins_over_the_day_before()
    {
        var performed = Faultless.With(
            Faultless.Respondents[0] with
            {
                ListedOn = Records.Day("2024-02-01"),
                ListingEndsOn = Field<DateOnly>.None,
            }
        ) with
        {
            Ending = Ending.Performed,
            EndedOn = Monday,
        };
        Judge(null, performed, day: 3, rule: "RestrictionNotLifted").ShouldBe(Decision<Lead>.NothingNew);
        Now(Judge(null, performed, day: 4, rule: "RestrictionNotLifted")).State.ShouldBe(LeadState.New);
    }

    [Fact]
    public void A_lead_moves_with_its_case_and_stays_readable_where_it_was()
    {
        var moved = Now(
            Judge(
                In(LeadState.Reviewing),
                NoNotice with
                {
                    CourtCode = CourtCode.Parse("浙0603"),
                    Division = DivisionCode.Parse("330603"),
                    Court = "绍兴市柯桥区人民法院",
                },
                revision: 2
            )
        );
        moved.Office.ShouldBe("procuratorate:330603");
        moved.AlsoReadBy.ShouldBe(DivisionCode.Parse("330602"));
        moved.Clocks.Single(c => c.IsRunning).Owner.ShouldBe("procuratorate:330603");
    }
}
