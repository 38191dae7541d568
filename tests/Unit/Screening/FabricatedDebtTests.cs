using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Around;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class FabricatedDebtTests
{
    private static readonly PartyNumber Lender = PartyNumber.Parse("110105194912310054");
    private static readonly PartyNumber Other = PartyNumber.Parse("110105194912310097");

    // Two lawsuits, filed on 1 and 4 March 2024 and mediated a week later; the first performed after fifteen days.
    [Theory]
    [InlineData("2024-03-04", "2024-03-08", "2024-03-23", "fast-performance")]
    [InlineData("2024-03-05", "2024-03-08", "2024-03-23", "")] // four days apart
    [InlineData("2024-03-04", "2024-03-09", "2024-03-23", "")] // mediated on the eighth day
    [InlineData("2024-03-04", "2024-03-08", "2024-03-24", "")] // performed on the sixteenth
    [InlineData("2024-03-04", "2024-03-08", "2024-03-08", "fast-performance")] // on the day of the mediation
    public void A_run_that_is_mediated_and_performed_at_once_is_suspicious(
        string second,
        string mediated,
        string performed,
        string codes
    ) =>
        Judge(Lawsuit(1, "2024-03-01", mediated, performed), Lawsuit(2, second, Day(second).AddDays(2).ToString("yyyy-MM-dd")))
            .ShouldBe(codes);

    [Fact]
    public void One_lawsuit_is_no_run_and_a_judgment_no_mediation()
    {
        var performed = Lawsuit(1, "2024-03-01", "2024-03-02", "2024-03-03");

        Judge(performed).ShouldBe("");
        Judge(performed, Lawsuit(2, "2024-03-01", "2024-03-02") with { Ending = "判决" }).ShouldBe("");
        Judge(performed, Lawsuit(2, "2024-03-01", "2024-03-02") with { DefendantId = Other }).ShouldBe("");
    }

    [Fact]
    public void Parties_that_are_related_on_the_filing_day_make_it_suspicious()
    {
        CivilCase[] run = [Lawsuit(1, "2024-03-01", "2024-03-02"), Lawsuit(2, "2024-03-01", "2024-03-02")];

        Judge([.. run, Tie(Person, "员工", Lender, until: "2024-03-02")]).ShouldBe("related-parties related-parties");
        Judge([.. run, Tie(Person, "员工", Lender, until: "2024-03-01")]).ShouldBe("");
        Judge([.. run, Tie(Person, "配偶", Other), Tie(Other, "子女", Lender)]).ShouldBe("related-parties related-parties");
    }

    [Fact]
    public void One_agent_on_both_sides_of_a_run_makes_it_suspicious()
    {
        CivilCase[] run = [Lawsuit(1, "2024-03-01", "2024-03-02"), Lawsuit(2, "2024-03-01", "2024-03-02")];

        Judge([.. run, Acts(1, "李四"), Acts(2, "张三")]).ShouldBe("related-parties");
        Judge([.. run, Acts(1, "李四"), Acts(2, "李四")]).ShouldBe("");

        static Agent Acts(int number, string party) =>
            new(NumberOf(number), party, null, "王律师", null, "律师", "1", null, null, null, Day("2024-03-01"));
    }

    [Theory]
    [InlineData("2023-03-01", 80, "2023-03-11", "circular-flow")]
    [InlineData("2023-02-28", 80, "2023-03-10", "")] // more than a year before
    [InlineData("2024-03-01", 80, "2024-03-02", "")] // on the day of the filing
    [InlineData("2023-03-01", 79, "2023-03-11", "")]
    [InlineData("2023-03-01", 80, "2023-03-12", "")] // on the eleventh day
    public void A_loan_that_comes_back_in_a_circle_makes_it_suspicious(string lent, int back, string backOn, string codes)
    {
        CivilCase[] run = [Lawsuit(1, "2024-03-01", "2024-03-02"), Lawsuit(2, "2024-03-01", "2024-03-02")];

        Judge([.. run, Paid(Lender, Person, lent, 100), Paid(Person, Other, lent, 100), Paid(Other, Lender, backOn, back)]).ShouldBe(codes);
    }

    [Fact]
    public void A_circle_has_at_most_two_others_and_runs_forward()
    {
        CivilCase[] run = [Lawsuit(1, "2024-03-01", "2024-03-02"), Lawsuit(2, "2024-03-01", "2024-03-02")];
        var lent = Paid(Lender, Person, "2023-05-02", 100);

        Judge([
                .. run,
                lent,
                Paid(Person, Other, "2023-05-03", 100),
                Paid(Other, Company, "2023-05-04", 100),
                Paid(Company, Lender, "2023-05-05", 90),
            ])
            .ShouldBe("circular-flow");
        Judge([.. run, lent, Paid(Person, Other, "2023-05-04", 100), Paid(Other, Lender, "2023-05-03", 90)]).ShouldBe("");
        Judge([.. run, lent, Paid(Person, Lender, "2023-05-03", 90)]).ShouldBe("circular-flow");
    }

    [Fact]
    public void A_lead_is_told_by_the_case_that_comes_first_in_the_first_suspicious_run()
    {
        var facts = Facts(
            Lawsuit(5, "2023-01-01", "2023-01-02"),
            Lawsuit(6, "2023-01-01", "2023-01-02"),
            Lawsuit(2, "2024-03-01", "2024-03-02", "2024-03-03"),
            Lawsuit(1, "2024-03-01", "2024-03-02")
        );

        FabricatedDebt.Judge(Person.Value, Context with { Facts = facts }).First!.Number.ShouldBe(NumberOf(1));
    }

    private static CaseNumber NumberOf(int number) => CaseNumber.Parse($"（2024）浙0602民初{number}号");

    private static CivilCase Lawsuit(int number, string filed, string ended, string? performed = null) =>
        new(
            NumberOf(number),
            "李四",
            Lender,
            "张三",
            Person,
            Day(filed),
            Day(ended),
            "调解",
            new Money(100),
            performed is null ? null : Day(performed),
            null
        );

    private static Payment Paid(PartyNumber from, PartyNumber to, string on, int amount) =>
        new(from, null, null, to, null, null, Day(on).ToDateTime(TimeOnly.MinValue), new Money(amount), null);

    private static string Judge(params Fact[] facts) =>
        FabricatedDebt.Judge(Person.Value, Context with { Facts = Facts(facts) }).Verdict is { Answer: Answer.Fires } verdict
            ? verdict.InShort()
            : "";
}
