using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;

namespace Exchange.Stack.Door;

/// <summary>What a client asks: the command's document, and the documents of its bulk as they came over the wire.</summary>
/// <param name="Documents">Documents one after the other (a document sequence), not looked into.</param>
/// <param name="WantsAnswer">False for writes whose outcome the client does not want to know.</param>
internal sealed record Request(int Id, RawBsonDocument Command, ArraySegment<byte> Documents, bool WantsAnswer, bool IsOld);

/// <summary>A message of the MongoDB wire protocol: OP_MSG, and the OP_QUERY with which a driver says its first hello.</summary>
internal static class Message
{
    public const int HeaderLength = 16;
    public const int LongestMessage = 48_000_000;

    private const int OldReply = 1;
    private const int OldQuery = 2004;
    private const int Current = 2013;
    private const uint ChecksumPresent = 1;
    private const uint NoAnswerWanted = 2;

    public static int LengthOf(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length is > HeaderLength and <= LongestMessage
            ? length
            : throw new InvalidDataException($"A message of {length} bytes is none of the wire protocol.");
    }

    public static Request Read(byte[] bytes, int length)
    {
        var message = new ArraySegment<byte>(bytes, 0, length);
        var id = Int32(message, 4);
        return Int32(message, 12) switch
        {
            Current => ReadCurrent(id, message),
            OldQuery => ReadOld(id, message),
            var other => throw new InvalidDataException($"The operation {other} is not spoken here, only OP_MSG."),
        };
    }

    public static byte[] Answer(Request request, ReadOnlySpan<byte> document)
    {
        // Old: flags 8 (await capable), no cursor, one document. Current: no flags, one section of kind 0.
        var front = HeaderLength + (request.IsOld ? 20 : 5);
        var answer = new byte[front + document.Length];
        BinaryPrimitives.WriteInt32LittleEndian(answer, answer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(8), request.Id);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(12), request.IsOld ? OldReply : Current);
        if (request.IsOld)
        {
            answer[16] = 8;
            answer[32] = 1;
        }
        document.CopyTo(answer.AsSpan(front));
        return answer;
    }

    private static Request ReadCurrent(int id, ArraySegment<byte> message)
    {
        var flags = (uint)Int32(message, HeaderLength);
        var end = message.Count - ((flags & ChecksumPresent) == 0 ? 0 : 4);
        RawBsonDocument? command = null;
        ArraySegment<byte> documents = default;
        for (var at = HeaderLength + 4; at < end; )
        {
            var kind = message[at++];
            var section = message.Slice(at, Int32(message, at));
            at += section.Count;
            if (kind == 0)
            {
                command = Document(section);
            }
            else
            {
                documents = section[(section.AsSpan(4).IndexOf((byte)0) + 5)..];
            }
        }
        return new Request(
            id,
            command ?? throw new InvalidDataException("A message without a command."),
            documents,
            WantsAnswer: (flags & NoAnswerWanted) == 0,
            IsOld: false
        );
    }

    private static Request ReadOld(int id, ArraySegment<byte> message)
    {
        var name = message[(HeaderLength + 4)..];
        var nameLength = name.AsSpan().IndexOf((byte)0);
        if (!Encoding.UTF8.GetString(name[..nameLength]).EndsWith(".$cmd", StringComparison.Ordinal))
        {
            throw new InvalidDataException("OP_QUERY is understood for commands only.");
        }
        var query = name[(nameLength + 9)..];
        return new Request(id, Document(query[..Int32(query, 0)]), default, WantsAnswer: true, IsOld: true);
    }

    private static RawBsonDocument Document(ArraySegment<byte> bytes) => new(bytes.ToArray());

    private static int Int32(ArraySegment<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at, 4));
}
