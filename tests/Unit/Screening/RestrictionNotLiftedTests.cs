using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class RestrictionNotLiftedTests
{
    // Three working days after Sunday, 28 April 2024 (a make-up day) are 29 and 30 April and, after the holidays, 6 May.
    private const string April28 = "2024-04-28";

    [Theory]
    [InlineData(April28, "2024-05-06", "clean")]
    [InlineData(April28, "2024-05-07", "still-listed")]
    [InlineData("-", "2024-05-07", "clean")]
    [InlineData("?", "2024-05-07", "? performedOn")]
    public void A_listing_without_a_term_goes_within_three_working_days_of_performance(string performed, string asOf, string verdict) =>
        Judge(Listed("2024-02-01", "-", "-") with { PerformedOn = Cell(performed) }, asOf).ShouldBe(verdict);

    [Fact]
    public void The_days_run_from_the_listing_when_that_is_later()
    {
        var record = Listed(April28, "-", "-") with { PerformedOn = Day("2024-03-01") };

        Judge(record, "2024-05-06").ShouldBe("clean");
        Judge(record, "2024-05-07").ShouldBe("still-listed");
    }

    [Theory]
    [InlineData("2024-04-28", "clean")]
    [InlineData("2024-02-01", "clean")]
    [InlineData("2024-01-31", "still-listed")] // before the listing
    [InlineData("?", "? respondents[].delistedOn")]
    public void What_was_taken_off_is_off_and_late_is_clean(string delisted, string verdict) =>
        Judge(Listed("2024-02-01", "-", delisted) with { PerformedOn = Day("2024-03-01") }).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-07-30", "clean")] // lawful until then even after performance
    [InlineData(April28, "term-ended")]
    [InlineData("2024-06-26", "clean")] // due off on 1 July
    [InlineData("2024-06-25", "term-ended")]
    [InlineData("?", "? respondents[].listingEndsOn")]
    public void A_listing_with_a_term_stays_until_the_term_ends(string endsOn, string verdict) =>
        Judge(Listed("2024-02-01", endsOn, "-") with { PerformedOn = Day("2024-03-01") }).ShouldBe(verdict);

    [Fact]
    public void A_term_ends_performed_or_not_and_from_the_listing_when_that_is_later()
    {
        Judge(Listed("2024-02-01", April28, "-"), "2024-05-07").ShouldBe("term-ended");
        Judge(Listed("2024-02-01", April28, "?"), "2024-05-07").ShouldBe("? respondents[].delistedOn");
        Judge(Listed(April28, "2024-03-01", "-"), "2024-05-06").ShouldBe("clean");
        Judge(Listed(April28, "2024-03-01", "-"), "2024-05-07").ShouldBe("term-ended");
    }

    [Fact]
    public void Without_performance_an_unknown_term_may_only_have_ended() =>
        Listed("2024-02-01", "?", "-").JudgedBy(RestrictionNotLifted.Rule).Missing.ShouldBe(["respondents[].listingEndsOn"]);

    [Theory]
    [InlineData(Ending.Terminated, "still-listed")]
    [InlineData(Ending.NotEnforced, "still-listed")]
    [InlineData(Ending.Performed, "still-listed")]
    [InlineData(Ending.EndedForNow, "clean")]
    [InlineData(Ending.Cancelled, "clean")]
    [InlineData(Ending.Dismissed, "clean")]
    public void An_ending_for_good_takes_the_listing_off(Ending ending, string verdict) =>
        Judge(Listed("2024-02-01", "-", "-") with { Ending = ending }).ShouldBe(verdict);

    [Fact]
    public void Of_performance_and_termination_the_earlier_counts()
    {
        var record = Listed("2024-02-01", "-", "-") with
        {
            Ending = Ending.Terminated,
            EndedOn = Day("2024-05-20"),
            PerformedOn = Day(April28),
        };

        Judge(record, "2024-05-06").ShouldBe("clean");
        Judge(record, "2024-05-07").ShouldBe("still-listed");
        Judge(record with { EndedOn = Day(April28), PerformedOn = Day("2024-05-20") }, "2024-05-07").ShouldBe("still-listed");
        Judge(record with { EndedOn = Day(April28), PerformedOn = Field<DateOnly>.Unknown }, "2024-05-07").ShouldBe("still-listed");
        Judge(record with { EndedOn = Day(April28), PerformedOn = Field<DateOnly>.Unknown }, "2024-05-06").ShouldBe("? performedOn");
    }

    [Theory]
    [InlineData("2024-02-01", "-", April28, "2024-05-06", "clean")]
    [InlineData("2024-02-01", "-", April28, "2024-05-07", "still-restricted")]
    [InlineData(April28, "-", "2024-03-01", "2024-05-06", "clean")]
    [InlineData(April28, "-", "2024-03-01", "2024-05-07", "still-restricted")]
    [InlineData("2024-02-01", "2024-01-31", April28, "2024-05-07", "still-restricted")] // lifted before the order
    [InlineData("2024-02-01", "2024-02-01", April28, "2024-05-07", "clean")]
    [InlineData("2024-02-01", "?", April28, "2024-05-07", "? respondents[].restrictionLiftedOn")]
    [InlineData("2024-02-01", "?", April28, "2024-05-06", "clean")]
    [InlineData("2024-02-01", "-", "-", "2024-05-07", "clean")]
    [InlineData("2024-02-01", "-", "?", "2024-05-07", "? performedOn")]
    [InlineData("?", "-", April28, "2024-05-07", "? respondents[].restrictedOn")]
    [InlineData("?", "-", "-", "2024-05-07", "clean")]
    [InlineData("-", "?", "?", "2024-05-07", "clean")]
    public void A_restriction_goes_within_three_working_days_of_performance(
        string restricted,
        string lifted,
        string performed,
        string asOf,
        string verdict
    ) => Judge(Restricted(restricted, lifted) with { PerformedOn = Cell(performed) }, asOf).ShouldBe(verdict);

    [Fact]
    public void A_restriction_outlives_a_termination_but_not_a_case_ended_as_performed()
    {
        Judge(Restricted("2024-02-01", "-") with { Ending = Ending.Terminated }).ShouldBe("clean");
        Judge(Restricted("2024-02-01", "-") with { Ending = Ending.Performed }).ShouldBe("still-restricted");
        Judge(Restricted("2024-02-01", "-") with { Ending = Ending.Performed, PerformedOn = Field<DateOnly>.Unknown })
            .ShouldBe("still-restricted");
        Judge(Restricted("2024-02-01", "-") with { Ending = Ending.Performed, EndedOn = Field<DateOnly>.Unknown }).ShouldBe("? endedOn");
        Judge(Restricted("2024-02-01", "-") with { Ending = Field<Ending>.Unknown }).ShouldBe("? ending");
    }

    [Fact]
    public void Open_and_resumed_cases_are_judged_and_withdrawn_ones_are_not()
    {
        var record = Restricted("2024-02-01", "-") with { PerformedOn = Day("2024-03-01") };

        Judge(record with { Ending = Field<Ending>.None, EndedOn = Field<DateOnly>.None }).ShouldBe("still-restricted");
        Judge(record with { ResumedOn = Day("2024-06-01") }).ShouldBe("still-restricted");
        Judge(record with { Withdrawn = true }).ShouldBe("clean");
    }

    [Fact]
    public void Each_respondent_is_judged_by_itself_and_named()
    {
        var free = Faultless.Respondents[0] with { RestrictedOn = Field<DateOnly>.None };
        var verdict = (Faultless with { PerformedOn = Day("2024-03-01") })
            .With(free, free with { Name = "王五", RestrictedOn = Day("2024-02-01") })
            .JudgedBy(RestrictionNotLifted.Rule);

        var cause = verdict.Causes.ShouldHaveSingleItem();
        cause.Respondent.ShouldBe("王五");
        cause.Facts.ShouldContain(new FactUsed("respondents[1].restrictedOn", "2024-02-01"));
        cause.Facts.ShouldContain(new FactUsed("performedOn", "2024-03-01"));
    }

    [Theory]
    [InlineData(April28, "-", "2024-05-01", "2024-05-07")]
    [InlineData(April28, "-", "2024-05-07", null)] // it has changed
    [InlineData("-", "-", "2024-05-01", null)]
    [InlineData("-", "2024-12-31", "2024-05-01", "2025-01-07")] // 2, 3 and 6 January, then over
    public void A_verdict_says_when_it_changes(string performed, string endsOn, string asOf, string? changes)
    {
        var verdict = (Listed("2024-02-01", endsOn, "-") with { PerformedOn = Cell(performed) }).JudgedBy(
            RestrictionNotLifted.Rule,
            Day(asOf)
        );

        verdict.ChangesOn.ShouldBe(changes is null ? null : Day(changes));
    }

    private static CaseRecord Listed(string listed, string endsOn, string delisted) =>
        Faultless.With(
            new Respondent
            {
                Name = "张三",
                Id = Person,
                RestrictedOn = Field<DateOnly>.None,
                ListedOn = Cell(listed),
                ListingEndsOn = Cell(endsOn),
                DelistedOn = Cell(delisted),
            }
        );

    private static CaseRecord Restricted(string restricted, string lifted) =>
        Faultless.With(
            new Respondent
            {
                Name = "张三",
                Id = Person,
                RestrictedOn = Cell(restricted),
                RestrictionLiftedOn = Cell(lifted),
                ListedOn = Field<DateOnly>.None,
            }
        );

    private static string Judge(CaseRecord record, string asOf = "2024-07-01") =>
        record.JudgedBy(RestrictionNotLifted.Rule, Day(asOf)).InShort();
}
