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

    [Fact]
    public async Task One_document_does_not_wait_for_the_chunks_that_came_before_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var begun = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var first = Task.Run(() => Store.Write(Shape, Chunk("first", () => Hold(begun, goOn)), cancellation), cancellation);
        await begun.WaitAsync(cancellation);
        using var second = new ManualResetEventSlim();
        var chunks = Store.Write(Shape, Chunk("a", () => second.Wait(cancellation)), cancellation);
        var later = Store.Write(Shape, Chunk("b", () => second.Wait(cancellation)), cancellation);

        var alone = Store.Write(Shape, [One("alone")], cancellation);
        goOn.Set();

        (await alone).ShouldBe([true]);
        (chunks.IsCompleted, later.IsCompleted).ShouldBe((false, false));
        second.Set();
        (await Task.WhenAll(first, chunks, later)).ShouldAllBe(written => written.All(one => one));

        static DocumentWrite One(string id, Action? onWritten = null) =>
            new(id, 0, "{}"u8.ToArray(), [], new Told([id, null, null], onWritten));

        static IReadOnlyList<DocumentWrite> Chunk(string id, Action onWritten) =>
            [.. Enumerable.Range(0, 100).Select(i => One($"{id}{i}", i == 0 ? onWritten : null))];

        static void Hold(SemaphoreSlim begun, ManualResetEventSlim goOn)
        {
            begun.Release();
            goOn.Wait();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Values of the index; reading the first of them says that the document is being written.</summary>
    private sealed class Told(object?[] values, Action? onRead) : IReadOnlyList<object?>
    {
        public int Count => values.Length;

        public object? this[int index]
        {
            get
            {
                if (index == 0)
                {
                    onRead?.Invoke();
                }
                return values[index];
            }
        }

        public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)values).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
