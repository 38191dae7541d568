using System.Text.RegularExpressions;
using Exchange.Contracts;

namespace Exchange.Messaging;

/// <summary>
/// Everything the broker must hold, derived from the catalogue alone: an exchange per message and lane, two queues per service,
/// each with a queue for what could not be handled, and who hears what.
/// </summary>
/// <remarks>
/// Nothing is transient and there is no alternate exchange: with one, a message that reaches nobody would count as routed.
/// A full queue refuses (the sender slows down) instead of dropping, also towards its error queue.
/// </remarks>
public sealed record Topology
{
    public const string ErrorSuffix = "_error";

    public required IReadOnlyList<string> Exchanges { get; init; }

    public required IReadOnlyList<BrokerQueue> Queues { get; init; }

    public required IReadOnlyList<BrokerBinding> Bindings { get; init; }

    public required IReadOnlyList<ServiceRights> Rights { get; init; }

    public static IReadOnlyList<string> Services { get; } = [Catalogue.Court, Catalogue.Procuratorate, Catalogue.Police, Catalogue.Credit];

    /// <param name="queueBytes">How much a queue holds before it refuses; part of the queue's declaration and so the same for all.</param>
    public static Topology Of(IReadOnlyList<CataloguedMessage> messages, long queueBytes)
    {
        var queues = Services.SelectMany(service => Lanes.Select(lane => QueueOf(service, lane))).ToList();
        var heard =
            from message in messages
            from lane in LanesOf(message)
            select (message, lane, Exchange: ExchangeOf(message.Message, lane));
        return new Topology
        {
            Exchanges = [.. heard.Select(h => h.Exchange), .. queues.SelectMany(q => new[] { q, q + ErrorSuffix })],
            Queues = [.. queues.SelectMany(q => new[] { Working(q, queueBytes), Failing(q) })],
            Bindings =
            [
                .. heard.SelectMany(h => h.message.Hears.Select(service => new BrokerBinding(h.Exchange, QueueOf(service, h.lane)))),
                .. queues.SelectMany(q => new[] { new BrokerBinding(q, q), new BrokerBinding(q + ErrorSuffix, q + ErrorSuffix) }),
            ],
            Rights = [.. Services.Select(service => RightsOf(service, messages))],
        };
    }

    public static string QueueOf(string service, Lane lane) => lane is Lane.Bulk ? service + ".bulk" : service;

    /// <summary>As MassTransit names it, with a suffix for the second lane.</summary>
    public static string ExchangeOf(Type message, Lane lane) => $"{message.Namespace}:{message.Name}{(lane is Lane.Bulk ? ".bulk" : "")}";

    internal static IReadOnlyList<Lane> Lanes { get; } = [Lane.Prompt, Lane.Bulk];

    /// <summary>The prompt lane is there for every message: what somebody sends by hand arrives too.</summary>
    private static IEnumerable<Lane> LanesOf(CataloguedMessage message) => message.Lanes.Contains(Lane.Bulk) ? Lanes : [Lane.Prompt];

    private static BrokerQueue Working(string name, long bytes) =>
        new(
            name,
            new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["x-queue-type"] = "quorum",
                ["x-overflow"] = "reject-publish",
                ["x-max-length-bytes"] = bytes,
                ["x-dead-letter-exchange"] = name + ErrorSuffix,
                ["x-dead-letter-strategy"] = "at-least-once",
                // A backstop only: handlers' failures are moved by us, with their reason. Low, it would take good messages
                // for bad that were prefetched by a process killed again and again.
                ["x-delivery-limit"] = 100,
            }
        );

    /// <summary>Without limits: what lies here has nowhere else to go.</summary>
    private static BrokerQueue Failing(string name) =>
        new(
            name + ErrorSuffix,
            new SortedDictionary<string, object>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = -1 }
        );

    /// <summary>A service speaks only in its own name, reads only what is sent to it, and cannot change what others hear.</summary>
    /// <remarks>By namespace: an agency owns all that is said in its own, and the broker takes no longer pattern.</remarks>
    private static ServiceRights RightsOf(string service, IReadOnlyList<CataloguedMessage> messages)
    {
        var queues = Regex.Escape(service) + @"(\.bulk)?";
        var spaces = messages
            .Where(m => m.Says == service)
            .Select(m => Regex.Escape(m.Message.Namespace!) + ":.+")
            .Distinct(StringComparer.Ordinal);
        return new ServiceRights(
            service,
            Configure: $"^{queues}$",
            Write: $"^({string.Join('|', spaces)}|{queues}({ErrorSuffix})?)$",
            Read: $"^{queues}({ErrorSuffix})?$"
        );
    }
}

/// <param name="Arguments">Exactly those with which it was declared: who consumes it must name the same.</param>
public sealed record BrokerQueue(string Name, IReadOnlyDictionary<string, object> Arguments);

/// <summary>What is published at the exchange reaches the queue.</summary>
public sealed record BrokerBinding(string Exchange, string Queue);

/// <summary>What the service's user may do at the broker, as patterns of names.</summary>
/// <param name="Configure">Its own queues, which its consumer declares again with the same arguments.</param>
public sealed record ServiceRights(string Service, string Configure, string Write, string Read);
