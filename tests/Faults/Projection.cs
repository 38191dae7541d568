using System.Globalization;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Driver;

namespace Exchange.Tests.Faults;

/// <summary>
/// What a run has come to, one line for each thing, without what may differ between two runs that came to the same: see README.md.
/// </summary>
internal static class Projection
{
    private static readonly Dictionary<string, string[]> Compared = new(StringComparer.Ordinal)
    {
        [Catalogue.Court] = ["cases", "opinions", "transfers", "alerts", "seizures", "vehiclePickups"],
        [Catalogue.Procuratorate] =
        [
            "cases",
            "leads",
            "opinions",
            "transfers",
            "alerts",
            "petitions",
            "repairReviews",
            "leadOpinions",
            "vehicleRequests",
        ],
        [Catalogue.Police] = ["referrals", "vehicleSearches"],
        [Catalogue.Credit] = ["knownCases", "repairs", "notices", "subscriptions"],
    };

    /// <summary>Counters of writes, what was judged from them, what names an upload, and the record of who did what when.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "revision",
        "revisions",
        "factsVersion",
        "announcementId",
        "changedBy",
        "lastPatchHash",
        "judgedFrom",
        "judgedAsOf",
        "said",
        "lastWord",
        "dossier",
    };

    public static async Task<IReadOnlyList<string>> Read(Stores stores, CancellationToken cancellation)
    {
        var lines = new List<string>();
        foreach (var (service, collection) in await stores.Collections(cancellation))
        {
            var name = collection.CollectionNamespace.CollectionName;
            if (!Compared[service].Contains(name))
            {
                continue;
            }
            using var found = await collection.FindAsync(new BsonDocument(), cancellationToken: cancellation);
            while (await found.MoveNextAsync(cancellation))
            {
                lines.AddRange(
                    found.Current.Where(d => !CameAndWent(d["body"])).Select(d => $"{service} {name} {d["_id"]} {Content(d["body"])}")
                );
            }
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The first lines that only one of the two has.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> expected, IReadOnlyList<string> actual, int most = 20) =>
        [
            .. expected
                .Except(actual, StringComparer.Ordinal)
                .Select(line => "- " + line)
                .Concat(actual.Except(expected, StringComparer.Ordinal).Select(line => "+ " + line))
                .OrderBy(line => line[2..], StringComparer.Ordinal)
                .Take(2 * most),
        ];

    /// <summary>A lead about an officer that has lapsed: whether a court was counted in between is a matter of time.</summary>
    private static bool CameAndWent(BsonValue body) =>
        body.AsBsonDocument.GetValue("officer", BsonNull.Value).IsString
        && body.AsBsonDocument.GetValue("state", BsonNull.Value) == "lapsed";

    private static string Content(BsonValue body)
    {
        var json = JsonNode.Parse(body.ToJson(new JsonWriterSettings { OutputMode = JsonOutputMode.RelaxedExtendedJson }));
        return Stripped(json)?.ToJsonString(ExchangeJson.Options) ?? "null";
    }

    private static JsonNode? Stripped(JsonNode? node) =>
        node switch
        {
            JsonObject item => new JsonObject(
                item.Where(p => !IsLeftOut(p.Key, p.Value))
                    .OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, Stripped(p.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Stripped)]),
            _ => node?.DeepClone(),
        };

    /// <summary>Also how far another's words were heard.</summary>
    private static bool IsLeftOut(string name, JsonNode? value) =>
        LeftOut.Contains(name) || name.StartsWith("heard", StringComparison.Ordinal) || IsInstant(value);

    /// <summary>When something happened is the machine's; the law's days are whole days.</summary>
    private static bool IsInstant(JsonNode? value) =>
        value is JsonValue text
        && text.TryGetValue<string>(out var said)
        && said.Length > 19
        && said[10] == 'T'
        && DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, out _);
}
