using System.Diagnostics;
using Exchange.Contracts;
using Exchange.SampleData;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.SampleData;

public class SampleQuarterTests
{
    private static readonly SampleOptions Options = new() { AsOf = new DateOnly(2026, 11, 24) };

    private static readonly string[] RecordRules =
    [
        "PrematureEnding",
        "IncompleteInvestigation",
        "EndedWithAssets",
        "PaperVehicleSeizure",
        "RestrictionNotLifted",
        "OverdueEnforcement",
        "MissedRequery",
        "ResumptionDue",
        "DistributionIrregularity",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_same_seed_gives_the_same_rows(int seed) =>
        Text(Options with { Seed = seed }).ShouldBe(Text(Options with { Seed = seed }));

    [Fact]
    public void Another_seed_gives_other_rows() => Text(Options with { Seed = 2 }).ShouldNotBe(Text(Options));

    [Fact]
    public void No_case_number_is_given_twice()
    {
        var rows = SampleQuarter.Generate(Options with { Cases = 20_000 }).ToList();

        rows.Select(row => row.CaseNumber).Distinct().Count().ShouldBe(rows.Count);
    }

    [Fact]
    public void Every_scenario_is_told_in_600_cases() =>
        Deck.Scenarios.Select(scenario => scenario.Name).Except(Rows(Options).Select(row => row.Scenario)).ShouldBeEmpty();

    [Fact]
    public void Every_rule_is_planted_and_most_cases_are_lawful()
    {
        var rows = Rows(Options);

        rows.SelectMany(row => row.FiringRules).Distinct().ShouldBe([.. RecordRules, "CrossCaseOfficer"], ignoreOrder: true);
        rows.Count(row => row.FiringRules.Count == 0).ShouldBeGreaterThan(rows.Count / 2);
    }

    [Fact]
    public void A_near_miss_has_no_truth() =>
        Rows(Options)
            .Where(row => row.Scenario.StartsWith("near-", StringComparison.Ordinal))
            .ShouldAllBe(row => row.FiringRules.Count == 0);

    [Fact]
    public void The_first_hundred_cases_have_what_a_demonstration_needs()
    {
        var rows = Rows(Options with { Cases = 100 });

        rows.Count(row =>
                row.FiringRules.Contains("RestrictionNotLifted") && row.Record.Respondents.Any(who => who.Kind is PartyKind.Organisation)
            )
            .ShouldBeGreaterThanOrEqualTo(3);
        rows.Count(row => row.FiringRules.Contains("EndedWithAssets") && row.Record.Claim >= new Money(1_000_000))
            .ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void A_story_is_told_only_by_a_file_that_has_its_columns()
    {
        foreach (var seed in Enumerable.Range(1, 30))
        {
            var columns = SampleQuarter.Columns(Options with { Seed = seed });
            var told = Rows(Options with { Seed = seed }).Select(row => row.Scenario).ToHashSet();

            Deck.Scenarios.Where(scenario => told.Contains(scenario.Name))
                .ShouldAllBe(scenario => scenario.Needs.All(column => columns.Contains(column.Name)));
        }
    }

    [Fact]
    public void Some_seeds_lack_columns_that_the_rules_judge_by() =>
        Enumerable
            .Range(1, 30)
            .Select(seed => SampleQuarter.Columns(Options with { Seed = seed }).Count)
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(3);

    [Theory]
    [InlineData("330600", "浙0602")]
    [InlineData("421200", "鄂1222")]
    public void Courts_are_those_of_the_city_and_numbers_fit_them(string city, string oneOfThem)
    {
        var rows = Rows(Options with { City = city });

        rows.ShouldAllBe(row => Courts.FindByName(row.Record.Court)!.Code == row.Record.CourtCode);
        rows.ShouldAllBe(row => row.Record.CaseNumber.CourtCode == row.Record.CourtCode.Value);
        rows.ShouldAllBe(row => row.Record.CaseNumber.Year == row.Record.FiledOn.Year);
        rows.ShouldContain(row => row.Record.CourtCode.Value == oneOfThem);
    }

    [Fact]
    public void Every_cell_can_be_read_back()
    {
        var columns = SampleQuarter.Columns(Options).ToList();
        foreach (var row in SampleQuarter.Generate(Options with { Cases = 3_000 }))
        {
            string Cell(string column) => row.Cells[columns.IndexOf(column)];

            row.Cells.Count.ShouldBe(columns.Count);
            CaseNumber.Parse(Cell("案号")).Value.ShouldBe(row.CaseNumber);
            Money.Parse(Cell("执行标的金额")).ShouldBe(row.Record.Claim);
            foreach (var number in Parts(Cell("被执行人证件号")).Concat(Parts(Cell("申请执行人证件号"))))
                PartyNumber.TryParse(number, out _, out var reason).ShouldBeTrue(reason);
            Parts(Cell("被执行人")).Length.ShouldBe(row.Record.Respondents.Count);
            Parts(Cell("已查明财产")).Length.ShouldBe(row.Record.Assets.Or([]).Count);
        }
    }

    [Fact]
    public void Fifty_thousand_cases_stream_in_seconds()
    {
        var watch = Stopwatch.StartNew();

        SampleQuarter.Generate(Options with { Cases = 50_000 }).Count().ShouldBe(50_000);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void The_next_quarter_changes_its_share_and_lets_time_run_out()
    {
        var now = Rows(Options with { Cases = 3_000 });
        var later = Rows((Options with { Cases = 3_000 }).NextQuarter(0.10));

        later.Select(row => row.CaseNumber).ShouldBe(now.Select(row => row.CaseNumber));
        now.Zip(later).Count(row => !row.First.Cells.SequenceEqual(row.Second.Cells)).ShouldBeInRange(220, 380);
        later
            .Where(row => row.Scenario is "near-listed-third-working-day" or "near-restricted-third-working-day")
            .ShouldAllBe(row => row.FiringRules.Contains("RestrictionNotLifted"));
    }

    private static List<SampleCase> Rows(SampleOptions options) => [.. SampleQuarter.Generate(options)];

    private static string[] Parts(string cell) => cell.Length == 0 ? [] : cell.Split('；', ';');

    private static string Text(SampleOptions options) =>
        string.Join(
            '\n',
            Rows(options).Select(row => string.Join('|', row.Cells)).Prepend(string.Join('|', SampleQuarter.Columns(options)))
        );
}
