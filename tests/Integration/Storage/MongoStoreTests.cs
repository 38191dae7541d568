using System.Globalization;
using Exchange.Storage;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Storage;

public sealed class MongoStoreTests : DocumentStoreContract
{
    private const string Service = "court-feed";

    private readonly string prefix = "test-" + Guid.NewGuid().ToString("N")[..8] + "-";
    private MongoClient client = null!;
    private MongoStores stores = null!;

    protected override IDocumentStore Store => stores.Of(Service);

    private IMongoDatabase Database => client.GetDatabase(prefix + Service);

    public override async ValueTask InitializeAsync()
    {
        var server = (await TestServers.Get()).Store;
        client = new MongoClient(server);
        stores = new MongoStores(server, prefix);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await client.DropDatabaseAsync(prefix + Service);
        stores.Dispose();
        client.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_can_read_a_document_as_it_lies_there()
    {
        var body = """{"caseNumber":"（2025）浙0602执1号","amount":1500.00,"parties":[{"name":"王某"}],"closed":false}"""u8;
        await Write(New("a", "red", weight: 2, path: null) with { Body = body.ToArray() });
        var written = await Lying("a");

        written["body"]
            .ShouldBe(
                BsonDocument.Parse(
                    """{"caseNumber":"（2025）浙0602执1号","amount":{"$numberDecimal":"1500.00"},"parties":[{"name":"王某"}],"closed":false}"""
                )
            );
        written["version"].ShouldBe(new BsonInt64(1));
        written["x"].ShouldBe(new BsonDocument { { "colour", "red" }, { "weight", 2L } });
        written.Names.ShouldBe(["_id", "version", "body", "x", "writes"]);

        await Write(New("a", "red") with { ExpectedVersion = 1, Unsent = [new UnsentMessage("m1", "T", "{}", null)] });
        (await Lying("a"))["unsent"]
            .ShouldBe(
                new BsonArray
                {
                    new BsonDocument
                    {
                        { "id", "m1" },
                        { "type", "T" },
                        { "body", "{}" },
                    },
                }
            );

        await Store.ReplaceUnsent(Shape, [new("a", 2, [])], TestContext.Current.CancellationToken);
        (await Lying("a")).Names.ShouldNotContain("unsent");
    }

    [Fact]
    public async Task However_often_a_document_is_written_it_remembers_a_few_writes_only()
    {
        for (var version = 0; version < 20; version++)
        {
            await Write(New("a", version.ToString(CultureInfo.InvariantCulture)) with { ExpectedVersion = version });
        }
        var lying = await Lying("a");
        lying["version"].AsInt64.ShouldBe(20);
        lying["writes"].AsBsonArray.Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task An_index_of_another_definition_is_refused_in_one_line()
    {
        var shape = new CollectionShape("odd", ["colour"]);
        await Database
            .GetCollection<BsonDocument>("odd")
            .Indexes.CreateOneAsync(
                new CreateIndexModel<BsonDocument>(
                    new BsonDocument("x.colour", -1),
                    new CreateIndexOptions<BsonDocument> { Name = "x.colour" }
                )
            );
        var refused = await Should.ThrowAsync<SettingException>(() => Store.Prepare(shape, default));
        refused.Message.ShouldContain("court-feed.odd");
        refused.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Unsent_messages_are_found_by_an_index_that_holds_nothing_else()
    {
        using var cursor = await Database.GetCollection<BsonDocument>(Shape.Name).Indexes.ListAsync();
        var indexes = (await cursor.ToListAsync()).ToDictionary(i => i["name"].AsString, StringComparer.Ordinal);

        indexes.Keys.ShouldBe(["_id_", "unsent", "x.colour", "x.path", "x.weight"], ignoreOrder: true);
        indexes["unsent"]["partialFilterExpression"].ShouldBe(new BsonDocument("unsent", new BsonDocument("$exists", true)));
        indexes["x.colour"]["key"].ShouldBe(BsonDocument.Parse("""{"x.colour":1,"_id":1}"""));
    }

    private async Task<BsonDocument> Lying(string id) =>
        await Database.GetCollection<BsonDocument>(Shape.Name).Find(new BsonDocument("_id", id)).SingleAsync();
}

/// <summary>A store that is not there, or not where the setting says.</summary>
public sealed class MissingStoreTests
{
    [Fact]
    public async Task A_store_that_does_not_answer_is_said_to_be_away()
    {
        using var stores = new MongoStores("mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=300");
        var away = await Should.ThrowAsync<StoreUnavailableException>(() =>
            stores.Of("court-feed").Find(new CollectionShape("things", []), ["a"], default)
        );
        away.Message.ShouldContain("court-feed");
        away.Message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("mongodb://user:secret@")]
    [InlineData("user:secret@host")]
    [InlineData("mongodb://user:secret@host/?replicaSet=a&w=x&journal=perhaps")]
    public void A_connection_string_that_is_none_is_refused_without_its_password(string connection)
    {
        var refused = Should.Throw<SettingException>(() => new MongoStores(connection).Dispose());
        refused.ToString().ShouldNotContain("secret");
        refused.Message.ShouldStartWith("Store:Mongo");
    }
}
