using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class PrematureEndingTests
{
    [Theory]
    [InlineData("2024-01-10", "2024-04-10", "within-three-months")]
    [InlineData("2024-01-10", "2024-04-11", "clean")]
    [InlineData("2023-11-30", "2024-02-29", "within-three-months")] // the last day of February
    [InlineData("2023-11-30", "2024-03-01", "clean")]
    public void More_than_three_months_must_have_passed(string filed, string ended, string verdict) =>
        Judge(Faultless with { FiledOn = Day(filed), EndedOn = Day(ended), NoticeSentOn = Day(filed), ReportOrderedOn = Day(filed) })
            .ShouldBe(verdict);

    [Theory]
    [InlineData("2024-05-20", "clean")]
    [InlineData("2024-05-21", "no-notice")]
    [InlineData("-", "no-notice")]
    [InlineData("?", "? noticeSentOn")]
    public void A_notice_is_sent_by_the_ending(string sent, string verdict) =>
        Judge(Faultless with { NoticeSentOn = Cell(sent) }).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-05-20", "clean")]
    [InlineData("2024-05-21", "no-report-order")]
    [InlineData("-", "no-report-order")]
    [InlineData("?", "? reportOrderedOn")]
    public void Property_is_ordered_to_be_reported_by_the_ending(string ordered, string verdict) =>
        Judge(Faultless with { ReportOrderedOn = Cell(ordered) }).ShouldBe(verdict);

    [Theory]
    [InlineData("2024-05-20", "-", "clean")]
    [InlineData("2024-05-21", "-", "no-restriction")]
    [InlineData("2024-05-21", "?", "no-restriction")]
    [InlineData("-", "?", "no-restriction")]
    [InlineData("?", "-", "? respondents[].restrictedOn")]
    [InlineData("?", "2024-05-20", "? respondents[].restrictedOn")]
    [InlineData("2024-02-01", "2024-05-20", "restriction-lifted-before-ending")]
    [InlineData("2024-02-01", "2024-02-01", "restriction-lifted-before-ending")]
    [InlineData("2024-02-01", "2024-05-21", "clean")]
    [InlineData("2024-02-01", "2024-01-31", "clean")] // before the order
    [InlineData("2024-02-01", "?", "? respondents[].restrictionLiftedOn")]
    public void A_person_is_restricted_from_the_ending_on(string restricted, string lifted, string verdict) =>
        Judge(Faultless.With(Faultless.Respondents[0] with { RestrictedOn = Cell(restricted), RestrictionLiftedOn = Cell(lifted) }))
            .ShouldBe(verdict);

    [Theory]
    [InlineData("绍兴某某有限公司", "clean")]
    [InlineData("张三", "? respondents[].id")]
    public void The_restriction_of_a_company_may_be_lifted_and_a_name_does_not_make_a_person(string name, string verdict) =>
        Judge(
                Faultless.With(
                    new Respondent
                    {
                        Name = name,
                        Id = Field<PartyNumber>.None,
                        RestrictedOn = Day("2024-02-01"),
                        RestrictionLiftedOn = Day("2024-03-01"),
                    }
                )
            )
            .ShouldBe(verdict);

    [Fact]
    public void One_unrestricted_respondent_is_enough_and_what_is_unknown_of_another_is_named()
    {
        var verdict = Faultless
            .With(new Respondent { Name = "甲有限公司" }, new Respondent { Name = "乙有限公司", RestrictedOn = Field<DateOnly>.None })
            .JudgedBy(PrematureEnding.Rule);

        verdict.InShort().ShouldBe("no-restriction");
        verdict.Causes[0].Respondent.ShouldBe("乙有限公司");
        verdict.Causes[0].Facts[0].ShouldBe(new FactUsed("respondents[1].restrictedOn", Value: null));
        verdict.Missing.ShouldBe(["respondents[].restrictedOn"]);
    }

    [Fact]
    public void A_missing_listing_is_no_cause() =>
        Judge(Faultless.With(Faultless.Respondents[0] with { ListedOn = Field<DateOnly>.None })).ShouldBe("clean");

    [Fact]
    public void What_has_not_ended_or_was_resumed_or_taken_back_is_clean()
    {
        var bad = Faultless with { NoticeSentOn = Field<DateOnly>.None };

        Judge(bad).ShouldBe("no-notice");
        Judge(bad with { Ending = Field<Ending>.None }).ShouldBe("clean");
        Judge(bad with { Ending = Ending.Terminated }).ShouldBe("clean");
        Judge(bad with { ResumedOn = Day("2024-06-01") }).ShouldBe("clean");
        Judge(bad with { ResumedOn = Field<DateOnly>.None }).ShouldBe("no-notice");
        Judge(bad with { Withdrawn = true }).ShouldBe("clean");
    }

    [Fact]
    public void An_unknown_ending_is_open_only_when_a_cause_would_hold()
    {
        Judge(Faultless with { Ending = Field<Ending>.Unknown }).ShouldBe("clean");
        Judge(Faultless with { Ending = Field<Ending>.Unknown, NoticeSentOn = Field<DateOnly>.None }).ShouldBe("? ending");
        Judge(Faultless with { EndedOn = Field<DateOnly>.Unknown }).ShouldBe("? endedOn");
        Judge(Faultless with { EndedOn = Field<DateOnly>.None, Ending = Field<Ending>.Unknown }).ShouldBe("clean");
    }

    private static string Judge(CaseRecord record) => record.JudgedBy(PrematureEnding.Rule).InShort();
}
