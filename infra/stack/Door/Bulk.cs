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
        var sent = Each(documents);
        if (sent.Count == 1)
        {
            return AsSent;
        }
        var places = Enumerable.Range(0, sent.Count).ToArray();
        Array.Sort(places, (a, b) => sent[a].AsSpan(4).SequenceCompareTo(sent[b].AsSpan(4)) is var order and not 0 ? order : a - b);
        documents = Joined([.. places.Select(place => sent[place])]);
        return new Bulk(places);
    }

    /// <summary>Places of the writes that ended in a conflict.</summary>
    public static IReadOnlyList<int> BrokenOff(byte[] result) =>
        [
            .. Listed(BsonSerializer.Deserialize<BsonDocument>(result), "writeErrors")
                .Where(error => error["code"] == Errors.WriteConflict)
                .Select(error => error["index"].ToInt32()),
        ];

    /// <summary>The documents at these places.</summary>
    public static ArraySegment<byte> Only(ArraySegment<byte> documents, IReadOnlyList<int> places)
    {
        var sent = Each(documents);
        return Joined([.. places.Select(place => sent[place])]);
    }

    /// <summary>A result in which these places were tried again, with what came of that.</summary>
    public static byte[] Merged(byte[] result, byte[] repeated, IReadOnlyList<int> places)
    {
        var (first, second) = (BsonSerializer.Deserialize<BsonDocument>(result), BsonSerializer.Deserialize<BsonDocument>(repeated));
        foreach (var count in (string[])["n", "nModified"])
        {
            if (second.Contains(count))
            {
                first[count] = first.GetValue(count, 0).ToInt32() + second[count].ToInt32();
            }
        }
        foreach (var list in (string[])["writeErrors", "upserted"])
        {
            var old = Listed(first, list).Where(item => list != "writeErrors" || item["code"] != Errors.WriteConflict).ToList();
            var young = Listed(second, list).Select(item => item.Set("index", places[item["index"].ToInt32()]));
            first.Remove(list);
            if (old.Concat(young).ToList() is { Count: > 0 } items)
            {
                first[list] = new BsonArray(items);
            }
        }
        return first.ToBson();
    }

    private static List<ArraySegment<byte>> Each(ArraySegment<byte> documents)
    {
        var each = new List<ArraySegment<byte>>();
        for (var rest = documents; rest.Count > 0; rest = rest[each[^1].Count..])
        {
            each.Add(rest[..BinaryPrimitives.ReadInt32LittleEndian(rest)]);
        }
        return each;
    }

    private static byte[] Joined(IReadOnlyList<ArraySegment<byte>> documents)
    {
        var joined = new byte[documents.Sum(document => document.Count)];
        var at = 0;
        foreach (var document in documents)
        {
            document.CopyTo(joined, at);
            at += document.Count;
        }
        return joined;
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
