using System.Text;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Storage;

/// <summary>Finding documents again: conditions, order, pages.</summary>
public abstract partial class DocumentStoreContract
{
    /// <summary>In the order of their bytes, which is neither the alphabet's nor that of UTF-16.</summary>
    private static readonly string[] Texts = ["A", "Z", "a", "z", "é", "一", "丁", "中", "浙", "\uE000", "\uFFFD", "𠀀", "𠀁"];

    [Fact]
    public async Task Conditions_find_what_they_say()
    {
        await Write([.. Range(0, 25).Select(i => New(Id(i), i % 2 == 0 ? "red" : "blue", weight: i % 5))]);
        await Write(New("n", null, weight: null, path: null));

        (await Where(Condition.Equal("colour", "red"), Condition.AtLeast("weight#", 3L))).ShouldBe([Id(4), Id(8), Id(14), Id(18), Id(24)]);
        (await Where(Condition.AtMost("weight#", 0L))).ShouldBe([Id(0), Id(5), Id(10), Id(15), Id(20)]);
        (await Where(Condition.Equal("weight#", 4L), Condition.Equal("colour", "blue"))).ShouldBe([Id(9), Id(19)]);
        (await Where(Condition.In("id", [Id(3), Id(1), "missing"]))).ShouldBe([Id(1), Id(3)]);
        (await Where(Condition.In("colour", ["green", "blue"]), Condition.AtMost("id", Id(3)))).ShouldBe([Id(1), Id(3)]);
        (await Where(Condition.In("colour", []))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lacks_a_field_is_found_by_that_and_by_nothing_else()
    {
        await Write(New("a", "red"), New("b", null, weight: null, path: null), New("c", "", weight: 0));

        (await Where(Condition.Equal("colour", null))).ShouldBe(["b"]);
        (await Where(Condition.Equal("weight#", null))).ShouldBe(["b"]);
        (await Where(Condition.Present("colour"))).ShouldBe(["a", "c"]);
        (await Where(Condition.Present("weight#"))).ShouldBe(["a", "c"]);
        (await Where(Condition.AtMost("colour", "zzz"))).ShouldBe(["a", "c"]);
        (await Where(Condition.AtLeast("weight#", long.MinValue))).ShouldBe(["a", "c"]);
        (await Where(Condition.StartsWith("colour", ""))).ShouldBe(["a", "c"]);
        (await Query(new DocumentQuery { OrderBy = "colour" })).ShouldBe(["c", "a"]);
        (await Query(new DocumentQuery { OrderBy = "weight#", Descending = true })).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task A_field_that_is_taken_away_is_no_longer_found()
    {
        await Write(New("a", "red", weight: 3));
        await Write(New("a", null, weight: null) with { ExpectedVersion = 1 });
        (await Where(Condition.Equal("colour", "red"))).ShouldBeEmpty();
        (await Where(Condition.Equal("colour", null))).ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_holds_several_texts_is_found_by_each_of_them_as_long_as_it_holds_it()
    {
        var shape = new CollectionShape("lists", ["names[]", "weight#"]);
        await Store.Prepare(shape, Cancellation);
        await Put("a", 0, "red", "blue");
        await Put("b", 0, "blue");
        await Put("c", 0);
        await Put("d", 0, "green");
        await Put("d", 5, "red");

        (await With("blue")).ShouldBe(["a: red,blue", "b: blue"]);
        (await With("blue", "red")).ShouldBe(["a: red,blue", "b: blue"]);
        (await With("yellow")).ShouldBeEmpty();

        await Put("a", 1, "green", "blue");
        await Put("c", 1, "red");
        await Store.Delete(shape, ["b"], Cancellation);

        (await With("red")).ShouldBe(["c: red"]);
        (await With("blue", "green")).ShouldBe(["a: green,blue", "d: green"]);
        (await Store.FindHeads(shape, ["c"], Cancellation)).Single().Index[0].ShouldBe(new List<string> { "red" });

        Task Put(string id, long version, params string[] names) =>
            Store.Write(shape, [new DocumentWrite(id, version, "{}"u8.ToArray(), [], [names, 1L])], Cancellation);

        async Task<IEnumerable<string>> With(params string[] names) =>
            (
                await Store.QueryHeads(
                    shape,
                    new DocumentQuery { Where = [Condition.In("names[]", names), Condition.AtLeast("weight#", 1L)] },
                    Cancellation
                )
            ).Select(found => $"{found.Id}: {string.Join(',', (IReadOnlyList<string>)found.Index[0]!)}");
    }

    [Fact]
    public async Task A_prefix_finds_a_subtree_and_nothing_beside_it()
    {
        await Write(New("a", "x", path: "000000/330000/330600/"), New("b", "x", path: "000000/330000/330700/"), New("c", null, path: null));

        (await Where(Condition.StartsWith("path", "000000/330000/330600/"))).ShouldBe(["a"]);
        (await Where(Condition.StartsWith("path", "000000/330000/33060"))).ShouldBe(["a"]);
        (await Where(Condition.Any(Condition.Equal("colour", null), Condition.StartsWith("path", "000000/330000/3307")))).ShouldBe([
            "b",
            "c",
        ]);
    }

    [Fact]
    public async Task A_prefix_finds_what_follows_it_whatever_character_that_is()
    {
        await Write([.. Texts.Select((text, i) => New(Id(i), "王" + text))]);
        await Write(New("before", "玊"), New("behind", "玌"));
        (await Where(Condition.StartsWith("colour", "王"))).ShouldBe(Texts.Select((_, i) => Id(i)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("colour", false)]
    [InlineData("colour", true)]
    [InlineData("weight#", false)]
    [InlineData("weight#", true)]
    public async Task Pages_in_any_order_show_everything_once(string? orderBy, bool descending)
    {
        var things = Range(0, 40)
            .Select(i => (Id: Texts[i % Texts.Length] + Id(i), Colour: Texts[i % 7], Weight: (long)(i % 4) - 1))
            .ToList();
        await Write([.. things.Select(t => New(t.Id, t.Colour, t.Weight))]);
        await Write(New("lacks both", null, weight: null));
        var expected = things
            .Select(t =>
                (
                    t.Id,
                    Value: orderBy is null ? (object?)null
                    : orderBy == "colour" ? t.Colour
                    : t.Weight
                )
            )
            .Concat(orderBy is null ? [("lacks both", null)] : [])
            .Order(
                Comparer<(string Id, object? Value)>.Create(
                    (a, b) => ByBytes(a.Value, b.Value) is var c and not 0 ? c : ByBytes(a.Id, b.Id)
                )
            )
            .ToList();
        if (descending)
        {
            expected.Reverse();
        }

        var seen = new List<string>();
        var query = new DocumentQuery
        {
            OrderBy = orderBy,
            Descending = descending,
            Limit = 3,
        };
        while (await Store.Query(Shape, query, Cancellation) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(d => d.Id));
            query = query with { After = new QueryPosition(expected[seen.Count - 1].Value, page[^1].Id) };
        }

        seen.ShouldBe(expected.Select(e => e.Id));
    }

    private static int ByBytes(object? one, object? other) =>
        one is string text
            ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)other!))
            : Comparer<object?>.Default.Compare(one, other);

    private Task<IEnumerable<string>> Where(params Condition[] conditions) => Query(new DocumentQuery { Where = conditions });
}
