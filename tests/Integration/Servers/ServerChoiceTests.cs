using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Servers;

/// <summary>In which order the tests look for their servers.</summary>
public sealed class ServerChoiceTests
{
    private static readonly TestServers OfContainers = new("amqp://containers", "http://containers", "mongodb://containers");
    private static readonly TestServers OfStack = new("amqp://stack", "http://stack", "mongodb://stack");

    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private bool engineAnswers;

    [Fact]
    public async Task Servers_named_in_the_environment_come_first()
    {
        engineAnswers = true;
        environment["EXCHANGE_BROKER"] = "amqp://mine";
        environment["EXCHANGE_MANAGEMENT"] = "http://mine";
        environment["EXCHANGE_STORE"] = "mongodb://mine";
        (await Choice.Make()).ShouldBe(new TestServers("amqp://mine", "http://mine", "mongodb://mine"));
    }

    [Theory]
    [InlineData("EXCHANGE_BROKER", "EXCHANGE_MANAGEMENT and EXCHANGE_STORE")]
    [InlineData("EXCHANGE_STORE", "EXCHANGE_BROKER and EXCHANGE_MANAGEMENT")]
    public async Task Half_named_servers_are_refused_with_the_names_that_miss(string named, string missing)
    {
        environment[named] = "there://is.one";
        (await Should.ThrowAsync<InvalidOperationException>(() => Choice.Make())).Message.ShouldStartWith($"{missing} must be set too");
    }

    [Fact]
    public async Task Containers_are_taken_where_an_engine_answers()
    {
        engineAnswers = true;
        (await Choice.Make()).ShouldBe(OfContainers);
    }

    [Fact]
    public async Task Without_an_engine_the_stack_is_started() => (await Choice.Make()).ShouldBe(OfStack);

    private ServerChoice Choice =>
        new(
            name => environment.GetValueOrDefault(name),
            () => Task.FromResult(engineAnswers),
            () => Task.FromResult(OfContainers),
            () => Task.FromResult(OfStack)
        );
}
