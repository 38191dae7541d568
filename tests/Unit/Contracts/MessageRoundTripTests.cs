using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>What is written is read again as it was: unknown stays unknown, none stays none, a number keeps its fen.</summary>
public sealed class MessageRoundTripTests
{
    [Property(MaxTest = 40)]
    public void Whatever_a_message_says_is_heard_as_it_was_said(int seed)
    {
        foreach (var message in MessageSchema.Messages)
        {
            var said = new DrawnJson(seed).Object(MessageSchema.Of(message).AsObject());
            // The agency follows from the message's type.
            said.Remove("agency");

            var written = Write(Read(said.ToJsonString(), message), message);
            var again = Write(Read(written, message), message);

            again.ShouldBe(written, MessageSchema.NameOf(message));
            Lost("", said, JsonNode.Parse(written)).ShouldBeEmpty($"{MessageSchema.NameOf(message)}\n{said}");
        }
    }

    [Theory]
    [InlineData(typeof(CaseNumber), "\"（2025）浙0602执1号\"")]
    [InlineData(typeof(CourtCode), "\"浙0602\"")]
    [InlineData(typeof(DivisionCode), "\"330602\"")]
    [InlineData(typeof(CitizenId), "\"11010519491231002X\"")]
    [InlineData(typeof(CreditCode), "\"91350100M000100Y43\"")]
    [InlineData(typeof(OrganisationCode), "\"000000000\"")]
    [InlineData(typeof(PartyNumber), "\"11010519491231002X\"")]
    [InlineData(typeof(PartyNumber), "\"330602********1234\"")]
    [InlineData(typeof(Money), "0.00")]
    [InlineData(typeof(Money), "9999999999999.99")]
    [InlineData(typeof(Field<Money>), "12.30")]
    [InlineData(typeof(Field<Money>), "null")]
    [InlineData(typeof(Field<DateOnly>), "\"2025-02-28\"")]
    [InlineData(typeof(Field<bool>), "false")]
    [InlineData(typeof(Agency), "\"procuratorate\"")]
    public void A_value_is_written_as_it_was_read(Type type, string json) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, ExchangeJson.Options), type, ExchangeJson.Options).ShouldBe(json);

    [Fact]
    public void Every_identifier_has_a_sample_here() =>
        typeof(ExchangeEvent)
            .Assembly.GetTypes()
            .Where(MessageSchema.IsIdentifier)
            .Select(t => JsonNamingPolicy.KebabCaseLower.ConvertName(t.Name))
            .ShouldBe(DrawnJson.KnownFormats, ignoreOrder: true);

    private static object Read(string json, Type message) => JsonSerializer.Deserialize(json, message, ExchangeJson.Options)!;

    private static string Write(object said, Type message) => JsonSerializer.Serialize(said, message, ExchangeJson.Options);

    /// <summary>Places of what was said that are not in what was written.</summary>
    private static IEnumerable<string> Lost(string place, JsonNode? said, JsonNode? written) =>
        (said, written) switch
        {
            (JsonObject s, JsonObject w) => s.SelectMany(p =>
                w.TryGetPropertyValue(p.Key, out var found) ? Lost($"{place}/{p.Key}", p.Value, found) : IfSaid($"{place}/{p.Key}", p.Value)
            ),
            (JsonArray s, JsonArray w) when s.Count == w.Count => s.SelectMany((item, i) => Lost($"{place}/{i}", item, w[i])),
            _ => JsonNode.DeepEquals(said, written) ? [] : [$"{place}: {said?.ToJsonString()} became {written?.ToJsonString()}"],
        };

    /// <summary>A flag that is not set may be left out.</summary>
    private static IEnumerable<string> IfSaid(string place, JsonNode? said) =>
        said is JsonValue value && value.TryGetValue<bool>(out var flag) && !flag ? [] : [place];
}
