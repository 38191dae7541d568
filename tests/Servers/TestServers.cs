namespace Exchange.Tests.Servers;

/// <summary>
/// The broker and the store that tests of this process use. They are shared: a test makes itself a virtual host and a
/// Store:Prefix of its own.
/// </summary>
/// <param name="Broker">amqp://user:password@host:port of an administrator.</param>
/// <param name="Management">http://host:port of the broker's management API; same user.</param>
/// <param name="Store">mongodb://...</param>
public sealed record TestServers(string Broker, string Management, string Store)
{
    private static readonly Lazy<Task<TestServers>> Chosen = new(() => ServerChoice.OfThisMachine.Make());

    /// <summary>Starts them when nobody has; throws one line that says what to install when none can be had.</summary>
    public static Task<TestServers> Get() => Chosen.Value;
}
