using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Tests.Servers;
using MongoDB.Bson;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace Exchange.Tests.Faults;

/// <summary>Messages that cannot be handled, each sent to one service: all must lie open with its operators in the end, and nothing else.</summary>
internal sealed class Poison(ExchangeProcesses run, Tap tap, Chronicle chronicle)
{
    private readonly List<(string Service, string Mark)> thrown = [];

    /// <summary>One of each kind.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["no JSON", "unknown type", "handler throws", "bad record in a chunk"];

    /// <returns>False when it cannot be made yet.</returns>
    public async Task<bool> Throw(string kind)
    {
        var mark = $"poison-{thrown.Count + 1}";
        var (queue, type, body) = kind switch
        {
            "no JSON" => (Catalogue.Court, typeof(Contracts.Procuratorate.OpinionIssued).FullName!, $"{{ {mark} is no JSON"),
            "unknown type" => (Catalogue.Police, "Exchange.Contracts.Procuratorate.Invented", $$"""{"id":"{{mark}}"}"""),
            "handler throws" => (Catalogue.Procuratorate, typeof(OpinionReceived).FullName!, OfNoOpinion(mark)),
            _ => (Catalogue.Procuratorate + ".bulk", typeof(CaseRecordsChanged).FullName!, WithBadRecord(mark)),
        };
        if (body is null)
        {
            return false;
        }
        await using var connection = await run.Broker.Connect(run.Broker.Administrator);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = "application/json",
            MessageId = mark,
            Type = type,
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["MT-MessageType"] = "urn:message:" + type.Insert(type.LastIndexOf('.'), ":").Remove(type.LastIndexOf('.') + 1, 1),
            },
        };
        await channel.BasicPublishAsync(queue, "", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        thrown.Add((queue.Replace(".bulk", "", StringComparison.Ordinal), mark));
        chronicle.Fault("poison", $"{mark} to {queue}, {kind}");
        return true;
    }

    /// <summary>What lies open that was not thrown, and what was thrown and does not lie open.</summary>
    public async Task<IReadOnlyList<string>> Differences(Stores stores, CancellationToken cancellation)
    {
        var missing = thrown.Select(t => $"{t.Service}: {t.Mark} does not lie open").ToList();
        var problems = new List<string>();
        foreach (var (service, collection) in await stores.Collections(cancellation))
        {
            if (collection.CollectionNamespace.CollectionName != "failures")
            {
                continue;
            }
            foreach (
                var failure in await (await collection.FindAsync(new BsonDocument(), cancellationToken: cancellation)).ToListAsync(
                    cancellation
                )
            )
            {
                var text = failure["body"].ToJson();
                var mark = thrown.FirstOrDefault(t => t.Service == service && text.Contains($"{t.Mark}", StringComparison.Ordinal)).Mark;
                if (mark is null || failure["body"]["state"] != "open" || !missing.Remove($"{service}: {mark} does not lie open"))
                {
                    problems.Add($"{service} has a failure nobody caused: {text[..Math.Min(text.Length, 600)]}");
                }
            }
        }
        return [.. problems, .. missing];
    }

    /// <summary>A word about an opinion that was never issued.</summary>
    private static string OfNoOpinion(string mark) =>
        JsonSerializer.Serialize(
            new OpinionReceived
            {
                Id = mark,
                OpinionId = mark,
                Side = new CourtOpinionSide(),
                Sequence = 1,
            },
            ExchangeJson.Options
        );

    /// <summary>Records that were said before, and one among them that is none; null while nothing was said.</summary>
    private string? WithBadRecord(string mark)
    {
        if (tap.Chunk is not { } said)
        {
            return null;
        }
        var message = JsonNode.Parse(said)!.AsObject();
        var cases = message["cases"]!.AsArray();
        cases.Insert(cases.Count / 2, new JsonObject { ["caseNumber"] = mark });
        message["id"] = mark;
        return message.ToJsonString(ExchangeJson.Options);
    }
}
