using System.Globalization;
using System.Text;
using MongoDB.Bson;

namespace Exchange.Storage;

/// <summary>
/// How one document lies in MongoDB:
/// <c>{ _id, version, body, x: { field: value }, unsent: [ { id, type, body, traceParent } ], writes: [ token ] }</c>.
/// What is null in <c>x</c> and an empty <c>unsent</c> are left out.
/// </summary>
internal static class MongoDocument
{
    /// <summary>How many of the last writes of a document can be told apart.</summary>
    public const int KnownWrites = 8;

    public static RawBsonDocument New(CollectionShape shape, DocumentWrite write, long token)
    {
        var document = new BsonBuffer(write.Body.Length + 512);
        var begun = document.Begin();
        document.Text("_id"u8, write.Id);
        AppendContent(document, shape, write);
        AppendUnsent(document, write.Unsent);
        var writes = document.Begin(BsonBuffer.Kind.Array, "writes"u8);
        document.Int64("0"u8, token);
        document.End(writes);
        document.End(begun);
        return new RawBsonDocument(document.ToArray());
    }

    public static RawBsonDocument Next(CollectionShape shape, DocumentWrite write, long token) =>
        Update(write.Unsent, token, write.Body.Length + 512, set => AppendContent(set, shape, write));

    public static RawBsonDocument NextUnsent(UnsentLeft left, long token) =>
        Update(left.Unsent, token, 512, set => set.Int64("version"u8, left.ExpectedVersion + 1));

    public static StoredDocument Read(RawBsonDocument found)
    {
        var (id, version, body, unsent) = ("", 0L, Array.Empty<byte>(), (IReadOnlyList<UnsentMessage>)[]);
        for (var element = new BsonElements(BytesOf(found)); element.Next(); )
        {
            switch (element.Name)
            {
                case [(byte)'_', ..]:
                    id = element.Text;
                    break;
                case [(byte)'v', ..]:
                    version = element.Int64;
                    break;
                case [(byte)'b', ..]:
                    body =
                        element.Kind == BsonBuffer.Kind.Binary
                            ? element.Value[5..].ToArray()
                            : BsonBody.ToJson(element.Kind, element.Value);
                    break;
                case [(byte)'u', ..]:
                    unsent = ReadUnsent(element.Value);
                    break;
            }
        }
        return new StoredDocument(id, version, body, unsent);
    }

    public static DocumentHead ReadHead(CollectionShape shape, RawBsonDocument found)
    {
        var (id, version, index) = ("", 0L, new object?[shape.Fields.Count]);
        for (var element = new BsonElements(BytesOf(found)); element.Next(); )
        {
            switch (element.Name)
            {
                case [(byte)'_', ..]:
                    id = element.Text;
                    break;
                case [(byte)'v', ..]:
                    version = element.Int64;
                    break;
                case [(byte)'x', ..]:
                    ReadFields(shape, element.Value, index);
                    break;
            }
        }
        return new DocumentHead(id, version, index);
    }

    /// <summary>The version of a document, and the tokens of its last writes.</summary>
    public static (string Id, long Version, HashSet<long> Writes) ReadWrites(RawBsonDocument found)
    {
        var (id, version, writes) = ("", 0L, new HashSet<long>());
        for (var element = new BsonElements(BytesOf(found)); element.Next(); )
        {
            switch (element.Name)
            {
                case [(byte)'_', ..]:
                    id = element.Text;
                    break;
                case [(byte)'v', ..]:
                    version = element.Int64;
                    break;
                case [(byte)'w', ..]:
                    for (var write = new BsonElements(element.Value); write.Next(); )
                    {
                        writes.Add(write.Int64);
                    }
                    break;
            }
        }
        return (id, version, writes);
    }

    private static RawBsonDocument Update(IReadOnlyList<UnsentMessage> unsent, long token, int capacity, Action<BsonBuffer> content)
    {
        var update = new BsonBuffer(capacity);
        var begun = update.Begin();
        var set = update.Begin(BsonBuffer.Kind.Document, "$set"u8);
        content(update);
        AppendUnsent(update, unsent);
        update.End(set);
        if (unsent.Count == 0)
        {
            var unset = update.Begin(BsonBuffer.Kind.Document, "$unset"u8);
            update.Int32("unsent"u8, 1);
            update.End(unset);
        }
        var push = update.Begin(BsonBuffer.Kind.Document, "$push"u8);
        var writes = update.Begin(BsonBuffer.Kind.Document, "writes"u8);
        var each = update.Begin(BsonBuffer.Kind.Array, "$each"u8);
        update.Int64("0"u8, token);
        update.End(each);
        update.Int32("$slice"u8, -KnownWrites);
        update.End(writes);
        update.End(push);
        update.End(begun);
        return new RawBsonDocument(update.ToArray());
    }

