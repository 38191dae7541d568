using Exchange.Contracts;
using Exchange.Messaging;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace Exchange.Tests.Benchmarks;

/// <summary>The four services as processes over the broker and the store.</summary>
internal sealed class ProcessesExchange : RunningExchange
{
    private readonly ExchangeProcesses processes;
    private readonly MongoClient client;
    private readonly IMongoDatabase procuratorate;
    private readonly IConnection broker;
    private readonly IChannel queues;

    private ProcessesExchange(ServersUnderTest under, ExchangeProcesses processes, IConnection broker, IChannel queues)
    {
        (this.processes, this.broker, this.queues) = (processes, broker, queues);
        client = new MongoClient(under.Servers.Store);
        procuratorate = client.GetDatabase(processes.StorePrefix + Catalogue.Procuratorate);
        Processes = [.. processes.All.Select(p => new Watched(p.Service, p.Pid)), .. under.Processes];
    }

    public override IReadOnlyList<Uri> Urls => [.. processes.All.Select(p => p.Url)];

    public override IReadOnlyList<Watched> Processes { get; }

    public static async Task<RunningExchange> Start(ServersUnderTest under)
    {
        var wanted = new ProcessesWanted
        {
            Servers = under.Servers,
            // Compiled as on any server, where tests prefer a quick start.
            Settings = new Dictionary<string, string> { [NoLimit.Key] = NoLimit.Value },
        };
        var started = await ExchangeProcesses.Started(wanted);
        started.All.ToList().ForEach(process => Children.Remember(process.Pid));
        try
        {
            await started.Ready();
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
        var connection = await started.Broker.Connect(started.Broker.Administrator);
        return new ProcessesExchange(under, started, connection, await connection.CreateChannelAsync());
    }

    public override async Task<Held> Held(string division) => new(await Count("cases", division), await Count("leads", division));

    public override async Task<long> Waiting(string service)
    {
        long waiting = 0;
        foreach (var lane in new[] { Lane.Prompt, Lane.Bulk })
        {
            waiting += (await queues.QueueDeclarePassiveAsync(Topology.QueueOf(service, lane))).MessageCount;
        }
        return waiting;
    }

    public override async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        var pids = processes.All.Select(process => process.Pid).ToList();
        await processes.DisposeAsync();
        pids.ForEach(Children.Forget);
        client.Dispose();
    }

    private Task<long> Count(string collection, string division)
    {
        var path = Divisions.PathOf(DivisionCode.Parse(division));
        return procuratorate
            .GetCollection<BsonDocument>(collection)
            .CountDocumentsAsync(new BsonDocument("x.path", new BsonDocument { { "$gte", path }, { "$lt", path + '\uffff' } }));
    }
}
