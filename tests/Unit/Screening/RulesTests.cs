using System.Text.Json;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Screening;
using FsCheck.Xunit;
using Shouldly;
using Xunit;
using static Exchange.Tests.Unit.Screening.Records;

namespace Exchange.Tests.Unit.Screening;

public sealed class RulesTests
{
    [Fact]
    public void A_faultless_case_is_clean_by_every_rule() =>
        Rules.All.ShouldAllBe(rule => Faultless.JudgedBy(rule, Around.Facts(), null).Answer == Answer.Clean);

    [Fact]
    public void Every_rule_is_found_by_its_id() => Rules.All.ShouldAllBe(rule => Rules.Get(rule.Id) == rule);

    [Property(MaxTest = 2000)]
    public void What_becomes_known_later_never_undoes_what_was_known(int seed, int later)
    {
        var record = Messy(seed);
        var completed = record.Completed(later);
        Rules
            .All.Where(rule => !Keeps(record.JudgedBy(rule), completed.JudgedBy(rule)))
            .Select(rule => $"{rule.Id}: {record.JudgedBy(rule).InShort()}, then {completed.JudgedBy(rule).InShort()}")
            .ShouldBeEmpty();

        static bool Keeps(Verdict before, Verdict after) =>
            before.Answer switch
            {
                Answer.Clean => after.Answer is Answer.Clean,
                Answer.Fires => before.Causes.All(cause =>
                    after.Causes.Any(other => (other.Code, other.Respondent) == (cause.Code, cause.Respondent))
                ),
                _ => true,
            };
    }

    [Property(MaxTest = 500)]
    public bool A_verdict_that_cannot_judge_names_what_is_missing_and_no_cause(int seed)
    {
        var record = Messy(seed);
        return Rules.All.All(rule =>
            record.JudgedBy(rule) is var verdict
            && verdict.Answer is Answer.CannotJudge == (verdict.Missing.Count > 0 && verdict.Causes.Count == 0)
        );
    }

    [Property(MaxTest = 500)]
    public bool The_order_of_lists_does_not_matter(int seed)
    {
        var record = Messy(seed);
        var turned = record with
        {
            Assets = record.Assets.Select<IReadOnlyList<Asset>>(assets => [.. assets.Reverse()]),
            Vehicles = record.Vehicles.Select<IReadOnlyList<Vehicle>>(vehicles => [.. vehicles.Reverse()]),
            Respondents = [.. record.Respondents.Reverse()],
            QueriedChannels = record.QueriedChannels.Select<IReadOnlyList<string>>(channels => [.. channels.Reverse()]),
        };
        return Rules.All.All(rule => Says(rule, record) == Says(rule, turned));

        static (Answer, string) Says(Rule rule, CaseRecord record) =>
            record.JudgedBy(rule) is var verdict ? (verdict.Answer, Rules.Fingerprint(rule.Id, verdict)) : default;
    }

    [Property(MaxTest = 1000)]
    public bool A_verdict_stays_until_the_day_it_names(int seed)
    {
        var record = Messy(seed);
        return Rules.All.All(rule =>
        {
            var today = Day("2024-06-24");
            var now = record.JudgedBy(rule, today);
            var changesOn = now.ChangesOn ?? today.AddDays(40);
            for (var day = today.AddDays(1); day < changesOn; day = day.AddDays(1))
            {
                if (!Same(now, record.JudgedBy(rule, day)))
                    return false;
            }
            // It may be looked at once for nothing (two open causes that lack the same input), never too late.
            return now.ChangesOn is null || (rule.Timed && now.ChangesOn > today);
        });

        static bool Same(Verdict one, Verdict other) => Write(one) == Write(other);

        static string Write(Verdict verdict) => JsonSerializer.Serialize(verdict with { ChangesOn = null }, ExchangeJson.Options);
    }

    [Fact]
    public void A_fingerprint_is_of_facts_and_not_of_words_or_days()
    {
        var record = (Faultless with { PerformedOn = Day("2024-03-01") });
        var rule = RestrictionNotLifted.Rule;
        var verdict = record.JudgedBy(rule);
        var reworded = verdict with { Causes = [.. verdict.Causes.Select(cause => cause with { Text = "", WouldNotFireIf = "" })] };

        verdict.Answer.ShouldBe(Answer.Fires);
        Rules.Fingerprint(rule.Id, reworded).ShouldBe(Rules.Fingerprint(rule.Id, verdict));
        Rules.Fingerprint(rule.Id, record.JudgedBy(rule, Today.AddDays(90))).ShouldBe(Rules.Fingerprint(rule.Id, verdict));
        Rules
            .Fingerprint(rule.Id, (record with { PerformedOn = Day("2024-03-02") }).JudgedBy(rule))
            .ShouldNotBe(Rules.Fingerprint(rule.Id, verdict));
    }

