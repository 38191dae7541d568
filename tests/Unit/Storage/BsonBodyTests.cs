using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Exchange.Storage;
using Exchange.Tests.Unit.Contracts;
using FsCheck.Xunit;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Storage;

/// <summary>A body that went to MongoDB and came back is the same text, and MongoDB's own reader sees the same values in it.</summary>
public sealed class BsonBodyTests
{
    [Property(MaxTest = 300)]
    public void Any_json_comes_back_as_it_was(int seed)
    {
        var json = Text(Drawn(new Random(seed), depth: 5));
        Back(json).ShouldBe(json);
    }

    [Property(MaxTest = 20)]
    public void Every_message_of_the_contracts_comes_back_as_it_was(int seed)
    {
        foreach (var message in MessageSchema.Messages)
        {
            var json = Text(new DrawnJson(seed).Object(MessageSchema.Of(message).AsObject()));
            Back(json).ShouldBe(json, MessageSchema.NameOf(message));
        }
    }

    [Property]
    public void Every_decimal_keeps_its_digits_and_its_scale(decimal number)
    {
        var json = number.ToString(CultureInfo.InvariantCulture);
        Back(json).ShouldBe(json);
        Lying(json).ToDecimal().ShouldBe(number);
    }

    [Property]
    public void Every_double_keeps_its_value(double number)
    {
        if (double.IsFinite(number))
        {
            var back = Back(JsonSerializer.Serialize(number));
            BitConverter.DoubleToInt64Bits(JsonSerializer.Deserialize<double>(back)).ShouldBe(BitConverter.DoubleToInt64Bits(number));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.00")]
    [InlineData("-0.00")]
    [InlineData("1.50")]
    [InlineData("2147483647")]
    [InlineData("-2147483649")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("9999999999999.99")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("9999999999999999999999999999999999")]
    [InlineData("1E+300")]
    [InlineData("\"\"")]
    [InlineData("\"\\u0000 \\\" \\\\ \\n 浙 \\uD840\\uDC00\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"\":{\"\":[[[]]]},\"日期\":null,\"a.b\":true,\"a\":1,\"a\\n\":2}")]
    public void What_lies_at_the_edge_comes_back_as_it_was(string json) => Back(json).ShouldBe(json);

    [Theory]
    [InlineData("7", BsonType.Int32)]
    [InlineData("2147483648", BsonType.Int64)]
    [InlineData("7.0", BsonType.Decimal128)]
    [InlineData("\"7\"", BsonType.String)]
    [InlineData("[7]", BsonType.Array)]
    [InlineData("{\"a\":7}", BsonType.Document)]
    [InlineData("null", BsonType.Null)]
    [InlineData("true", BsonType.Boolean)]
    public void It_lies_there_as_what_it_is(string json, BsonType type) => Lying(json).BsonType.ShouldBe(type);

    [Theory]
    [InlineData("12345678901234567890123456789012345")]
    [InlineData("1e99999")]
    [InlineData("{\"a\\u0000b\":1}")]
    public void What_could_not_come_back_is_refused(string json) => Should.Throw<InvalidOperationException>(() => Back(json));

    private static string Back(string json)
    {
        var body = new BsonElements(InDocument(json));
        body.Next().ShouldBeTrue();
        var back = Encoding.UTF8.GetString(BsonBody.ToJson(body.Kind, body.Value));
        body.Next().ShouldBeFalse();
        return back;
    }

    private static BsonValue Lying(string json) => BsonSerializer.Deserialize<BsonDocument>(InDocument(json))["body"];

    private static byte[] InDocument(string json)
    {
        // Small, so that it grows on the way.
        var document = new BsonBuffer(capacity: 8);
        var begun = document.Begin();
        BsonBody.Append(document, "body"u8, Encoding.UTF8.GetBytes(json));
        document.End(begun);
        return document.ToArray();
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(ExchangeJson.Options) ?? "null";

    private static JsonNode? Drawn(Random random, int depth) =>
        random.Next(depth > 0 ? 8 : 6) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 => random.Next(int.MinValue, int.MaxValue),
            3 => random.NextInt64(long.MinValue, long.MaxValue),
            4 => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
            5 => Words(random),
            6 => new JsonArray([.. Enumerable.Range(0, random.Next(13)).Select(_ => Drawn(random, depth - 1))]),
            _ => new JsonObject(
                Enumerable
                    .Range(0, random.Next(5))
                    .Select(i =>
                        KeyValuePair.Create(Words(random).Replace("\0", "", StringComparison.Ordinal) + i, Drawn(random, depth - 1))
                    )
            ),
        };

    private static string Words(Random random) =>
        string.Concat(
            Enumerable
                .Range(0, random.Next(8))
                .Select(_ => new[] { "a", "\"", "\\", "\n", "\0", "é", "执", "𠀀", "<", "\u2028", "." }[random.Next(11)])
        );
}
