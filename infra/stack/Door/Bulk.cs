using System.Buffers.Binary;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace Exchange.Stack.Door;

/// <summary>
/// An unordered bulk in an order that all bulks share. PostgreSQL runs a bulk as one transaction that keeps its locks to the end,
/// so two bulks that touch the same documents in different orders would deadlock, which the real server does not know.
/// </summary>
/// <param name="places">Per document now, its place in the bulk as sent; null: as sent.</param>
internal sealed class Bulk(int[]? places)
{
    public static Bulk AsSent { get; } = new(null);

    /// <remarks>
    /// By their bytes: a document begins with its _id, an update or delete with its filter and that with the _id. Where that is
    /// not so the order is another one, and at worst a deadlock is answered as a write conflict.
    /// </remarks>
    public static Bulk InOneOrder(ref ArraySegment<byte> documents)
    {
        var sent = new List<ArraySegment<byte>>();
        for (var rest = documents; rest.Count > 0; rest = rest[sent[^1].Count..])
        {
            sent.Add(rest[..BinaryPrimitives.ReadInt32LittleEndian(rest)]);
        }
        if (sent.Count == 1)
        {
            return AsSent;
        }
        var places = Enumerable.Range(0, sent.Count).ToArray();
        Array.Sort(places, (a, b) => sent[a].AsSpan(4).SequenceCompareTo(sent[b].AsSpan(4)) is var order and not 0 ? order : a - b);
        var sorted = new byte[documents.Count];
        var at = 0;
        foreach (var place in places)
        {
            sent[place].CopyTo(sorted, at);
            at += sent[place].Count;
        }
        documents = sorted;
        return new Bulk(places);
    }

    /// <summary>Whether the result names documents by their place, so that it must be rewritten.</summary>
    public bool Names(ReadOnlySpan<byte> result) => places is not null && result.IndexOf("upserted\0"u8) >= 0;

    /// <summary>The result with MongoDB's error codes and the places as sent.</summary>
    public byte[] Result(byte[] result)
    {
        var document = BsonSerializer.Deserialize<BsonDocument>(result);
        foreach (var named in Listed(document, "writeErrors").Concat(Listed(document, "upserted")))
        {
            named["index"] = places is null ? named["index"] : places[named["index"].ToInt32()];
        }
        foreach (var error in Listed(document, "writeErrors"))
        {
            Errors.Translate(error);
        }
        return document.ToBson();
    }

    private static IEnumerable<BsonDocument> Listed(BsonDocument result, string name) =>
        result.TryGetValue(name, out var list) ? list.AsBsonArray.Select(item => item.AsBsonDocument) : [];
}