    [Fact]
    public void A_verdict_survives_its_storage_and_shows_no_number_of_a_person()
    {
        var verdict = (Faultless with { NoticeSentOn = Field<DateOnly>.None })
            .With(Faultless.Respondents[0] with { RestrictionLiftedOn = Day("2024-03-01") })
            .JudgedBy(PrematureEnding.Rule);

        var json = JsonSerializer.Serialize(verdict, ExchangeJson.Options);
        var stored = JsonSerializer.Deserialize<Verdict>(json, ExchangeJson.Options)!;

        JsonSerializer.Serialize(stored, ExchangeJson.Options).ShouldBe(json);
        Rules.Fingerprint(nameof(PrematureEnding), stored).ShouldBe(Rules.Fingerprint(nameof(PrematureEnding), verdict));
        json.ShouldContain("\"answer\":\"fires\"");
        json.ShouldNotContain(Person.Value);
    }

    [Theory]
    [InlineData("-", 999_999, "2024-07-01", "Low")]
    [InlineData("拖欠农民工工资", 999_999, "2024-07-01", "Normal")]
    [InlineData("-", 1_000_000, "2024-07-01", "Normal")]
    [InlineData("-", 999_999, "2027-05-20", "Low")] // three years and not over
    [InlineData("-", 999_999, "2027-05-21", "Normal")]
    [InlineData("工伤赔偿", 1_000_000, "2024-07-01", "High")]
    [InlineData("工伤、残疾", 999_999, "2024-07-01", "Normal")] // one step for one reason
    [InlineData("工伤", 1_000_000, "2027-05-21", "High")]
    public void Urgency_goes_up_a_step_for_each_reason(string remarks, int claim, string asOf, string priority)
    {
        var record = (Faultless with { Claim = new Money(claim), Remarks = remarks }).With(
            new Vehicle { SealedOn = Day("2024-03-01"), ImpoundedOn = Field<DateOnly>.None }
        );
        var rule = PaperVehicleSeizure.Rule;

        Rules
            .PriorityOf(rule, record.JudgedBy(rule), Urgency.Of(record, new RuleContext { AsOf = Day(asOf) }))
            .ToString()
            .ShouldBe(priority);
    }

    [Fact]
    public void Urgency_goes_up_when_somebody_calls_for_help_in_this_very_case()
    {
        var (rule, record) = (
            PaperVehicleSeizure.Rule,
            Faultless.With(new Vehicle { SealedOn = Day("2024-03-01"), ImpoundedOn = Field<DateOnly>.None })
        );
        var other = CaseNumber.Parse("（2024）浙0602执9999号");

        PriorityWith(new HotlineCall("H1", Today, "没有进展", record.CaseNumber)).ShouldBe("Normal");
        PriorityWith(new HotlineCall("H1", Today, "没有进展", other)).ShouldBe("Low");
        PriorityWith(new Petition("P1", Today, record.CaseNumber, "拖欠农民工工资", null, null)).ShouldBe("High");
        PriorityWith(
                new HotlineCall("H1", Today, "没有进展", record.CaseNumber),
                new Petition("P1", Today, record.CaseNumber, "没有进展", null, null)
            )
            .ShouldBe("Normal");

        string PriorityWith(params Fact[] facts)
        {
            var context = new RuleContext { AsOf = Today, Facts = Around.Facts(facts) };
            return Rules.PriorityOf(rule, rule.Judge(record, context), Urgency.Of(record, context)).ToString();
        }
    }

    [Fact]
    public void Parameters_stay_within_their_bounds()
    {
        RuleParameters.Default.Validate().ShouldBeEmpty();
        RuleParameters
            .Definitions.Select(parameter => parameter.Default)
            .ShouldBe([3, 3, 1_000, 5, 3, 7, 6, 3, 30, 70, 20, 100_000, 80, 30, 100_000, 70, 3, 7, 15, 80, 10, 1_000, 5, 30, 2]);
        (RuleParameters.Default with { MinimumMonths = 2, PettyShare = 20.01m })
            .Validate()
            .Select(parameter => parameter.Name)
            .ShouldBe(["minimumMonths", "pettyShare"]);
        (RuleParameters.Default with { MinimumMonths = 12, Petty = 0 }).Validate().ShouldBeEmpty();
    }

    [Fact]
    public void A_parameter_moves_the_threshold()
    {
        var context = new RuleContext { AsOf = Today, Parameters = RuleParameters.Default with { MinimumMonths = 5 } };

        PrematureEnding.Rule.Judge(Faultless, context).InShort().ShouldBe("within-three-months");
    }
}
