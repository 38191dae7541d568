using System.Globalization;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Storage;

public sealed class SqliteStoreTests : DocumentStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-store-").FullName;
    private readonly SqliteDocumentStore store;

    public SqliteStoreTests() => store = new SqliteDocumentStore(Path.Combine(folder, "test.db"));

    protected override IDocumentStore Store => store;

    [Fact]
    public async Task A_write_that_cannot_be_stored_takes_no_other_with_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var writes = Enumerable.Range(0, 20).Select(i => i == 7 ? new object() : i.ToString("00", CultureInfo.InvariantCulture)).ToList();

        var asked = writes.ConvertAll(colour =>
            Task.Run(
                () => Store.Write(Shape, [new DocumentWrite($"{colour}", 0, "{}"u8.ToArray(), [], [colour, null, null])], cancellation),
                cancellation
            )
        );

        await Should.ThrowAsync<InvalidOperationException>(() => asked[7]);
        (await Task.WhenAll(asked.Where((_, i) => i != 7))).ShouldAllBe(written => written[0]);
        (await Store.Query(Shape, new DocumentQuery { Limit = 100 }, cancellation)).Count.ShouldBe(19);
    }

    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
