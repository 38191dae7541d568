using System.Text.Json.Nodes;
using Exchange.CourtFeed.Alerts;
using Exchange.Desks;
using Exchange.Desks.Kit;
using Exchange.PoliceReferral.Referrals;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Desks;

/// <summary>A form at the desk is made from what its door takes, and says what the door would say.</summary>
public sealed class FormFieldTests
{
    [Fact]
    public void A_body_becomes_its_fields_with_the_words_that_may_be_chosen()
    {
        var fields = FormField.Of(typeof(OutcomeBody)).ToDictionary(field => field.Name, field => field.Kind);

        fields.ShouldBe(
            new Dictionary<string, FieldKind>
            {
                ["suspectId"] = FieldKind.Text,
                ["kind"] = FieldKind.Choice,
                ["on"] = FieldKind.Day,
                ["text"] = FieldKind.Long,
                ["paid"] = FieldKind.Number,
                ["actedOn"] = FieldKind.Day,
            },
            ignoreOrder: true
        );
        FormField.Of(typeof(OutcomeBody)).Single(field => field.Name == "kind").Choices.ShouldContain("sentForProsecution");
        FormField.Of(typeof(ReturnBody)).Single(field => field.Name == "missing").Kind.ShouldBe(FieldKind.Lines);
    }

    [Fact]
    public void What_the_door_would_lack_is_said_while_the_form_is_filled_in()
    {
        var content = new JsonObject();
        Places(content).ShouldBe(["suspectId", "kind", "on"]);

        content["suspectId"] = "1";
        content["kind"] = "moneyPaid";
        content["on"] = "2026-03-02";
        Places(content).ShouldBe(["paid"]);

        content["paid"] = FormField.Of(typeof(OutcomeBody)).Single(field => field.Name == "paid").Node("1200.50");
        Places(content).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_made_of_parts_is_asked_for_part_by_part()
    {
        var suspects = FormField.Of(typeof(AlertBody)).Single(field => field.Name == "suspects");

        suspects.Kind.ShouldBe(FieldKind.Parts);
        suspects.Parts.Select(part => part.Name).ShouldContain("name");
    }

    [Fact]
    public void What_cannot_be_read_is_said_at_its_field()
    {
        var flaws = FormField.Check(typeof(OutcomeBody), new JsonObject { ["on"] = "yesterday" });

        flaws.ShouldHaveSingleItem().Place.ShouldBe("on");
    }

    [Theory]
    [InlineData("Sign for it (签收)", "签收", "Sign for it")]
    [InlineData("Do not pursue it (不支持监督、终结审查)", "不支持监督、终结审查", "Do not pursue it")]
    [InlineData("Without", "Without", "Without")]
    public void A_door_is_called_as_it_describes_itself(string summary, string zh, string en) =>
        Text.OfSummary(summary).ShouldBe(new Text(zh, en));

    [Theory]
    [InlineData("awaitingCorrection", "待整改", "awaiting correction")]
    [InlineData("closed", "已办结", "closed")]
    public void A_state_has_a_name_in_both_languages(string state, string zh, string en) => Words.State(state).ShouldBe(new Text(zh, en));

    private static IEnumerable<string> Places(JsonObject content) =>
        FormField.Check(typeof(OutcomeBody), content).Select(flaw => flaw.Place);
}
