using Exchange.Acts;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Screening;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.ProcuratorateIntake.Leads.LeadSamples;

namespace Exchange.Tests.Unit.ProcuratorateIntake.Models;

/// <summary>A model's versions: drafted, tried, put in force, taken back; which one counts where.</summary>
public sealed class ModelTests
{
    private static readonly DivisionCode City = DivisionCode.Parse("330600");
    private static readonly DivisionCode County = DivisionCode.Parse("330602");
    private static readonly Rule Rule = PrematureEnding.Rule;

    [Fact]
    public void A_version_is_drafted_tried_and_put_in_force_and_the_one_before_is_retired()
    {
        var drafted = Drafted(City, 5);
        Stages(drafted).ShouldBe(["Active", "Draft"]);

        var tried = Now(drafted.Try(Of(2), Day(1)));
        Stages(tried).ShouldBe(["Active", "Trial"]);
        tried.Turns.ShouldBe(0);

        var active = Now(tried.Activate(Of(2), Day(2)));
        Stages(active).ShouldBe(["Retired", "Active"]);
        active.Turns.ShouldBe(1);
        active.On(Monday)!.Number.ShouldBe(1);
        active.On(Monday.AddDays(2))!.Number.ShouldBe(2);

        var off = Now(active.Retire(Of(2), Day(3)));
        Stages(off).ShouldBe(["Retired", "Retired"]);
        (off.StateName, off.Turns).ShouldBe(("off", 2));
        off.On(Monday.AddDays(3)).ShouldBeNull();
    }

    [Fact]
    public void The_same_change_twice_is_one_version()
    {
        var drafted = Drafted(City, 5);

        Model.Change(drafted, Rule, City, Numbers(5), Day(0)).ShouldBeOfType<Unchanged<Model>>();
        Now(Model.Change(drafted, Rule, City, Numbers(6), Day(0))).Versions.Count.ShouldBe(3);
    }

    [Fact]
    public void Only_what_is_possible_is_done()
    {
        var drafted = Drafted(City, 5);

        drafted.Try(Of(1), Day(0)).ShouldBeOfType<Refused<Model>>();
        drafted.Activate(Of(1), Day(0)).ShouldBeOfType<Refused<Model>>();
        drafted.Activate(Of(7), Day(0)).ShouldBeOfType<Refused<Model>>().Refusal.Flaws.Single().Place.ShouldBe("version");
    }

    [Fact]
    public void The_nearest_model_upwards_counts_and_elsewhere_the_rule_as_it_comes()
    {
        var book = new ModelBook([Activated(City, 5)]);
        var own = new ModelBook([Activated(City, 5), Activated(County, 3)]);
        var elsewhere = new ModelBook([Activated(DivisionCode.Parse("330100"), 5)]);

        Judge(book).ShouldBe((Answer.Fires, 2));
        Judge(own).ShouldBe((Answer.Clean, 2));
        Judge(elsewhere).ShouldBe((Answer.Clean, 1));

        static (Answer, int) Judge(ModelBook book)
        {
            var (verdict, version) = book.Judge(Rule, Faultless, new RuleContext { AsOf = Monday });
            return (verdict.Answer, version);
        }
    }

    [Theory]
    [InlineData("浙0602", null, null, null, true)]
    [InlineData("浙0603", null, null, null, false)]
    [InlineData(null, "2024-05-20", "2024-05-20", null, true)] // both days included
    [InlineData(null, "2024-05-21", null, null, false)]
    [InlineData(null, null, "2024-05-19", null, false)]
    [InlineData(null, null, null, 100_000, true)]
    [InlineData(null, null, null, 100_001, false)]
    public void A_scope_is_of_courts_days_and_claims(string? court, string? from, string? to, int? claimAtLeast, bool contains) =>
        new ModelScope
        {
            Courts = court is null ? null : [CourtCode.Parse(court)],
            From = from is null ? null : DateOnly.Parse(from),
            To = to is null ? null : DateOnly.Parse(to),
            ClaimAtLeast = claimAtLeast,
        }
            .Contains(Faultless)
            .ShouldBe(contains);

    [Fact]
    public void A_scope_is_of_regions_and_of_kinds_of_respondents()
    {
        new ModelScope { Divisions = [City] }
            .Contains(Faultless)
            .ShouldBeTrue();
        new ModelScope { Divisions = [DivisionCode.Parse("330100")] }
            .Contains(Faultless)
            .ShouldBeFalse();
        new ModelScope { Respondent = RespondentKind.Person }
            .Contains(Faultless)
            .ShouldBeTrue();
        new ModelScope { Respondent = RespondentKind.Organisation }
            .Contains(Faultless)
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData("minimumMonths", 3, null)]
    [InlineData("minimumMonths", 12, null)]
    [InlineData("minimumMonths", 2, "out-of-bounds")]
    [InlineData("minimumMonths", 13, "out-of-bounds")]
    [InlineData("minimumMonths", 3.5, "out-of-bounds")]
    [InlineData("petty", 1, "unknown-parameter")] // another rule's
    [InlineData("nothing", 1, "unknown-parameter")]
    public void A_number_is_of_the_rule_and_within_its_bounds(string name, double value, string? code) =>
        new ModelBody { Parameters = new() { [name] = (decimal)value } }
            .CheckAgainst(Rule)
            .Select(flaw => flaw.Code)
            .ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Every_number_of_the_rules_is_one_of_a_rule() =>
        Rules
            .All.SelectMany(rule => rule.Parameters)
            .Distinct()
            .ShouldBe(RuleParameters.Definitions.Select(p => p.Name), ignoreOrder: true);

    private static Model Drafted(DivisionCode division, int months) => Now(Model.Change(null, Rule, division, Numbers(months), Day(0)));

    private static Model Activated(DivisionCode division, int months) => Now(Drafted(division, months).Activate(Of(2), Day(0)));

    private static ModelBody Numbers(int months) =>
        new()
        {
            Parameters = new() { ["minimumMonths"] = months },
            Why = "试点",
        };

    private static ModelActBody Of(int version) => new() { Version = version, Why = "试点" };

    private static Model Now(Decision<Model> decision) => decision.ShouldBeOfType<Accepted<Model>>().Next;

    private static IEnumerable<string> Stages(Model model) => model.Versions.Select(v => v.Stage.ToString());
}
