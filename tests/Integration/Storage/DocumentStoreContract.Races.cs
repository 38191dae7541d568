using System.Collections.Concurrent;
using System.Globalization;
using Exchange.Storage;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Storage;

/// <summary>Several writers at once: each version of a document has exactly one who wrote it, and that one knows.</summary>
public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task Of_many_writers_with_the_same_version_one_wins()
    {
        await Write(New("a", "red"));
        var results = await Task.WhenAll(Range(0, 16).Select(i => Task.Run(() => Write(New("a", Id(i)) with { ExpectedVersion = 1 }))));
        results.Count(r => r[0]).ShouldBe(1);
        (await One("a")).ShouldBe((2, Id(Array.FindIndex(results, r => r[0]))));
    }

    [Fact]
    public async Task Bulks_that_overlap_leave_one_writer_to_each_version_of_each_document()
    {
        const int Writers = 6;
        const int Rounds = 15;
        var writers = new ConcurrentDictionary<(string Id, long Version), string>();

        await Task.WhenAll(Range(0, Writers).Select(writer => Task.Run(() => WriteRounds(writer))));

        var stored = await Store.Query(Shape, new DocumentQuery { Limit = 1000 }, Cancellation);
        stored.Sum(d => d.Version).ShouldBe(writers.Count, "every version that is stored was told to its writer");
        stored.ShouldAllBe(d => writers[new(d.Id, d.Version)] == ColourOf(d));

        async Task WriteRounds(int writer)
        {
            var random = new Random(writer);
            for (var round = 0; round < Rounds; round++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{writer}.{round}");
                string[] ids = [.. Range(0, 130).OrderBy(_ => random.Next()).Take(100).Select(Id)];
                var known = (await Store.Find(Shape, ids, Cancellation)).ToDictionary(d => d.Id, d => d.Version, StringComparer.Ordinal);
                DocumentWrite[] writes = [.. ids.Select(id => New(id, name) with { ExpectedVersion = known.GetValueOrDefault(id) })];
                var written = await Write(writes);
                foreach (var write in writes.Where((_, i) => written[i]))
                {
                    writers.TryAdd((write.Id, write.ExpectedVersion + 1), name).ShouldBeTrue($"{write.Id} was written by two");
                }
            }
        }
    }

    [Fact]
    public async Task Messages_appended_while_others_are_cleared_are_neither_lost_nor_cleared_twice()
    {
        const int Messages = 60;
        await Write(New("a", "0"));
        var cleared = new List<string>();

        var appending = Task.Run(Append);
        while (cleared.Count < Messages)
        {
            await Clear();
            Cancellation.ThrowIfCancellationRequested();
            if (appending.IsFaulted)
            {
                await appending;
            }
        }

        cleared.ShouldBe(Range(0, Messages).Select(i => Message(i).Id));
        (await One("a")).Colour.ShouldBe(Messages.ToString(CultureInfo.InvariantCulture), "clearing touches no content");

        async Task Append()
        {
            for (var i = 0; i < Messages; )
            {
                var found = (await Store.Find(Shape, ["a"], Cancellation)).Single();
                var next = New("a", (i + 1).ToString(CultureInfo.InvariantCulture)) with
                {
                    ExpectedVersion = found.Version,
                    Unsent = [.. found.Unsent, Message(i)],
                };
                i += (await Write(next))[0] ? 1 : 0;
            }
        }

        async Task Clear()
        {
            if (
                (await Store.WithUnsent(Shape, 1, Cancellation)) is [var found]
                && await Store.ReplaceUnsent(Shape, [new("a", found.Version, [.. found.Unsent.Skip(1)])], Cancellation) is [true]
            )
            {
                cleared.Add(found.Unsent[0].Id);
            }
        }
    }
}
