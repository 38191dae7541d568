using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>The fast way is the general way: what it writes, what it reads, what it refuses and why.</summary>
public sealed class InBulkTests
{
    private static readonly Type[] Records =
    [
        .. typeof(ExchangeEvent).Assembly.GetTypes().Where(type => type.IsDefined(typeof(InBulkAttribute), inherit: false)),
    ];

    private static readonly string[] Odd =
    [
        "null",
        "\"\"",
        "7",
        "1.005",
        "-1",
        "1e400",
        "true",
        "{}",
        "[]",
        "[null]",
        "[{}]",
        "\"2025-02-30\"",
        "\"\\u0032025-02-28\"",
        "\"EndedForNow\"",
        "\"（2025）浙0602执1号之一\"",
        "\" ３３０６０２ \"",
        "\"110105********002x\"",
    ];

    private static readonly JsonSerializerOptions WithNulls = new(ExchangeJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    [Fact]
    public void What_comes_by_the_thousand_is_marked() =>
        Records.ShouldBe(
            [
                typeof(CaseRecord),
                typeof(Applicant),
                typeof(Respondent),
                typeof(Asset),
                typeof(Vehicle),
                typeof(CaseRecordChanged),
                typeof(CaseSanctions),
            ],
            ignoreOrder: true
        );

    [Property(MaxTest = 100)]
    public void A_record_is_written_and_read_alike(int seed)
    {
        foreach (var type in Records)
            Same(Drawn(type, seed).ToJsonString(ExchangeJson.Options), type);
    }

    [Property(MaxTest = 300)]
    public void What_is_odd_is_taken_alike_or_refused_alike(int seed)
    {
        var random = new Random(seed);
        foreach (var type in Records)
        {
            var record = Drawn(type, seed);
            for (var left = random.Next(1, 3); left > 0; left--)
                Spoil(record, random);
            Same(record.ToJsonString(), type);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"name\":\"甲\"")]
    [InlineData("""{"name":"甲",}""")]
    [InlineData("""{"name":"甲"}{""")]
    [InlineData("""{"name":"甲","name":"乙"}""")]
    [InlineData("""{"NAME":"甲"}""")]
    [InlineData("""{"n\u0061me":"甲"}""")]
    [InlineData("""{"id":null,"name":"甲"}""")]
    [InlineData("""{"name":"甲","unheardOf":{"name":1}}""")]
    [InlineData("""{"name":"甲","id":"\ud800"}""")]
    [InlineData("{\n\"name\":\n7}")]
    [InlineData("""/* no */{"name":"甲"}""")]
    public void So_is_any_text(string text) => Same(text, typeof(Applicant));

    [Fact]
    public void A_record_that_lacks_what_it_must_have_is_written_alike()
    {
        var bad = new Applicant { Name = null! };
        JsonSerializer.Serialize(bad, ExchangeJson.InBulk).ShouldBe(JsonSerializer.Serialize(bad, ExchangeJson.Options));
        var worse = new CaseSanctions
        {
            CaseNumber = null!,
            Revision = 0,
            Court = null!,
            CourtCode = null!,
            Division = null!,
            Respondents = [null!],
        };
        JsonSerializer.Serialize(worse, ExchangeJson.InBulk).ShouldBe(JsonSerializer.Serialize(worse, ExchangeJson.Options));
    }

    [Fact]
    public void Options_that_mask_mask_in_a_chunk_too()
    {
        var number = "11010519491231002X";
        var record = (CaseSanctions)Read(Drawn(typeof(CaseSanctions), 1).ToJsonString(), typeof(CaseSanctions), ExchangeJson.Options)!;
        var person = new Respondent { Name = "甲", Id = PartyNumber.Parse(number) };
        var said = new SanctionsChanged { Court = record.CourtCode, Cases = [record with { Respondents = [person] }] };

        JsonSerializer.Serialize(said, Masked.Options).ShouldNotContain(number);
        JsonSerializer.Serialize(said, ExchangeJson.Options).ShouldContain(number);
    }

    [Fact]
    public void Options_that_write_nulls_write_them_in_a_chunk_too()
    {
        var record = (CaseSanctions)Read(Drawn(typeof(CaseSanctions), 1).ToJsonString(), typeof(CaseSanctions), ExchangeJson.Options)!;
        var said = new SanctionsChanged { Court = record.CourtCode, Cases = [record with { Hash = null }] };

        JsonSerializer.Serialize(said, WithNulls).ShouldContain("\"hash\":null");
    }

    private static JsonObject Drawn(Type type, int seed) => new DrawnJson(seed).Object(MessageSchema.Of(type).AsObject());

    private static void Same(string text, Type type)
    {
        Outcome(text, type, ExchangeJson.InBulk).ShouldBe(Outcome(text, type, ExchangeJson.Options), $"{type.Name} {text}");
    }

    /// <summary>The record written again, or why it could not be read.</summary>
    private static string Outcome(string text, Type type, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Serialize(Read(text, type, options), type, options);
        }
        catch (JsonException e)
        {
            return $"{e.Message} {e.Path} {e.LineNumber} {e.BytePositionInLine}";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static object? Read(string text, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize(text, type, options);

    /// <summary>Puts something else somewhere: another value, a name in capitals, a name nobody knows, or nothing.</summary>
    private static void Spoil(JsonObject record, Random random)
    {
        var within = record;
        while (random.Next(3) > 0 && ObjectsIn(within) is { Count: > 0 } inner)
            within = inner[random.Next(inner.Count)];
        if (within.Count == 0)
            return;
        var name = within.ElementAt(random.Next(within.Count)).Key;
        var odd = JsonNode.Parse(Odd[random.Next(Odd.Length)]);
        switch (random.Next(4))
        {
            case 0:
                within.Remove(name);
                break;
            case 1:
                within.Remove(name, out var value);
                within[name.ToUpperInvariant()] = value;
                break;
            case 2:
                within["unheardOf"] = odd;
                break;
            default:
                within[name] = odd;
                break;
        }
    }

    private static List<JsonObject> ObjectsIn(JsonObject record) =>
        [.. record.SelectMany(property => property.Value is JsonArray items ? items.OfType<JsonObject>() : [])];
}
