using Exchange.Storage;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Exchange.Tests.EndToEnd.Reconciliation;

/// <summary>Backups as the store's own tools make them, each of one service and of one moment.</summary>
internal interface IBackups
{
    /// <summary>While the service works.</summary>
    Task Take(string service);

    /// <summary>While nothing runs: what has happened since the backup is gone.</summary>
    Task Restore(string service);
}

/// <summary>One file for each service.</summary>
internal sealed class SqliteBackups(string data) : IBackups
{
    public async Task Take(string service)
    {
        await using var connection = new SqliteConnection($"Data Source={FileOf(service)};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        await using var copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $file";
        copy.Parameters.AddWithValue("$file", FileOf(service) + ".backup");
        await copy.ExecuteNonQueryAsync();
    }

    public Task Restore(string service)
    {
        foreach (var rest in (string[])["-wal", "-shm"])
        {
            File.Delete(FileOf(service) + rest);
        }
        File.Move(FileOf(service) + ".backup", FileOf(service), overwrite: true);
        return Task.CompletedTask;
    }

    private string FileOf(string service) => Path.Combine(data, service + ".db");
}

/// <summary>Every collection of a database, one after the other, while it is written to.</summary>
internal sealed class MongoBackups(string connection, string prefix) : IBackups, IAsyncDisposable
{
    private readonly MongoClient client = new(connection);
    private readonly Dictionary<string, List<(string Collection, List<BsonDocument> Documents)>> taken = new(StringComparer.Ordinal);

    public IStores Stores() => new MongoStores(connection, prefix);

    public async Task Take(string service)
    {
        var copy = new List<(string, List<BsonDocument>)>();
        foreach (var name in await (await Of(service).ListCollectionNamesAsync()).ToListAsync())
        {
            copy.Add((name, await Of(service).GetCollection<BsonDocument>(name).Find(FilterDefinition<BsonDocument>.Empty).ToListAsync()));
        }
        taken[service] = copy;
    }

    public async Task Restore(string service)
    {
        foreach (var name in await (await Of(service).ListCollectionNamesAsync()).ToListAsync())
        {
            await Of(service).GetCollection<BsonDocument>(name).DeleteManyAsync(FilterDefinition<BsonDocument>.Empty);
        }
        foreach (var (name, documents) in taken[service].Where(c => c.Documents.Count > 0))
        {
            await Of(service).GetCollection<BsonDocument>(name).InsertManyAsync(documents);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in DrillTests.Services)
        {
            await client.DropDatabaseAsync(prefix + service);
        }
        client.Dispose();
    }

    private IMongoDatabase Of(string service) => client.GetDatabase(prefix + service);
}