    private static void AppendContent(BsonBuffer document, CollectionShape shape, DocumentWrite write)
    {
        document.Int64("version"u8, write.ExpectedVersion + 1);
        if (shape.Body == BodyForm.Bytes)
        {
            document.Binary("body"u8, write.Body.Span);
        }
        else
        {
            BsonBody.Append(document, "body"u8, write.Body.Span);
        }
        var x = document.Begin(BsonBuffer.Kind.Document, "x"u8);
        for (var i = 0; i < shape.Fields.Count; i++)
        {
            AppendField(document, Encoding.UTF8.GetBytes(CollectionShape.NameOf(shape.Fields[i])), write.Index[i]);
        }
        document.End(x);
    }

    private static void AppendField(BsonBuffer x, ReadOnlySpan<byte> name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                x.Text(name, text);
                break;
            case long number:
                x.Int64(name, number);
                break;
            case IReadOnlyList<string> { Count: 0 }:
                break;
            case IReadOnlyList<string> texts:
                var list = x.Begin(BsonBuffer.Kind.Array, name);
                for (var i = 0; i < texts.Count; i++)
                {
                    x.Text(Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)), texts[i]);
                }
                x.End(list);
                break;
            default:
                throw new ArgumentException($"An index field holds text, long, texts or null, not {value.GetType().Name}.", nameof(value));
        }
    }

    private static void ReadFields(CollectionShape shape, ReadOnlySpan<byte> x, object?[] index)
    {
        for (var field = new BsonElements(x); field.Next(); )
        {
            var name = Encoding.UTF8.GetString(field.Name);
            for (var i = 0; i < index.Length; i++)
            {
                if (CollectionShape.IsNamed(shape.Fields[i], name))
                {
                    index[i] = field.Kind switch
                    {
                        BsonBuffer.Kind.Int64 => field.Int64,
                        BsonBuffer.Kind.Array => ReadTexts(field.Value),
                        _ => field.Text,
                    };
                }
            }
        }
    }

    private static List<string> ReadTexts(ReadOnlySpan<byte> array)
    {
        var texts = new List<string>();
        for (var text = new BsonElements(array); text.Next(); )
        {
            texts.Add(text.Text);
        }
        return texts;
    }

    private static void AppendUnsent(BsonBuffer document, IReadOnlyList<UnsentMessage> unsent)
    {
        if (unsent.Count == 0)
        {
            return;
        }
        var messages = document.Begin(BsonBuffer.Kind.Array, "unsent"u8);
        for (var i = 0; i < unsent.Count; i++)
        {
            var message = document.Begin(BsonBuffer.Kind.Document, Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
            document.Text("id"u8, unsent[i].Id);
            document.Text("type"u8, unsent[i].Type);
            document.Text("body"u8, unsent[i].Body);
            if (unsent[i].TraceParent is { } parent)
            {
                document.Text("traceParent"u8, parent);
            }
            document.End(message);
        }
        document.End(messages);
    }

    private static List<UnsentMessage> ReadUnsent(ReadOnlySpan<byte> array)
    {
        var unsent = new List<UnsentMessage>();
        for (var message = new BsonElements(array); message.Next(); )
        {
            var (id, type, body, parent) = ("", "", "", (string?)null);
            for (var part = new BsonElements(message.Value); part.Next(); )
            {
                switch (part.Name)
                {
                    case [(byte)'i', ..]:
                        id = part.Text;
                        break;
                    case [(byte)'t', (byte)'y', ..]:
                        type = part.Text;
                        break;
                    case [(byte)'b', ..]:
                        body = part.Text;
                        break;
                    case [(byte)'t', ..]:
                        parent = part.Text;
                        break;
                }
            }
            unsent.Add(new UnsentMessage(id, type, body, parent));
        }
        return unsent;
    }

    private static ReadOnlySpan<byte> BytesOf(RawBsonDocument document)
    {
        var bytes = document.Slice.AccessBackingBytes(0);
        if (bytes.Count >= document.Slice.Length)
        {
            return bytes.AsSpan(0, document.Slice.Length);
        }
        var copy = new byte[document.Slice.Length];
        document.Slice.GetBytes(0, copy, 0, copy.Length);
        return copy;
    }
}
