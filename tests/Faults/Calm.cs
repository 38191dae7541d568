using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Exchange.Tests.Faults;

/// <summary>
/// Looks from outside whether anything is still under way: nothing unsent, nothing announced, no import running, no message in any
/// queue, waiting or being handled.
/// </summary>
internal sealed class Calm : IDisposable
{
    /// <summary>The stack's broker counts its queues this often: what is looked at later than that is no older than the look before.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    private static readonly FindOptions<BsonDocument> OneId = new() { Limit = 1, Projection = new BsonDocument("_id", 1) };
    private readonly string virtualHost;
    private readonly HttpClient management;

    public Calm(ExchangeProcesses run, TestServers servers)
    {
        virtualHost = run.Broker.Name;
        Stores = new Stores(servers, run.StorePrefix);
        management = new HttpClient { BaseAddress = new Uri(servers.Management), Timeout = TimeSpan.FromSeconds(5) };
        var administrator = Uri.UnescapeDataString(new Uri(servers.Broker).UserInfo);
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(administrator))
        );
    }

    public Stores Stores { get; }

    /// <summary>
    /// Returns when nothing was under way in three looks that follow one another: what was in a queue at one look is in a store or a
    /// queue at the next.
    /// </summary>
    public Task Comes(TimeSpan patience, CancellationToken cancellation) => Rest(3, Unrest, patience, cancellation);

    /// <summary>Returns when each court has been counted since its cases last changed, which takes ten seconds of quiet: until then an officer's lead may be of before.</summary>
    public Task IsCounted(TimeSpan patience, CancellationToken cancellation) =>
        Rest(
            1,
            async stop =>
            {
                var found = (await Stores.Collections(stop)).Where(c => c.Collection.CollectionNamespace.CollectionName == "courtTallies");
                return await found.Single().Collection.Find(new BsonDocument("x.open", "yes")).AnyAsync(stop)
                    ? "a court is not counted"
                    : null;
            },
            patience,
            cancellation
        );

    /// <param name="looks">In so many looks that follow one another.</param>
    /// <param name="look">What is under way; null: nothing.</param>
    private static async Task Rest(
        int looks,
        Func<CancellationToken, Task<string?>> look,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var deadline = TimeProvider.System.GetUtcNow() + patience;
        for (var quiet = 0; quiet < looks; )
        {
            var unrest = await look(cancellation);
            quiet = unrest is null ? quiet + 1 : 0;
            if (unrest is not null && TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException($"It does not come to rest: {unrest}.");
            }
            await Task.Delay(Pause, cancellation);
        }
    }

    public void Dispose()
    {
        management.Dispose();
        Stores.Dispose();
    }

    /// <summary>What is under way; null: nothing.</summary>
    private async Task<string?> Unrest(CancellationToken cancellation)
    {
        try
        {
            return await InStores(cancellation) ?? await InQueues(cancellation);
        }
        catch (Exception e) when (e is MongoException or HttpRequestException or TimeoutException or IOException)
        {
            return $"a server is away ({e.GetType().Name})";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "a server does not answer";
        }
    }

    private async Task<string?> InStores(CancellationToken cancellation)
    {
        var collections = await Stores.Collections(cancellation);
        return (await Task.WhenAll(collections.Select(c => In(c.Service, c.Collection, cancellation)))).FirstOrDefault(u => u is not null);
    }

    private static async Task<string?> In(string service, IMongoCollection<BsonDocument> collection, CancellationToken cancellation)
    {
        var name = collection.CollectionNamespace.CollectionName;
        return await Any(new BsonDocument("unsent", new BsonDocument("$exists", true))) ? $"{service} {name} holds something unsent"
            : service == Catalogue.Court && name == "announcements" && await Any([]) ? "a change of cases is announced"
            : service == Catalogue.Court && name == "imports" && await Any(new BsonDocument("x.state", "Running")) ? "an import runs"
            : null;

        async Task<bool> Any(BsonDocument filter)
        {
            using var found = await collection.FindAsync(filter, OneId, cancellation);
            return await found.AnyAsync(cancellation);
        }
    }

    private async Task<string?> InQueues(CancellationToken cancellation)
    {
        var queues = await management.GetFromJsonAsync<JsonArray>(
            $"api/queues/{virtualHost}?disable_stats=true&enable_queue_totals=true",
            cancellation
        );
        var ours = queues!.Where(q => (string)q!["name"]! != Tap.Queue).ToList();
        return ours.Count == 0
            ? "no queue is there"
            : ours.Where(q => q!["messages"]?.GetValue<long>() is not 0)
                .Select(q => $"{q!["messages"]?.GetValue<long>()} messages in {q["name"]}")
                .FirstOrDefault();
    }
}

/// <summary>The four databases of a run, read without our own code.</summary>
internal sealed class Stores(TestServers servers, string prefix) : IDisposable
{
    private readonly MongoClient client = new(Settings(servers.Store));

    public void Dispose() => client.Dispose();

    public async Task<IReadOnlyList<(string Service, IMongoCollection<BsonDocument> Collection)>> Collections(
        CancellationToken cancellation
    )
    {
        string[] services = [Catalogue.Court, Catalogue.Procuratorate, Catalogue.Police, Catalogue.Credit];
        return [.. (await Task.WhenAll(services.Select(Of))).SelectMany(of => of)];

        async Task<IEnumerable<(string, IMongoCollection<BsonDocument>)>> Of(string service)
        {
            var database = client.GetDatabase(prefix + service);
            using var names = await database.ListCollectionNamesAsync(cancellationToken: cancellation);
            return (await names.ToListAsync(cancellation)).Select(name => (service, database.GetCollection<BsonDocument>(name)));
        }
    }

    private static MongoClientSettings Settings(string address)
    {
        var settings = MongoClientSettings.FromConnectionString(address);
        settings.ServerSelectionTimeout = TimeSpan.FromSeconds(3);
        settings.SocketTimeout = TimeSpan.FromSeconds(20);
        return settings;
    }
}
