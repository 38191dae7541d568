using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Exchange.Tests.Benchmarks;

/// <summary>How many single writes the store takes: what an urgent record costs is measured in these.</summary>
internal static class SingleWrites
{
    private const int BodyBytes = 1200;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>Updates of one document each, guarded by the version that is expected, journalled by a majority.</summary>
    /// <param name="writers">How many write at a time, each one update after another.</param>
    public static async Task<double> PerSecond(string store, int writers)
    {
        using var client = new MongoClient(store);
        var database = "bench-writes-" + Guid.NewGuid().ToString("N")[..8];
        var documents = client
            .GetDatabase(database)
            .WithWriteConcern(WriteConcern.WMajority.With(journal: true))
            .GetCollection<BsonDocument>("documents");
        try
        {
            await documents.InsertManyAsync(Enumerable.Range(0, writers).Select(i => Document(i, version: 0)));
            await Write(TimeSpan.FromSeconds(1));
            var watch = Stopwatch.StartNew();
            return await Write(Length) / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            await client.DropDatabaseAsync(database);
        }

        async Task<long> Write(TimeSpan length)
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(() => Client(i, watch, length))));
            return counts.Sum();
        }

        async Task<long> Client(int i, Stopwatch watch, TimeSpan length)
        {
            var known = await documents.Find(new BsonDocument("_id", i)).SingleAsync();
            var version = known["version"].AsInt32;
            var count = 0;
            for (; watch.Elapsed < length; count++, version++)
            {
                var guard = new BsonDocument { { "_id", i }, { "version", version } };
                var result = await documents.ReplaceOneAsync(guard, Document(i, version + 1));
                if (result.ModifiedCount != 1)
                {
                    throw new InvalidOperationException("The store lost a guarded write.");
                }
            }
            return count;
        }
    }

    private static BsonDocument Document(int id, int version) =>
        new()
        {
            { "_id", id },
            { "version", version },
            { "body", new string('x', BodyBytes) },
        };
}
