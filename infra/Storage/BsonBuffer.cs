using System.Buffers.Binary;
using System.Text;

namespace Exchange.Storage;

/// <summary>BSON as it grows; names and texts come in as UTF-8 and are copied once.</summary>
internal sealed class BsonBuffer(int capacity = 1024)
{
    private byte[] bytes = new byte[capacity];
    private int length;

    /// <summary>The kinds of values that our documents hold, as BSON numbers them.</summary>
    public static class Kind
    {
        public const byte Text = 0x02;
        public const byte Document = 0x03;
        public const byte Array = 0x04;
        public const byte Binary = 0x05;
        public const byte Bool = 0x08;
        public const byte Null = 0x0A;
        public const byte Int32 = 0x10;
        public const byte Int64 = 0x12;
        public const byte Decimal = 0x13;
    }

    public byte[] ToArray() => bytes.AsSpan(0, length).ToArray();

    /// <summary>Begins an element; <see cref="Is"/> can still change its kind.</summary>
    /// <returns>Where its kind stands.</returns>
    public int Element(byte kind, ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)0))
        {
            throw new InvalidOperationException("A name in a document cannot hold the character NUL.");
        }
        var at = length;
        var room = Grow(name.Length + 2);
        room[0] = kind;
        name.CopyTo(room[1..]);
        room[^1] = 0;
        return at;
    }

    public void Is(int element, byte kind) => bytes[element] = kind;

    /// <returns>What <see cref="End"/> needs.</returns>
    public int Begin()
    {
        var at = length;
        Grow(4);
        return at;
    }

    public int Begin(byte kind, ReadOnlySpan<byte> name)
    {
        Element(kind, name);
        return Begin();
    }

    public void End(int begun)
    {
        Grow(1)[0] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(begun), length - begun);
    }

    public void Text(ReadOnlySpan<byte> text)
    {
        var room = Grow(text.Length + 5);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length + 1);
        text.CopyTo(room[4..]);
        room[^1] = 0;
    }

    public void Text(ReadOnlySpan<byte> name, string text)
    {
        Element(Kind.Text, name);
        var size = Encoding.UTF8.GetByteCount(text);
        var room = Grow(size + 5);
        BinaryPrimitives.WriteInt32LittleEndian(room, size + 1);
        Encoding.UTF8.GetBytes(text, room[4..]);
        room[^1] = 0;
    }

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Grow(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Grow(8), value);

    public void Int64(ReadOnlySpan<byte> name, long value)
    {
        Element(Kind.Int64, name);
        Int64(value);
    }

    public void Int32(ReadOnlySpan<byte> name, int value)
    {
        Element(Kind.Int32, name);
        Int32(value);
    }

    public void Bool(bool value) => Grow(1)[0] = value ? (byte)1 : (byte)0;

    public void Binary(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Element(Kind.Binary, name);
        var room = Grow(value.Length + 5);
        BinaryPrimitives.WriteInt32LittleEndian(room, value.Length);
        room[4] = 0;
        value.CopyTo(room[5..]);
    }

    private Span<byte> Grow(int by)
    {
        if (length + by > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + by));
        }
        var room = bytes.AsSpan(length, by);
        length += by;
        return room;
    }
}

/// <summary>Walks over the elements of one BSON document or array.</summary>
internal ref struct BsonElements
{
    private ReadOnlySpan<byte> rest;

    /// <param name="document">With its length in front and its 0 behind.</param>
    public BsonElements(ReadOnlySpan<byte> document) => rest = document[4..];

    public byte Kind { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(TextBytes);

    public readonly ReadOnlySpan<byte> TextBytes => Value[4..^1];

    public readonly long Int64 => BinaryPrimitives.ReadInt64LittleEndian(Value);

    public readonly int Int32 => BinaryPrimitives.ReadInt32LittleEndian(Value);

    public bool Next()
    {
        if (rest[0] == 0)
        {
            return false;
        }
        Kind = rest[0];
        var named = rest[1..].IndexOf((byte)0);
        Name = rest.Slice(1, named);
        rest = rest[(named + 2)..];
        var size = Kind switch
        {
            BsonBuffer.Kind.Text => BinaryPrimitives.ReadInt32LittleEndian(rest) + 4,
            BsonBuffer.Kind.Document or BsonBuffer.Kind.Array => BinaryPrimitives.ReadInt32LittleEndian(rest),
            BsonBuffer.Kind.Binary => BinaryPrimitives.ReadInt32LittleEndian(rest) + 5,
            BsonBuffer.Kind.Bool => 1,
            BsonBuffer.Kind.Null => 0,
            BsonBuffer.Kind.Int32 => 4,
            BsonBuffer.Kind.Int64 => 8,
            BsonBuffer.Kind.Decimal => 16,
            _ => throw new InvalidDataException($"'{Encoding.UTF8.GetString(Name)}' is a BSON value of kind {Kind}, which we never write."),
        };
        Value = rest[..size];
        rest = rest[size..];
        return true;
    }
}
