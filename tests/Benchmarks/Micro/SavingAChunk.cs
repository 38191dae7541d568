using BenchmarkDotNet.Attributes;
using Exchange.CourtFeed.Cases;
using Exchange.Storage;

namespace Exchange.Tests.Benchmarks;

/// <summary>What it costs to save a hundred court documents anew, guarded by their versions; per record.</summary>
[MemoryDiagnoser]
public abstract class SavingAChunk
{
    private Documents<CaseDocument> documents = null!;
    private Chunk chunk = null!;
    private long version;

    [GlobalSetup]
    public async Task Setup()
    {
        chunk = await Chunk.Make();
        var store = Open();
        documents = new Documents<CaseDocument>(CaseDocument.Collection, store);
        await store.Prepare(documents.Shape, CancellationToken.None);
        version = 0;
        await Save();
    }

    [GlobalCleanup]
    public Task Cleanup() => Close();

    [Benchmark(Description = "save a hundred, per record", OperationsPerInvoke = Chunk.Size)]
    public async Task Save()
    {
        var written = await documents.Write([.. chunk.Stored.Select(document => new Change<CaseDocument>(document, version, []))]);
        version++;
        if (written.Contains(false))
        {
            throw new InvalidOperationException("A guarded write was lost.");
        }
    }

    protected abstract IDocumentStore Open();

    protected abstract Task Close();
}

#pragma warning disable CA1001 // What they own ends in Close.

/// <summary>Into a file.</summary>
public class SavingInSqlite : SavingAChunk
{
    private readonly string folder = Path.Combine(Benchmarks.NewFolder(), "micro");
    private SqliteDocumentStore? store;

    protected override IDocumentStore Open() => store = new SqliteDocumentStore(Path.Combine(folder, "court.db"));

    protected override async Task Close()
    {
        await store!.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }
}

/// <summary>Into the document store over the network.</summary>
public class SavingInMongo : SavingAChunk
{
    private readonly string prefix = "bench-micro-" + Guid.NewGuid().ToString("N")[..8] + "-";
    private MongoStores? stores;

    /// <summary>Where it is.</summary>
    internal static string Address { get; set; } = "";

    protected override IDocumentStore Open() => (stores = new MongoStores(Address, prefix)).Of("court");

    protected override async Task Close()
    {
        stores!.Dispose();
        using var client = new MongoDB.Driver.MongoClient(Address);
        await client.DropDatabaseAsync(prefix + "court");
    }
}
