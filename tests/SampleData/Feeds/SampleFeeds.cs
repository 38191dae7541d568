using System.Text;

namespace Exchange.SampleData;

/// <summary>What other bodies deliver beside a quarter (数据接入), with planted truth.</summary>
public static class SampleFeeds
{
    /// <summary>Of so many cases one has a story.</summary>
    private const int OneIn = 6;

    public static IReadOnlyCollection<string> Kinds => [.. FeedForms.Columns.Keys];

    public static IReadOnlyList<string> Columns(string kind) => FeedForms.Columns[kind];

    public static IEnumerable<SampleFact> Generate(SampleOptions options) =>
        Told(options).SelectMany(told => told.Facts).Concat(SampleSightings.Generate(options).Select(Sighted));

    /// <summary>What fires because of the feeds, beside what the quarter itself makes fire.</summary>
    public static IEnumerable<SampleTruth> Truth(SampleOptions options) => Told(options).Select(told => told.Truth).OfType<SampleTruth>();

    /// <summary>Whether the case at this place of the file may have a story that feeds tell.</summary>
    internal static bool HasStory(int index) => index % OneIn == 0;

    /// <summary>One CSV in UTF-8 for each kind, named after it.</summary>
    public static void Write(SampleOptions options, string folder)
    {
        Directory.CreateDirectory(folder);
        var writers = new Dictionary<string, StreamWriter>(StringComparer.Ordinal);
        try
        {
            foreach (var (kind, columns) in FeedForms.Columns)
            {
                var writer = new StreamWriter(
                    Path.Combine(folder, kind + ".csv"),
                    append: false,
                    new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)
                )
                {
                    NewLine = "\n",
                };
                writers.Add(kind, writer);
                writer.WriteLine(string.Join(',', columns));
            }
            foreach (var fact in Generate(options))
            {
                writers[fact.Kind].WriteLine(string.Join(',', fact.Cells));
            }
        }
        finally
        {
            foreach (var writer in writers.Values)
            {
                writer.Dispose();
            }
        }
    }

    /// <remarks>A story that does not go with a case waits for the next: each comes up about as often as every other.</remarks>
    private static IEnumerable<(IReadOnlyList<SampleFact> Facts, SampleTruth? Truth)> Told(SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var parties = new Parties(options.City, options.Seed);
        var waiting = new LinkedList<FeedStory>(FeedStories.All);
        foreach (var (row, index) in SampleQuarter.Generate(options).Select((row, index) => (row, index)))
        {
            if (!HasStory(index))
                continue;
            for (var story = waiting.First; story is not null; story = story.Next)
            {
                var teller = new Teller(row.Record, index, options.AsOf, parties, new Dice(options.Seed, index, 'f'));
                if (story.Value.Tell(teller) is not { } facts)
                    continue;
                waiting.Remove(story);
                waiting.AddLast(story);
                var about = story.Value.About?.Invoke(teller).Value ?? row.CaseNumber;
                yield return (facts, story.Value.Fires is { } rule ? new SampleTruth(about, rule) : null);
                break;
            }
        }
    }

    private static SampleFact Sighted(SampleSighting seen) =>
        FeedForms.Row("sightings", ("号牌", seen.Plate), ("时间", seen.SeenAt), ("地点", seen.Place));
}
