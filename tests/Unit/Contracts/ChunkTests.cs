using System.Text.Json;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>One record that cannot be read does not keep the others from being heard.</summary>
public sealed class ChunkTests
{
    private const string Good =
        """{"caseNumber":"（2025）浙0602执1号","revision":1,"court":"绍兴市越城区人民法院","courtCode":"浙0602","division":"330602","respondents":[]}""";

    [Theory]
    [InlineData("""{"caseNumber":"no number"}""", "$.caseNumber")]
    [InlineData("""{"caseNumber":"（2025）浙0602执2号","revision":"one"}""", "$.revision")]
    [InlineData("""{"revision":1}""", "$")]
    [InlineData("""{"caseNumber":null,"revision":1}""", "$.caseNumber")]
    [InlineData("null", "$")]
    [InlineData("7", "$")]
    [InlineData("""["a"]""", "$")]
    public void The_unreadable_one_is_kept_as_it_came_with_its_place(string bad, string path)
    {
        var message = Read($$"""{"court":"浙0602","cases":[{{Good}},{{bad}},{{Good}}]}""");

        message.Cases.Count.ShouldBe(2);
        var unreadable = message.Cases.Unreadable.ShouldHaveSingleItem();
        unreadable.Index.ShouldBe(1);
        unreadable.Json.ShouldBe(bad);
        unreadable.Path.ShouldBe(path);
        unreadable.Reason.ShouldNotBeEmpty();
    }

    [Fact]
    public void It_travels_on_as_it_came()
    {
        const string bad = """{"caseNumber":"no number","x":[1,2]}""";
        var message = Read($$"""{"court":"浙0602","cases":[{{bad}},{{Good}}]}""");
        var again = Read(JsonSerializer.Serialize(message, ExchangeJson.Options));
        again.Cases.Count.ShouldBe(1);
        again.Cases.Unreadable.ShouldHaveSingleItem().Json.ShouldBe(bad);
        ((IChunked)message).Only(again.Cases.Unreadable[0]).ShouldBeOfType<SanctionsChanged>().Cases.Unreadable.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"court":"浙0602","cases":[{"caseNumber":]}""")]
    [InlineData("""{"court":"浙0602","cases":{}}""")]
    [InlineData("""{"court":"浙0602","cases":null}""")]
    public void What_is_no_chunk_is_no_message(string text) => Should.Throw<JsonException>(() => Read(text));

    private static SanctionsChanged Read(string text) => JsonSerializer.Deserialize<SanctionsChanged>(text, ExchangeJson.Options)!;
}
