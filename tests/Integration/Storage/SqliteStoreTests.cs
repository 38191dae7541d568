using Exchange.Storage;

namespace Exchange.Tests.Integration.Storage;

public sealed class SqliteStoreTests : DocumentStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-store-").FullName;
    private readonly SqliteDocumentStore store;

    public SqliteStoreTests() => store = new SqliteDocumentStore(Path.Combine(folder, "test.db"));

    protected override IDocumentStore Store => store;

    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
