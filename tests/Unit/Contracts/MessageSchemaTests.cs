using System.Text.Json.Nodes;
using Exchange.Tests.Unit.Architecture;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>Four agencies do not deploy on the same day: a message may grow, and nothing of it may change.</summary>
public sealed class MessageSchemaTests
{
    private const string Rewrite = "EXCHANGE_WRITE_SCHEMAS";
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "Unit", "Contracts", "Schemas");

    public static TheoryData<string> Messages => [.. MessageSchema.Messages.Select(MessageSchema.NameOf)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_what_its_snapshot_says_or_has_only_grown(string message)
    {
        var file = Path.Combine(Folder, message + ".json");
        var now = MessageSchema.Of(MessageSchema.Messages.Single(m => MessageSchema.NameOf(m) == message));
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, MessageSchema.Text(now));
            return;
        }
        if (!File.Exists(file))
        {
            Assert.Fail($"{message} is new. Add {file} (or run with {Rewrite}=1):\n{MessageSchema.Text(now)}");
        }
        var change = SchemaChange.Between(JsonNode.Parse(File.ReadAllText(file))!, now);
        change.Broken.ShouldBeEmpty($"{message} is no longer what others know it as. A changed message is a new message.");
        if (change.Added.Count > 0)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{message} has grown by {string.Join(", ", change.Added)}: run with {Rewrite}=1 to refresh its snapshot."
            );
        }
    }

    [Fact]
    public void No_snapshot_is_of_a_message_that_is_gone() =>
        Directory
            .EnumerateFiles(Folder, "*.json")
            .Select(Path.GetFileNameWithoutExtension)
            .Except(MessageSchema.Messages.Select(MessageSchema.NameOf))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}""")]
    [InlineData("""{"properties":{"b":{"type":"integer"},"a":{"type":"string","description":"ours"}},"required":["a"]}""")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"},"c":{"type":"string"}},"required":["a"]}""")]
    public void A_message_may_grow_by_what_nobody_must_say(string now) => Change(now).Broken.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string"}},"required":["a"]}""")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a"]}""")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a","b"]}""")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":[]}""")]
    [InlineData("""{"properties":{"a":{"type":"string","enum":["x"]},"b":{"type":"integer"}},"required":["a"]}""")]
    public void Anything_else_breaks_it(string now) => Change(now).Broken.Count.ShouldBe(1);

    private static SchemaChange Change(string now) =>
        SchemaChange.Between(
            JsonNode.Parse("""{"properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}""")!,
            JsonNode.Parse(now)!
        );
}
