using System.Diagnostics;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Exchange.Tests.Benchmarks;

/// <summary>A producer and a consumer that carry records from one store to another, and what that took.</summary>
/// <param name="Lanes">Records or bulks under way at once.</param>
internal sealed record PeerPair(string Producer, string Consumer, int Lanes)
{
    /// <param name="file">Records as JSON lines, at least as many as are wanted.</param>
    public async Task<(TimeSpan Took, RunCosts Costs, string? Failure)> Carry(string file, int warmUp, int records, ServersUnderTest under)
    {
        await using var host = new VirtualHost(under.Servers);
        await host.Create();
        var (court, procuratorate) = (host.Name + "-court", host.Name + "-procuratorate");
        var administrator = host.Administrator;
        var settings = new PeerSettings(
            Producer,
            administrator.Address.Host,
            administrator.Address.Port,
            host.Name,
            administrator.User,
            administrator.Password,
            under.Servers.Store,
            court,
            file,
            warmUp,
            records,
            Lanes
        );
        using var store = new MongoClient(under.Servers.Store);
        try
        {
            using var consumer = await PeerProcess.Start(settings with { Kind = Consumer, Database = procuratorate }, "consumer");
            await consumer.Says("listening");
            using var producer = await PeerProcess.Start(settings, "producer");
            await Both(producer, consumer, "ready");
            await using var meter = new ProcessMeter([producer.Watched, consumer.Watched, .. under.Processes]);
            var watch = Stopwatch.StartNew();
            await consumer.Go();
            await producer.Go();
            await Both(producer, consumer, "done");
            var (took, costs) = (watch.Elapsed, meter.Read());
            var stored = await Task.WhenAll(Count(court), Count(procuratorate));
            var failure = stored.All(count => count == settings.Total)
                ? null
                : $"stored {string.Join(" and ", stored)} of {settings.Total}";
            return (took, costs, failure);
        }
        finally
        {
            await store.DropDatabaseAsync(court);
            await store.DropDatabaseAsync(procuratorate);
        }

        Task<long> Count(string database) =>
            store.GetDatabase(database).GetCollection<BsonDocument>("records").CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty);
    }

    /// <summary>When one of them has ended, the other need not be waited for.</summary>
    private static async Task Both(PeerProcess producer, PeerProcess consumer, string word)
    {
        Task[] both = [producer.Says(word), consumer.Says(word)];
        await await Task.WhenAny(both);
        await Task.WhenAll(both);
    }
}
