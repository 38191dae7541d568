using System.Text;
using Exchange.Access;
using Exchange.SampleData;
using Exchange.Tests.EndToEnd.Imports;

namespace Exchange.Tests.EndToEnd.Feeds;

/// <summary>Feeds as files, and what becomes of them at the procuratorate's door.</summary>
internal static class SampleFeed
{
    public static Desk Procurator(this ExchangeRun run) => run.As(Roles.Procurator, SampleQuarters.City);

    /// <summary>A file of these rows below the header of their kind.</summary>
    public static byte[] Csv(string kind, params IEnumerable<IReadOnlyList<string>> rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Prepend([.. SampleFeeds.Columns(kind)]).Select(row => string.Join(',', row) + "\r\n")));

    /// <summary>Delivers a feed and waits until all that follows from it has been judged.</summary>
    public static async Task<Answer> Deliver(this Desk desk, string kind, byte[] file, string mediaType = "text/csv")
    {
        var taken = (await desk.PostBytes($"/procuratorate/v1/feeds/{kind}", file, mediaType)).Ok();
        return await desk.UntilState($"/procuratorate/v1/feeds/{taken["id"]}", "completed", "failed");
    }
}
