using Exchange.Contracts;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Clocks;

public class StatutoryClocksTests
{
    private static readonly DateOnly Before = new(2025, 6, 30);
    private static readonly DateOnly InForce = new(2025, 7, 1);

    [Fact]
    public void Every_rule_has_its_own_code_and_is_found_by_it()
    {
        StatutoryClocks.All.Select(rule => rule.Code).ShouldBeUnique();
        StatutoryClocks.All.ShouldAllBe(rule => ReferenceEquals(StatutoryClocks.Get(rule.Code), rule));
        StatutoryClocks.OpinionAnswer.Code.ShouldBe("opinionAnswer");
    }

    [Fact]
    public void Every_rule_has_a_name_a_basis_and_an_amount() =>
        StatutoryClocks.All.ShouldAllBe(rule => rule.Name.Length > 0 && rule.Basis.Length > 0 && rule.Amount > 0);

    [Fact]
    public void Nothing_is_law_without_an_article_of_its_own() =>
        StatutoryClocks
            .All.Where(rule => rule.IsLegal)
            .ShouldAllBe(rule => rule.Basis != ClockRule.InternalBasis && !rule.Basis.StartsWith("参照"));

    [Fact]
    public void An_analogy_says_so_and_is_not_shown_as_law()
    {
        StatutoryClocks.HigherReview.Basis.ShouldStartWith("参照");
        StatutoryClocks.HigherReview.IsLegal.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ReferralChannel.Procuratorate, 3)]
    [InlineData(ReferralChannel.CourtRefusal, 7)]
    [InlineData(ReferralChannel.Economic, 7)]
    [InlineData(ReferralChannel.Administrative, 3)]
    public void The_filing_decision_has_the_days_of_its_channel(ReferralChannel channel, int days) =>
        StatutoryClocks.FilingDecision(channel, InForce).Amount.ShouldBe(days);

    [Fact]
    public void A_courts_lead_has_its_own_filing_clock_from_July_2025_and_the_general_one_before()
    {
        StatutoryClocks.FilingDecision(ReferralChannel.CourtRefusal, Before).ShouldBe(StatutoryClocks.FilingDecisionByProcuratorate);
        StatutoryClocks.FilingDecision(ReferralChannel.CourtRefusal, InForce).ShouldBe(StatutoryClocks.FilingDecisionByCourt);
        StatutoryClocks.FilingExtensions(ReferralChannel.CourtRefusal, Before).Select(rule => rule.Amount).ShouldBe([7, 30]);
        StatutoryClocks.FilingExtensions(ReferralChannel.CourtRefusal, InForce).Select(rule => rule.Amount).ShouldBe([30]);
    }

    [Theory]
    [InlineData(ReferralChannel.Procuratorate, new[] { "2026-03-05", "2026-03-09", "2026-04-01" })]
    [InlineData(ReferralChannel.CourtRefusal, new[] { "2026-03-09", "2026-04-01" })]
    [InlineData(ReferralChannel.Economic, new[] { "2026-03-09", "2026-04-01", "2026-05-06" })] // 1 May moves on
    [InlineData(ReferralChannel.Administrative, new[] { "2026-03-05", "2026-03-12", "2026-04-01", "2026-05-06" })]
    public void Each_extension_of_the_filing_decision_leads_to_the_next_day_due(ReferralChannel channel, string[] due)
    {
        var on = new DateOnly(2026, 3, 2);
        var clock = StatutoryClock.Start(StatutoryClocks.FilingDecision(channel, on), on, "police:330602", WorkCalendar.Published);
        var days = new List<DateOnly> { clock.EffectiveDueOn };
        foreach (var step in StatutoryClocks.FilingExtensions(channel, on))
        {
            clock = clock.ExtendBy(step, WorkCalendar.Published);
            days.Add(clock.EffectiveDueOn);
        }

        days.ShouldBe(due.Select(day => DateOnly.Parse(day)));
    }

    [Fact]
    public void A_rule_is_in_force_from_its_first_day_to_its_last()
    {
        var rule = StatutoryClocks.FilingDecisionByCourt with { EffectiveTo = new DateOnly(2026, 12, 31) };

        rule.InForce(Before).ShouldBeFalse();
        rule.InForce(InForce).ShouldBeTrue();
        rule.InForce(new DateOnly(2026, 12, 31)).ShouldBeTrue();
        rule.InForce(new DateOnly(2027, 1, 1)).ShouldBeFalse();
    }
}
