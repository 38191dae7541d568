using Exchange.ProcuratorateIntake.Screening;
using Exchange.SampleData;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Screening;

public sealed class SampleQuarterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Exactly_what_was_planted_in_a_quarter_and_the_next_one_fires(int seed)
    {
        var first = new SampleOptions { Seed = seed, AsOf = new(2026, 7, 3) };

        foreach (var quarter in (SampleOptions[])[first, first.NextQuarter()])
        {
            foreach (var planted in SampleQuarter.Generate(quarter))
            {
                Rules
                    .All.Where(rule => planted.Record.JudgedBy(rule, quarter.AsOf).Answer is Answer.Fires)
                    .Select(rule => rule.Id)
                    .ShouldBe(
                        planted.FiringRules.Except(planted.AcrossCases),
                        ignoreOrder: true,
                        $"{planted.Scenario}, {planted.CaseNumber}"
                    );
            }
        }
    }
}
