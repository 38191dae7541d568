using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Stack;

/// <summary>What our store asks of a MongoDB, asked with the driver: of the real server or of the stand-in, whichever the tests have.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private readonly string name = "door-" + Guid.NewGuid().ToString("N")[..8];
    private MongoClient client = null!;

    private IMongoDatabase Database =>
        client.GetDatabase(name, new MongoDatabaseSettings { WriteConcern = WriteConcern.WMajority.With(journal: true) });

    private IMongoCollection<BsonDocument> Things => Database.GetCollection<BsonDocument>("things");

    public async ValueTask InitializeAsync() => client = new MongoClient((await TestServers.Get()).Store);

    public async ValueTask DisposeAsync()
    {
        await client.DropDatabaseAsync(name);
        client.Dispose();
    }

    [Fact]
    public async Task A_replace_of_a_version_that_has_moved_replaces_nothing()
    {
        await Things.InsertOneAsync(Thing(1, version: 2));
        var stale = await Things.ReplaceOneAsync(new BsonDocument { { "_id", 1 }, { "version", 1 } }, Thing(1, version: 2));
        (stale.MatchedCount, stale.ModifiedCount).ShouldBe((0, 0));

        var fresh = await Things.ReplaceOneAsync(new BsonDocument { { "_id", 1 }, { "version", 2 } }, Thing(1, version: 3));
        (fresh.MatchedCount, fresh.ModifiedCount).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Of_twenty_writers_on_one_version_exactly_one_wins()
    {
        await Things.InsertOneAsync(Thing(1, version: 1));
        var won = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Things.ReplaceOneAsync(new BsonDocument { { "_id", 1 }, { "version", 1 } }, Thing(1, version: 2)))
        );
        won.Sum(result => result.ModifiedCount).ShouldBe(1);
    }

    [Fact]
    public async Task Bulks_that_touch_the_same_documents_in_opposite_order_all_succeed()
    {
        var ids = Enumerable.Range(0, 100).ToList();
        await Things.InsertManyAsync(ids.Select(id => Thing(id, version: 0)));

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(writer =>
                    Things.BulkWriteAsync(
                        (writer % 2 == 0 ? ids : ids.AsEnumerable().Reverse()).Select(id => new UpdateOneModel<BsonDocument>(
                            new BsonDocument("_id", id),
                            new BsonDocument("$inc", new BsonDocument("version", 1))
                        )),
                        new BulkWriteOptions { IsOrdered = false }
                    )
                )
        );

        (await Things.CountDocumentsAsync(new BsonDocument("version", 8))).ShouldBe(100);
    }

    [Fact]
    public async Task One_duplicate_in_an_unordered_bulk_stops_only_itself()
    {
        await Things.InsertOneAsync(Thing(7, version: 1));
        var refused = await Should.ThrowAsync<MongoBulkWriteException<BsonDocument>>(() =>
            Things.InsertManyAsync(Enumerable.Range(0, 20).Select(i => Thing(i, version: 1)), new InsertManyOptions { IsOrdered = false })
        );
        var error = refused.WriteErrors.ShouldHaveSingleItem();
        (error.Index, error.Code, error.Category).ShouldBe((7, 11000, ServerErrorCategory.DuplicateKey));
        (await Things.CountDocumentsAsync(new BsonDocument())).ShouldBe(20);
    }

    [Fact]
    public async Task Of_an_unordered_bulk_each_upsert_and_each_error_is_told_of_its_own_place()
    {
        await Things.InsertOneAsync(Thing(5, version: 1));
        var bulk = new[] { 9, 5, 3 }.Select(id => new ReplaceOneModel<BsonDocument>(
            new BsonDocument { { "_id", id }, { "version", 0 } },
            Thing(id, version: 1)
        )
        {
            IsUpsert = true,
        });
        var refused = await Should.ThrowAsync<MongoBulkWriteException<BsonDocument>>(() =>
            Things.BulkWriteAsync(bulk, new BulkWriteOptions { IsOrdered = false })
        );
        refused.WriteErrors.Select(error => (error.Index, error.Code)).ShouldBe([(1, 11000)]);
        refused.Result.Upserts.Select(upsert => (upsert.Index, upsert.Id.AsInt32)).Order().ShouldBe([(0, 9), (2, 3)]);
    }

    [Fact]
    public async Task Many_who_write_first_into_a_new_collection_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Things.InsertOneAsync(Thing(i, version: 1))));
        (await Things.CountDocumentsAsync(new BsonDocument())).ShouldBe(16);
    }

    [Fact]
    public async Task An_index_may_be_made_again_and_another_of_its_name_may_not()
    {
        var partial = new CreateIndexOptions<BsonDocument>
        {
            Name = "some",
            Unique = true,
            PartialFilterExpression = new BsonDocument("key", new BsonDocument("$exists", true)),
        };
        await Things.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(new BsonDocument("key", 1), partial));
        await Things.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(new BsonDocument("key", 1), partial));
        await Things.InsertManyAsync([Thing(1, 1), Thing(2, 1), Thing(3, 1).Add("key", "a")]);

        var duplicate = await Should.ThrowAsync<MongoWriteException>(() => Things.InsertOneAsync(Thing(4, 1).Add("key", "a")));
        duplicate.WriteError.Category.ShouldBe(ServerErrorCategory.DuplicateKey);
        var other = await Should.ThrowAsync<MongoCommandException>(() =>
            Things.Indexes.CreateOneAsync(
                new CreateIndexModel<BsonDocument>(new BsonDocument("key", -1), new CreateIndexOptions { Name = "some" })
            )
        );
        new[] { 85, 86 }.ShouldContain(other.Code);
        (await (await Things.Indexes.ListAsync()).ToListAsync()).Select(index => index["name"].AsString).ShouldBe(["_id_", "some"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_documents_come_page_by_page_each_once(bool sorted)
    {
        await Things.InsertManyAsync(Enumerable.Range(0, 1_000).Select(i => Thing(i, version: 1_000 - i)));
        var options = new FindOptions<BsonDocument> { BatchSize = 70, Sort = sorted ? new BsonDocument("version", 1) : null };
        using var cursor = await Things.FindAsync(new BsonDocument(), options);
        var found = (await cursor.ToListAsync()).ConvertAll(thing => thing["_id"].AsInt32);
        if (sorted)
        {
            found.ShouldBe(Enumerable.Range(0, 1_000).Reverse());
        }
        else
        {
            found.Order().ShouldBe(Enumerable.Range(0, 1_000));
        }
    }

    [Fact]
    public async Task Documents_of_many_megabytes_come_back_as_they_were()
    {
        var large = Enumerable
            .Range(0, 4)
            .Select(i => Thing(i, 1).Add("bytes", Random.Shared.GetItems([(byte)1, (byte)2], 1 << (20 + i))))
            .ToList();
        await Things.InsertManyAsync(large);
        (await Things.Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToListAsync()).ShouldBe(large);
    }

    [Fact]
    public async Task Groups_counts_distinct_values_and_projections_are_right()
    {
        await Things.InsertManyAsync(Enumerable.Range(0, 30).Select(i => Thing(i, version: i % 3)));
        var groups = await Things
            .Aggregate()
            .Match(new BsonDocument("_id", new BsonDocument("$lt", 15)))
            .Group<BsonDocument>(new BsonDocument { { "_id", "$version" }, { "count", new BsonDocument("$sum", 1) } })
            .Sort(new BsonDocument("_id", 1))
            .ToListAsync();
        groups.Select(group => (group["_id"].ToInt32(), group["count"].ToInt32())).ShouldBe([(0, 5), (1, 5), (2, 5)]);
        (await Things.Distinct<int>("version", new BsonDocument()).ToListAsync()).Order().ShouldBe([0, 1, 2]);
        (await Things.EstimatedDocumentCountAsync()).ShouldBe(30);
        var projected = await Things
            .Find(new BsonDocument("_id", 4))
            .Project(new BsonDocument { { "_id", 0 }, { "version", 1 } })
            .SingleAsync();
        projected.ShouldBe(new BsonDocument("version", 1));
    }

    [Fact]
    public async Task Find_and_modify_upsert_and_delete_say_what_they_did()
    {
        var increment = new BsonDocument("$inc", new BsonDocument("version", 1));
        var options = new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After };
        (await Things.FindOneAndUpdateAsync(new BsonDocument("_id", 1), (BsonDocument)increment, options))["version"].ToInt32().ShouldBe(1);
        (await Things.FindOneAndUpdateAsync(new BsonDocument("_id", 1), (BsonDocument)increment, options))["version"].ToInt32().ShouldBe(2);
        (await Things.UpdateOneAsync(new BsonDocument("_id", 2), increment, new UpdateOptions { IsUpsert = true })).UpsertedId.ShouldBe(2);
        (await Things.DeleteManyAsync(new BsonDocument("_id", new BsonDocument("$in", new BsonArray { 1, 2, 3 })))).DeletedCount.ShouldBe(
            2
        );
    }

    [Fact]
    public async Task Databases_and_collections_are_listed_until_they_are_dropped()
    {
        await Things.InsertOneAsync(Thing(1, 1));
        (await (await client.ListDatabaseNamesAsync()).ToListAsync()).ShouldContain(name);
        (await (await Database.ListCollectionNamesAsync()).ToListAsync()).ShouldBe(["things"]);
        await Database.DropCollectionAsync("things");
        await Database.DropCollectionAsync("never there");
        (await (await Database.ListCollectionNamesAsync()).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_command_or_no_query_is_refused_with_a_code()
    {
        var unknown = await Should.ThrowAsync<MongoCommandException>(() =>
            Database.RunCommandAsync<BsonDocument>(new BsonDocument("fly", 1))
        );
        unknown.Code.ShouldBe(59);
        var wrong = await Should.ThrowAsync<MongoCommandException>(() =>
            Things.Find(new BsonDocument("version", new BsonDocument("$near-enough", 1))).AnyAsync()
        );
        wrong.Code.ShouldBe(2);
        // The connection lives on.
        (await Things.CountDocumentsAsync(new BsonDocument())).ShouldBe(0);
    }

    private static BsonDocument Thing(int id, int version) => new() { { "_id", id }, { "version", version } };
}
