using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class EndingCheckerTests
{
    [Fact]
    public void A_faultless_ending_holds_but_for_what_no_record_says()
    {
        var checks = EndingChecker.Check(Faultless, Context);

        checks.Count.ShouldBe(19);
        checks.Where(check => check.Result is EndingResult.Fails).ShouldBeEmpty();
        checks
            .Where(check => check.Result is EndingResult.CannotJudge)
            .Select(check => check.Id)
            .ShouldBe(["END-5", "END-6", "END-3c.11", "END-3c.12"]);
    }

    [Fact]
    public void Only_what_has_ended_is_checked()
    {
        EndingChecker.Check(Faultless with { Ending = Ending.Performed }, Context).ShouldBeEmpty();
        EndingChecker.Check(Faultless with { ResumedOn = Day("2024-06-01") }, Context).Count.ShouldBe(19);
    }

    [Fact]
    public void Each_fault_fails_its_checks()
    {
        Failing(Faultless with { NoticeSentOn = Field<DateOnly>.None }).ShouldBe("END-1 END-3c.1");
        Failing(Faultless with { NoticeSentOn = Day("2024-05-21") }).ShouldBe("END-1");
        Failing(Faultless.With(Faultless.Respondents[0] with { RestrictedOn = Field<DateOnly>.None })).ShouldBe("END-2 END-3c.7");
        Failing(Faultless with { QueriedOn = Day("2024-02-19") }).ShouldBe("END-3 END-3c.2");
        Failing(Faultless with { FieldMeasures = Field<IReadOnlyList<string>>.None }).ShouldBe("END-3 END-3c.3");
        Failing(Faultless with { FiledOn = Day("2024-02-20") }).ShouldBe("END-4");
        Failing(Faultless with { OpenClues = 1 }).ShouldBe("END-3c.5");
        Failing(Faultless.With(new Asset { Kind = "不动产", Obstacle = Field<string>.None })).ShouldBe("END-3 END-3c.6");
        Failing(Faultless with { Recovered = Faultless.Claim }).ShouldBe("END-3c.9");
        Failing(Faultless with { RulingNumber = Field<string>.None }).ShouldBe("END-7 END-3c.10");
    }

    [Theory]
    [InlineData("2024-05-19", false, "")]
    [InlineData("2024-05-20", false, "END-7 END-3c.8")]
    [InlineData("-", false, "END-7 END-3c.8")]
    [InlineData("-", true, "")]
    public void The_applicant_is_heard_before_the_ending_unless_it_asked_for_it(string heard, bool asked, string failing) =>
        Failing(Faultless with { InterviewedOn = Cell(heard), ApplicantAskedForEnding = asked }).ShouldBe(failing);

    [Fact]
    public void Evidence_is_what_the_record_says_and_leaves_out_what_it_does_not()
    {
        var checks = EndingChecker.Check(
            Faultless with
            {
                NoticeSentOn = Field<DateOnly>.None,
                ReportOrderedOn = Field<DateOnly>.Unknown,
            },
            Context
        );

        checks[0].Evidence.ShouldBe([new("noticeSentOn", Value: null), new("endedOn", "2024-05-20")]);
        checks[0].Article.ShouldBe("法〔2016〕373号第1条第1项");
    }

    private static string Failing(CaseRecord record) =>
        string.Join(' ', EndingChecker.Check(record, Context).Where(check => check.Result is EndingResult.Fails).Select(check => check.Id));
}
