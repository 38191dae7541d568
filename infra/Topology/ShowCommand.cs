using System.CommandLine;
using Exchange.Contracts;
using Exchange.Messaging;

namespace Exchange.TopologyCommands;

/// <summary><c>show</c>: prints what the catalogue needs, without a broker.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var command = new Command("show", "Print what the catalogue needs; asks no broker");
        command.SetAction(_ =>
        {
            var topology = Topology.Of(Catalogue.Messages, BrokerSettings.UsualQueueBytes);
            foreach (var queue in topology.Queues)
            {
                Console.WriteLine($"queue {queue.Name}: {string.Join(", ", queue.Arguments.Select(a => $"{a.Key}={a.Value}"))}");
            }
            foreach (var heard in topology.Bindings.ToLookup(b => b.Exchange, b => b.Queue))
            {
                Console.WriteLine($"exchange {heard.Key} -> {string.Join(", ", heard)}");
            }
            foreach (var unheard in topology.Exchanges.Except(topology.Bindings.Select(b => b.Exchange), StringComparer.Ordinal))
            {
                Console.WriteLine($"exchange {unheard} -> nobody");
            }
            foreach (var rights in topology.Rights)
            {
                Console.WriteLine($"user {rights.Service}: configure {rights.Configure} write {rights.Write} read {rights.Read}");
            }
        });
        return command;
    }
}
