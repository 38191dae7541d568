using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Imports;
using Shouldly;
using Xunit;

namespace Exchange.Tests.EndToEnd.Feeds;

/// <summary>A fact may come before or after the record that it concerns, in one file or in many, once or twice: the same leads come of it.</summary>
public sealed class FeedOrderTests
{
    private static readonly SampleOptions Options = new() { Cases = 600, AsOf = SampleQuarters.AsOf };

    private static readonly IReadOnlyList<string> Planted =
    [
        .. SampleQuarter
            .Generate(Options)
            .SelectMany(row => row.FiringRules.Select(rule => $"{row.CaseNumber} {rule}"))
            .Union(SampleFeeds.Truth(Options).Select(truth => $"{truth.CaseNumber} {truth.Rule}"))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Orders => ["records first", "feeds first", "feeds in pieces, backwards, twice"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_leads_that_were_planted_come_of_it_in_whatever_order(string order)
    {
        await using var run = await LocalRun.Start(Options.AsOf);
        var feeds = SampleFeeds.Generate(Options).ToLookup(fact => fact.Kind, fact => fact.Cells);
        switch (order)
        {
            case "records first":
                await Quarter(run);
                await Whole(run, feeds);
                break;
            case "feeds first":
                await Whole(run, feeds);
                await Quarter(run);
                break;
            default:
                await Pieces(run, feeds);
                await Quarter(run);
                await Pieces(run, feeds);
                break;
        }

        var leads = (await run.Procurator().List("/procuratorate/v1/leads")).Where(lead => lead["officer"] is null);
        leads.Select(lead => $"{lead["caseNumber"]} {lead["rule"]}").Order(StringComparer.Ordinal).ShouldBe(Planted);
    }

    private static async Task Quarter(LocalRun run) =>
        (await run.Court().Import(SampleQuarters.Written(Options, ".csv"))).State.ShouldBe("completed");

    private static async Task Whole(LocalRun run, ILookup<string, IReadOnlyList<string>> feeds)
    {
        foreach (var kind in SampleFeeds.Kinds)
        {
            var feed = await run.Procurator().Deliver(kind, SampleFeed.Csv(kind, feeds[kind]));
            feed.State.ShouldBe("completed", feed.ToString());
            feed["accepted"].GetValue<int>().ShouldBe(feeds[kind].Count(), kind);
            feed["rejected"].GetValue<int>().ShouldBe(0);
        }
    }

    private static async Task Pieces(LocalRun run, ILookup<string, IReadOnlyList<string>> feeds)
    {
        foreach (var kind in SampleFeeds.Kinds.Reverse())
        {
            foreach (var piece in feeds[kind].Reverse().Chunk(7).Append([]))
            {
                (await run.Procurator().Deliver(kind, SampleFeed.Csv(kind, piece))).State.ShouldBe("completed");
            }
        }
    }
}
