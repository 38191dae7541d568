namespace Exchange.Tests.Servers;

/// <summary>Where the servers come from: those named in the environment, else containers, else infra/stack. Nothing is skipped silently.</summary>
/// <param name="Named">A variable of the environment.</param>
internal sealed record ServerChoice(
    Func<string, string?> Named,
    Func<Task<bool>> EngineAnswers,
    Func<Task<TestServers>> Containers,
    Func<Task<TestServers>> Stack
)
{
    private const string Broker = "EXCHANGE_BROKER";
    private const string Management = "EXCHANGE_MANAGEMENT";
    private const string Store = "EXCHANGE_STORE";

    public static ServerChoice OfThisMachine { get; } =
        new(Environment.GetEnvironmentVariable, ContainerServers.EngineAnswers, ContainerServers.Start, StackServers.Start);

    public async Task<TestServers> Make()
    {
        string[] names = [Broker, Management, Store];
        var missing = names.Where(name => string.IsNullOrEmpty(Named(name))).ToList();
        if (missing.Count == 0)
        {
            return new TestServers(Named(Broker)!, Named(Management)!, Named(Store)!);
        }
        if (missing.Count < names.Length)
        {
            throw new InvalidOperationException(
                $"{string.Join(" and ", missing)} must be set too: the tests take all three servers or none."
            );
        }
        return await EngineAnswers() ? await Containers() : await Stack();
    }
}
