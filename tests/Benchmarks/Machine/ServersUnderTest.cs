using System.Text.Json.Nodes;
using Exchange.Tests.Servers;

namespace Exchange.Tests.Benchmarks;

/// <summary>The broker and the store of all systems, and their processes where these can be seen.</summary>
/// <param name="Processes">None when they run in containers or elsewhere: their cost is then not measured.</param>
internal sealed record ServersUnderTest(TestServers Servers, IReadOnlyList<Watched> Processes)
{
    /// <summary>Those of EXCHANGE_BROKER, EXCHANGE_MANAGEMENT and EXCHANGE_STORE, else containers, else infra/stack under this name.</summary>
    public static async Task<ServersUnderTest> Find(string stack)
    {
        var choice = ServerChoice.OfThisMachine with { Stack = () => StackServers.Start(stack) };
        var servers = await choice.Make();
        var (_, said, _) = await StackServers.Run("status", "--name", stack, "--json");
        return JsonNode.Parse(said) is { } status && IsAt(status["broker"], servers.Broker) && IsAt(status["store"], servers.Store)
            ? new ServersUnderTest(
                servers,
                [
                    new Watched("broker", Pid(status["broker"]!["pid"])),
                    new Watched("store", Pid(status["store"]!["postgresPid"]), WithChildren: true),
                    new Watched("store's door", Pid(status["store"]!["doorPid"])),
                ]
            )
            : new ServersUnderTest(servers, []);
    }

    private static bool IsAt(JsonNode? part, string address) => part?["port"]?.GetValue<int>() == new Uri(address).Port;

    private static int Pid(JsonNode? pid) => pid!.GetValue<int>();
}
