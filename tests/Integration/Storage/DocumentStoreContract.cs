using System.Text;
using System.Text.Json;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Storage;

/// <summary>What every store must keep; each store runs the same tests.</summary>
public abstract partial class DocumentStoreContract : IAsyncLifetime
{
    protected static readonly CollectionShape Shape = new("things", ["colour", "path", "weight#"]);

    protected abstract IDocumentStore Store { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
    public async Task What_is_gone_cannot_be_written_again_as_if_it_were_there()
    {
        await Write(New("a", "red"), New("b", "red"));
        await Store.Delete(Shape, ["a"], Cancellation);

        (await Write(New("a", "blue") with { ExpectedVersion = 1 })).ShouldBe([false]);
        (await Write(New("a", "blue") with { ExpectedVersion = 1 }, New("b", "blue") with { ExpectedVersion = 1 })).ShouldBe([false, true]);
        (await Store.Find(Shape, ["a"], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_to_write_and_nothing_to_find_ask_nobody()
    {
        (await Write()).ShouldBeEmpty();
        (await Store.Find(Shape, [], Cancellation)).ShouldBeEmpty();
        await Store.Delete(Shape, [], Cancellation);
    }

    [Fact]
    public async Task Of_a_bulk_of_new_and_known_documents_exactly_those_in_conflict_are_refused()
    {
        await Write([.. Range(0, 50).Select(i => New(Id(i), "red"))]);
        await Write([.. Range(0, 50).Where(i => i % 7 == 0).Select(i => New(Id(i), "moved") with { ExpectedVersion = 1 })]);
        await Write([.. Range(50, 50).Where(i => i % 9 == 0).Select(i => New(Id(i), "born"))]);

        var written = await Write([.. Range(0, 100).Reverse().Select(i => New(Id(i), "blue") with { ExpectedVersion = i < 50 ? 1 : 0 })]);

        written.ShouldBe(Range(0, 100).Reverse().Select(i => i < 50 ? i % 7 != 0 : i % 9 != 0));
        var now = await All();
        now.Select(d => d.Colour)
            .ShouldBe(Range(0, 100).Select(i => i < 50 ? (i % 7 == 0 ? "moved" : "blue") : (i % 9 == 0 ? "born" : "blue")));
    }

    [Fact]
    public async Task Of_one_bulk_that_names_a_document_twice_one_write_wins()
    {
        await Write(New("a", "red"), New("b", "red"));
        var written = await Write(
            New("a", "blue") with
            {
                ExpectedVersion = 1,
            },
            New("a", "green") with
            {
                ExpectedVersion = 1,
            },
            New("c", "blue"),
            New("c", "green")
        );

        written.Take(2).Count(w => w).ShouldBe(1);
        written.Skip(2).Count(w => w).ShouldBe(1);
        (await One("a")).ShouldBe((2, written[0] ? "blue" : "green"));
        (await One("c")).ShouldBe((1, written[2] ? "blue" : "green"));
    }

    [Fact]
    public async Task A_thousand_and_more_are_found_at_once()
    {
        await Write([.. Range(0, 1300).Select(i => New(Id(i), "red"))]);
        var found = await Store.Find(Shape, [.. Range(0, 1400).Select(Id)], Cancellation);
        found.Select(d => d.Id).ShouldBe(Range(0, 1300).Select(Id), ignoreOrder: true);

        await Store.Delete(Shape, [.. Range(0, 1299).Select(Id)], Cancellation);
        (await All()).Select(d => d.Id).ShouldBe([Id(1299)]);
    }

    [Fact]
    public async Task Replacing_unsent_messages_raises_the_version_and_leaves_the_content()
    {
        var message = new UnsentMessage("m1", "T", "{\"amount\":1.50}", null);
        var traced = new UnsentMessage("m2", "T", "{}", "00-1-2-01");
        await Write(New("a", "red") with { Unsent = [message, traced] });
        (await Store.WithUnsent(Shape, 10, Cancellation)).Single().Unsent.ShouldBe([message, traced]);

        await Write(New("b", "blue") with { Unsent = [message] });
        (await Store.ReplaceUnsent(Shape, [new("a", 5, [])], Cancellation)).ShouldBe([false]);
        (await Store.ReplaceUnsent(Shape, [new("b", 1, []), new("c", 1, []), new("a", 1, [traced])], Cancellation)).ShouldBe([
            true,
            false,
            true,
        ]);
        (await Store.WithUnsent(Shape, 10, Cancellation)).Single().Unsent.ShouldBe([traced]);
        (await Store.ReplaceUnsent(Shape, [new("a", 2, [])], Cancellation)).ShouldBe([true]);

        (await Store.WithUnsent(Shape, 10, Cancellation)).ShouldBeEmpty();
        (await One("a")).ShouldBe((3, "red"));
        (await Query(new DocumentQuery { Where = [Condition.Equal("colour", "red")] })).ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_is_unsent_comes_oldest_id_first_and_not_more_than_asked()
    {
        await Write([.. Range(0, 30).Select(i => New(Id(i), "red") with { Unsent = i % 2 == 0 ? [] : [Message(i)] })]);
        (await Store.WithUnsent(Shape, 10, Cancellation)).Select(d => d.Id).ShouldBe(Range(0, 20).Where(i => i % 2 == 1).Select(Id));

        // A write that holds no message any more has sent them.
        await Write(New(Id(1), "red") with { ExpectedVersion = 1 });
        (await Store.WithUnsent(Shape, 1, Cancellation)).Select(d => d.Id).ShouldBe([Id(3)]);
    }

    [Fact]
    public async Task Bytes_come_back_as_they_were()
    {
        var pieces = new CollectionShape("pieces", ["import"]) { Body = BodyForm.Bytes };
        await Store.Prepare(pieces, Cancellation);
        var bytes = new byte[512 * 1024];
        new Random(1).NextBytes(bytes);

        await Store.Write(
            pieces,
            [new DocumentWrite("1", 0, bytes, [], ["i"]), new DocumentWrite("2", 0, Array.Empty<byte>(), [], ["i"])],
            Cancellation
        );

        (await Store.Find(pieces, ["1"], Cancellation)).Single().Body.ToArray().ShouldBe(bytes);
        (await Store.Find(pieces, ["2"], Cancellation)).Single().Body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_body_comes_back_as_it_was()
    {
        const string Body = """
            {"amount":1500.00,"none":null,"list":[1,[],{},"第一行\n第二行","\uD840\uDC00",true],"big":9007199254740993,"small":-0.05,"":"","日期":"2026-11-24"}
            """;
        await Write(New("a", "red") with { Body = Encoding.UTF8.GetBytes(Body.Trim()) });
        Encoding.UTF8.GetString((await Store.Find(Shape, ["a"], Cancellation)).Single().Body.Span).ShouldBe(Body.Trim());
    }

    [Fact]
    public async Task Totals_count_and_sum_by_group()
    {
        await Write(
            New("a", "red", weight: 2),
            New("b", "red", weight: 3),
            New("c", "blue", weight: 5),
            New("d", null, weight: 7),
            New("e", "blue", weight: null)
        );

        (await Totals(["colour"], [Condition.AtLeast("weight#", 2L)])).ShouldBe([("", 1, 7), ("blue", 1, 5), ("red", 2, 5)]);
        (await Totals(["colour", "weight#"], [])).ShouldContain(("blue/", 1, 0));
        (await Totals([], [])).ShouldBe([("", 5, 17)]);
        (await Totals([], [Condition.Equal("colour", "green")])).ShouldBe([("", 0, 0)]);
        (await Totals(["colour"], [Condition.Equal("colour", "green")])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_error()
    {
        await Write(New("a", "red"));
        await Store.Delete(Shape, ["a", "missing"], Cancellation);
        (await Store.Find(Shape, ["a"], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Preparing_again_keeps_what_is_there()
    {
        await Write(New("a", "red"));
        await Store.Prepare(Shape, Cancellation);
        (await One("a")).ShouldBe((1, "red"));
    }

    [Fact]
    public async Task Instances_that_start_together_all_prepare()
    {
        var shape = new CollectionShape("fresh", ["colour", "weight#"]);
        await Task.WhenAll(Range(0, 8).Select(_ => Task.Run(() => Store.Prepare(shape, Cancellation))));
        (await Store.Write(shape, [new DocumentWrite("a", 0, "{}"u8.ToArray(), [], ["red", 1L])], Cancellation)).ShouldBe([true]);
    }

    [Fact]
    public async Task A_collection_that_lacks_a_field_is_refused_in_one_line()
    {
        await Write(New("a", "red"));
        var refused = await Should.ThrowAsync<SettingException>(() =>
            Store.Prepare(Shape with { Fields = [.. Shape.Fields, "size"] }, Cancellation)
        );
        refused.Message.ShouldContain("'size'");
        refused.Message.ShouldContain("earlier version");
        refused.Message.ShouldNotContain('\n');
    }

    protected static DocumentWrite New(string id, string? colour, long? weight = 1, string? path = "000000/") =>
        new(id, 0, JsonSerializer.SerializeToUtf8Bytes(new { colour }), [], [colour, path, weight]);

    private static string Id(int i) => FormattableString.Invariant($"d{i:D4}");

    private static UnsentMessage Message(int i) => new(FormattableString.Invariant($"m{i}"), "T", "{}", null);

    private static IEnumerable<int> Range(int from, int count) => Enumerable.Range(from, count);

    protected async Task<IReadOnlyList<bool>> Write(params DocumentWrite[] writes) => await Store.Write(Shape, writes, Cancellation);

    private async Task<(long Version, string? Colour)> One(string id)
    {
        var found = (await Store.Find(Shape, [id], Cancellation)).Single();
        return (found.Version, ColourOf(found));
    }

    private async Task<IReadOnlyList<(string Id, string? Colour)>> All() =>
        [.. (await Store.Query(Shape, new DocumentQuery { Limit = 5000 }, Cancellation)).Select(d => (d.Id, ColourOf(d)))];

    private async Task<IEnumerable<string>> Query(DocumentQuery query) => (await Store.Query(Shape, query, Cancellation)).Select(d => d.Id);

    private async Task<IEnumerable<(string Key, long Count, long Sum)>> Totals(IReadOnlyList<string> by, IReadOnlyList<Condition> where) =>
        (await Store.Totals(Shape, by, where, "weight#", Cancellation))
            .Select(t => (string.Join('/', t.Key), t.Count, t.Sum))
            .OrderBy(t => t.Item1, StringComparer.Ordinal);

    private static string? ColourOf(StoredDocument document)
    {
        using var body = JsonDocument.Parse(document.Body);
        return body.RootElement.GetProperty("colour").GetString();
    }
}
