using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;
using Exchange.CourtFeed.Alerts;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.CourtFeed.Alerts;

public sealed class ReportedAlertTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly CourtCode Court = CourtCode.Parse("浙0602");
    private static readonly Jurisdiction Place = Jurisdictions.Of(Court, Today)!;

    private static readonly AlertBody Body = new()
    {
        Number = "虚通1",
        Facts = "同日起诉，当日调解",
        CaseNumbers = ["(2025)浙0602民初12号"],
        Suspects = [new AlertSuspect { Name = "张三" }, new AlertSuspect { Name = "李四" }],
    };

    [Fact]
    public void A_report_is_the_courts_own_and_the_procuratorate_of_its_level_owes_the_answer()
    {
        var decision = Report(null, Body).ShouldBeOfType<Accepted<ReportedAlert>>();

        decision.Next.Id.ShouldBe(LoopIds.Alert(Court, "虚通1"));
        decision.Next.Office.ShouldBe("court:浙0602");
        decision.Next.Division.Value.ShouldBe("330602");
        decision.Next.Clocks.ShouldHaveSingleItem().Owner.ShouldBe("procuratorate:330602");
        var said = decision.Says.ShouldHaveSingleItem().ShouldBeOfType<FalseLitigationReported>();
        said.AlertId.ShouldBe(decision.Next.Id);
        said.ReportedOn.ShouldBe(Today);
        said.Suspects.Select(s => s.SuspectId).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void The_same_report_again_changes_nothing_and_another_content_is_refused()
    {
        var known = Reported();

        Report(known, Body with { CaseNumbers = ["(2025)浙0602民初12号"] }, Today.AddDays(3)).ShouldBe(Decision<ReportedAlert>.NothingNew);
        foreach (
            var other in new[]
            {
                Body with
                {
                    Facts = "其他",
                },
                Body with
                {
                    ReportedOn = Today.AddDays(-1),
                },
                Body with
                {
                    CaseNumbers = ["(2025)浙0602民初13号"],
                },
                Body with
                {
                    Suspects = [new AlertSuspect { Name = "张三" }],
                },
            }
        )
        {
            var refusal = Report(known, other).ShouldBeOfType<Refused<ReportedAlert>>().Refusal;
            refusal.Kind.ShouldBe(RefusalKind.NotNow);
            refusal.State.ShouldBe("reported");
            refusal.Allowed.ShouldBe([]);
        }
    }

    [Fact]
    public void A_report_of_tomorrow_is_refused() =>
        Report(null, Body with { ReportedOn = Today.AddDays(1) })
            .ShouldBeOfType<Refused<ReportedAlert>>()
            .Refusal.Kind.ShouldBe(RefusalKind.Invalid);

    [Fact]
    public void A_report_names_what_it_lacks()
    {
        new AlertBody().Check().Select(f => f.Place).ShouldBe(["number", "facts", "caseNumbers", "suspects"]);
        (Body with { CaseNumbers = ["看不清"] }).Check().ShouldHaveSingleItem().Code.ShouldBe("case-number");
        (Body with { CaseNumbers = ["看不清", "(2025)浙0602民初12号"] }).Check().ShouldBeEmpty();
        (Body with { Suspects = [new AlertSuspect()] }).Check().ShouldHaveSingleItem().Code.ShouldBe("required");
        (Body with { Suspects = [new AlertSuspect { SuspectId = "2", Name = "张三" }, new AlertSuspect { Name = "李四" }] })
            .Check()
            .ShouldHaveSingleItem()
            .Code.ShouldBe("duplicate");
    }

    [Fact]
    public void The_answer_stops_the_waiting_and_a_later_answer_replaces_it()
    {
        var answered = Hear(Reported(), Answer(AlertResult.Referred, 3));

        answered.StateName.ShouldBe("answered");
        answered.NextDueOn.ShouldBeNull();
        ReportedAlert.Hear(answered, Answer(AlertResult.NotFalse, 3), On(Today)).ShouldBe(Decision<ReportedAlert>.NothingNew);
        Hear(answered, Answer(AlertResult.NotFalse, 5)).Answer!.Result.ShouldBe(AlertResult.NotFalse);
    }

    [Fact]
    public void An_answer_to_what_was_never_reported_says_nothing() =>
        ReportedAlert.Hear(null, Answer(AlertResult.NotFalse, 1), On(Today)).ShouldBe(Decision<ReportedAlert>.NothingNew);

    private static Decision<ReportedAlert> Report(ReportedAlert? known, AlertBody body, DateOnly? on = null) =>
        ReportedAlert.Report(known, body, Court, Place, On(on ?? Today));

    private static ReportedAlert Reported() => ((Accepted<ReportedAlert>)Report(null, Body)).Next;

    private static ReportedAlert Hear(ReportedAlert known, AlertAnswered word) =>
        ReportedAlert.Hear(known, word, On(Today)).ShouldBeOfType<Accepted<ReportedAlert>>().Next;

    private static AlertAnswered Answer(AlertResult result, long sequence) =>
        new()
        {
            AlertId = LoopIds.Alert(Court, "虚通1"),
            Court = Court,
            Result = result,
            Text = "已核查",
            AnsweredOn = Today.AddDays(20),
            Sequence = sequence,
        };

    private static Moment On(DateOnly day) =>
        new(
            new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            day,
            day,
            "书记员",
            "court:浙0602",
            WorkCalendar.Published
        );
}
