using Exchange.Storage;
using Exchange.Tests.Servers;
using MongoDB.Driver;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Storage;

/// <summary>The store goes away in the middle: nobody is told what is not known, and nothing has to be started again.</summary>
public sealed class LostStoreTests : IAsyncLifetime
{
    private const string Service = "court-feed";
    private static readonly CollectionShape Shape = new("things", ["colour"]);

    private readonly string prefix = "test-" + Guid.NewGuid().ToString("N")[..8] + "-";
    private string server = "";
    private Wire wire = null!;
    private MongoStores stores = null!;

    private IDocumentStore Store => stores.Of(Service);

    public async ValueTask InitializeAsync()
    {
        server = (await TestServers.Get()).Store;
        wire = Wire.To(server);
        stores = new MongoStores(wire.ConnectionString, prefix);
        await Store.Prepare(Shape, default);
    }

    public async ValueTask DisposeAsync()
    {
        stores.Dispose();
        await wire.DisposeAsync();
        using var client = new MongoClient(server);
        await client.DropDatabaseAsync(prefix + Service);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_write_whose_confirmation_is_lost_is_said_to_be_unknown_and_found_when_asked_again(int known)
    {
        using var direct = new MongoStores(server, prefix);
        if (known > 0)
        {
            await Store.Write(Shape, [New("a", 0), New("b", 0)], default);
        }
        await Store.Find(Shape, ["a"], default);
        wire.LosesAnswers = true;

        var writing = Store.Write(Shape, [New("a", known), New("b", known)], default);
        await Until(async () => (await direct.Of(Service).Find(Shape, ["a", "b"], default)).Count(d => d.Version == known + 1) == 2);
        wire.Cut();

        await Should.ThrowAsync<StoreUnavailableException>(() => writing);
        wire.Mend();
        (await Again(() => Store.Write(Shape, [New("a", known), New("b", known)], default))).ShouldBe([false, false]);
        (await Store.Find(Shape, ["a", "b"], default)).ShouldAllBe(d => d.Version == known + 1);
    }

    [Fact]
    public async Task While_the_wire_is_cut_everything_says_that_the_store_is_away_and_goes_on_when_it_is_mended()
    {
        await Store.Write(Shape, [New("a", 0)], default);
        wire.Cut();

        await Should.ThrowAsync<StoreUnavailableException>(() => Store.Find(Shape, ["a"], default));
        await Should.ThrowAsync<StoreUnavailableException>(() => Store.Write(Shape, [New("b", 0)], default));
        await Should.ThrowAsync<StoreUnavailableException>(() => Store.Prepare(Shape, default));

        wire.Mend();
        (await Again(() => Store.Query(Shape, new DocumentQuery(), default))).Select(d => d.Id).ShouldBe(["a"]);
        (await Store.Write(Shape, [New("b", 0)], default)).ShouldBe([true]);
    }

    private static DocumentWrite New(string id, long version) => new(id, version, "{}"u8.ToArray(), [], ["red"]);

    /// <summary>As every caller does.</summary>
    private static async Task<T> Again<T>(Func<Task<T>> ask)
    {
        T? answer = default;
        await Until(async () =>
        {
            try
            {
                answer = await ask();
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
        return answer!;
    }

    private static async Task Until(Func<Task<bool>> reached)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await reached())
        {
            await Task.Delay(10, deadline.Token);
        }
    }
}
