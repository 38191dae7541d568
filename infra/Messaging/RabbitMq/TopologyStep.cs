using System.Globalization;

namespace Exchange.Messaging;

/// <summary>
/// The step before anything runs: declares what the catalogue needs, with a user per service. It changes nothing that exists.
/// </summary>
public sealed class TopologyStep(BrokerSettings administrator) : IDisposable
{
    private readonly ManagementApi management = new(administrator);
    private readonly Topology topology = Topology.Of(Contracts.Catalogue.Messages, administrator.QueueBytes);

    /// <summary>
    /// How long new queues are left alone before anything can reach them. A broker killed within a second of declaring a quorum queue
    /// has lost what it had confirmed for it (infra/decisions/0009).
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(3);

    public void Dispose() => management.Dispose();

    /// <param name="passwords">The password of each service's user.</param>
    /// <returns>What stands in the way: a queue that exists with other arguments. Empty: all is there.</returns>
    public async Task<IReadOnlyList<string>> Apply(Func<string, string> passwords, CancellationToken cancellation)
    {
        await management.CreateVirtualHost(cancellation);
        var there = await management.Contents(cancellation);
        var conflicts = topology.Differing(there).ToList();
        if (conflicts.Count > 0)
        {
            return conflicts;
        }
        foreach (var exchange in topology.Exchanges.Where(e => !there.Exchanges.ContainsKey(e)))
        {
            await management.CreateExchange(exchange, cancellation);
        }
        var young = topology.Queues.Where(q => !there.Queues.ContainsKey(q.Name)).ToList();
        foreach (var queue in young)
        {
            await management.CreateQueue(queue, cancellation);
        }
        if (young.Count > 0)
        {
            // Services wait for the bindings, so nobody publishes before these are there.
            await Task.Delay(Settling, TimeProvider.System, cancellation);
        }
        foreach (var binding in topology.Bindings.Where(b => !there.Bindings.Contains(b)))
        {
            await management.Bind(binding, cancellation);
        }
        foreach (var rights in topology.Rights)
        {
            await management.CreateUser(rights, passwords(rights.Service), cancellation);
        }
        return await Verify(cancellation);
    }

    /// <returns>What is missing or differs, a line each.</returns>
    public async Task<IReadOnlyList<string>> Verify(CancellationToken cancellation) =>
        topology.Lacking(await management.Contents(cancellation));
}

/// <summary>What the catalogue needs, held against what the broker has.</summary>
internal static class TopologyComparison
{
    public static IReadOnlyList<string> Lacking(this Topology topology, BrokerContents there) =>
        [
            .. topology.Exchanges.Where(e => !there.Exchanges.ContainsKey(e)).Select(e => $"exchange {e} is missing"),
            .. topology.Queues.Where(q => !there.Queues.ContainsKey(q.Name)).Select(q => $"queue {q.Name} is missing"),
            .. topology.Differing(there),
            .. topology.Bindings.Where(b => !there.Bindings.Contains(b)).Select(b => $"binding {b.Exchange} -> {b.Queue} is missing"),
        ];

    /// <summary>What exists and cannot be changed by declaring it again.</summary>
    public static IEnumerable<string> Differing(this Topology topology, BrokerContents there)
    {
        foreach (var exchange in topology.Exchanges.Where(e => there.Exchanges.TryGetValue(e, out var sound) && !sound))
        {
            yield return $"exchange {exchange} exists, but is not a durable fanout exchange";
        }
        foreach (var queue in topology.Queues)
        {
            if (!there.Queues.TryGetValue(queue.Name, out var has))
            {
                continue;
            }
            foreach (var name in queue.Arguments.Keys.Union(has.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                var wanted = queue.Arguments.TryGetValue(name, out var value)
                    ? Convert.ToString(value, CultureInfo.InvariantCulture)
                    : null;
                var found = has.GetValueOrDefault(name);
                if (wanted != found)
                {
                    yield return $"queue {queue.Name} has {name} {found ?? "unset"}, not {wanted ?? "unset"}";
                }
            }
        }
    }
}
