using System.Text;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Unit.Storage;

/// <summary>What every store must keep; each store runs the same tests.</summary>
public abstract class DocumentStoreContract : IAsyncLifetime
{
    private static readonly CollectionShape Shape = new("things", ["colour", "path", "weight#"]);

    protected abstract IDocumentStore Store { get; }

    public virtual async ValueTask InitializeAsync() => await Store.Prepare(Shape, default);

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_new_document_is_written_once()
    {
        (await Write(New("a", "red"))).ShouldBe([true]);
        (await Write(New("a", "blue"))).ShouldBe([false]);
        (await One("a")).ShouldBe((1, "red"));
    }

    [Fact]
    public async Task A_write_that_expects_another_version_is_refused_even_when_the_stored_one_is_lower()
    {
        await Write(New("a", "red"));
        (await Write(New("a", "blue") with { ExpectedVersion = 7 })).ShouldBe([false]);
        (await Write(New("a", "green") with { ExpectedVersion = 1 })).ShouldBe([true]);
        (await One("a")).ShouldBe((2, "green"));
    }

    [Fact]
    public async Task One_conflict_in_a_bulk_write_does_not_stop_the_others()
    {
        await Write(New("b", "red"));
        (await Write(New("a", "red"), New("b", "blue"), New("c", "red"))).ShouldBe([true, false, true]);
        (await Store.Find(Shape, ["a", "b", "c", "missing"], default)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Of_two_writers_with_the_same_version_one_wins()
    {
        await Write(New("a", "red"));
        var results = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => Task.Run(() => Write(New("a", "colour" + i) with { ExpectedVersion = 1 })))
        );
        results.Count(r => r[0]).ShouldBe(1);
        (await One("a")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Replacing_unsent_messages_raises_the_version_and_leaves_the_content()
    {
        var message = new UnsentMessage("m1", "T", "{}", null);
        await Write(New("a", "red") with { Unsent = [message] });
        (await Store.WithUnsent(Shape, 10, default)).Single().Unsent.ShouldBe([message]);

        (await Store.ReplaceUnsent(Shape, "a", 5, [], default)).ShouldBeFalse();
        (await Store.ReplaceUnsent(Shape, "a", 1, [], default)).ShouldBeTrue();

        (await Store.WithUnsent(Shape, 10, default)).ShouldBeEmpty();
        (await One("a")).ShouldBe((2, "red"));
        (await Query(new DocumentQuery { Where = [Condition.Equal("colour", "red")] })).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Queries_filter_order_and_page()
    {
        await Write([.. Enumerable.Range(0, 25).Select(i => New($"d{i:D2}", i % 2 == 0 ? "red" : "blue", weight: i % 5))]);

        (await Query(new DocumentQuery { Where = [Condition.Equal("colour", "red"), Condition.AtLeast("weight#", 3L)] })).ShouldBe([
            "d04",
            "d08",
            "d14",
            "d18",
            "d24",
        ]);
        (await Query(new DocumentQuery { Where = [Condition.In("id", ["d03", "d01"])] })).ShouldBe(["d01", "d03"]);

        var seen = new List<string>();
        var query = new DocumentQuery
        {
            OrderBy = "weight#",
            Descending = true,
            Limit = 7,
        };
        while (await Store.Query(Shape, query, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(d => d.Id));
            var last = page[^1].Id;
            query = query with { After = new QueryPosition((long)(int.Parse(last[1..]) % 5), last) };
        }
        seen.Count.ShouldBe(25);
        seen.ShouldBeUnique();
        seen[0].ShouldBe("d24");
    }

    [Fact]
    public async Task A_prefix_finds_a_subtree_and_nothing_beside_it()
    {
        await Write(New("a", "x", path: "000000/330000/330600/"), New("b", "x", path: "000000/330000/330700/"), New("c", null, path: null));
        (await Query(new DocumentQuery { Where = [Condition.StartsWith("path", "000000/330000/330600/")] })).ShouldBe(["a"]);
        (
            await Query(
                new DocumentQuery
                {
                    Where = [Condition.Any(Condition.Equal("colour", null), Condition.StartsWith("path", "000000/330000/3307"))],
                }
            )
        ).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task Totals_count_and_sum_by_group()
    {
        await Write(New("a", "red", weight: 2), New("b", "red", weight: 3), New("c", "blue", weight: 5));
        var totals = await Store.Totals(Shape, ["colour"], [Condition.AtLeast("weight#", 2L)], "weight#", default);
        totals.Select(t => ((string)t.Key[0]!, t.Count, t.Sum)).OrderBy(t => t.Item1).ShouldBe([("blue", 1, 5), ("red", 2, 5)]);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_error()
    {
        await Write(New("a", "red"));
        await Store.Delete(Shape, ["a", "missing"], default);
        (await Store.Find(Shape, ["a"], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Preparing_again_keeps_what_is_there()
    {
        await Write(New("a", "red"));
        await Store.Prepare(Shape, default);
        (await One("a")).ShouldBe((1, "red"));
    }

    private static DocumentWrite New(string id, string? colour, long? weight = 1, string? path = "000000/") =>
        new(id, 0, Encoding.UTF8.GetBytes(colour ?? "none"), [], [colour, path, weight]);

    private async Task<IReadOnlyList<bool>> Write(params DocumentWrite[] writes) => await Store.Write(Shape, writes, default);

    private async Task<(long Version, string Body)> One(string id)
    {
        var found = (await Store.Find(Shape, [id], default)).Single();
        return (found.Version, Encoding.UTF8.GetString(found.Body.Span));
    }

    private async Task<IEnumerable<string>> Query(DocumentQuery query) => (await Store.Query(Shape, query, default)).Select(d => d.Id);
}

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
