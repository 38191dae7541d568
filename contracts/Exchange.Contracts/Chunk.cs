using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>
/// Elements of a message that stand for themselves, each read by itself: one that cannot be read does not keep the others from being heard.
/// On the wire a plain array.
/// </summary>
[CollectionBuilder(typeof(Chunk), nameof(Chunk.Of))]
[JsonConverter(typeof(ChunkConverterFactory))]
public sealed class Chunk<T> : IReadOnlyList<T>
{
    private readonly IReadOnlyList<T> readable;

    internal Chunk(IReadOnlyList<T> readable, IReadOnlyList<UnreadableElement> unreadable) =>
        (this.readable, Unreadable) = (readable, unreadable);

    /// <summary>Elements that are no <typeparamref name="T"/>. They are written again as they came.</summary>
    public IReadOnlyList<UnreadableElement> Unreadable { get; }

    public int Count => readable.Count;

    public T this[int index] => readable[index];

    public IEnumerator<T> GetEnumerator() => readable.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes chunks.</summary>
public static class Chunk
{
    public static Chunk<T> Of<T>(ReadOnlySpan<T> elements) => new(elements.ToArray(), []);

    /// <summary>A chunk of one element, which cannot be read.</summary>
    public static Chunk<T> Of<T>(UnreadableElement element) => new([], [element]);
}

/// <summary>A message that carries a <see cref="Chunk{T}"/>.</summary>
public interface IChunked
{
    IReadOnlyList<UnreadableElement> Unreadable { get; }

    /// <summary>The same message with nothing but this element.</summary>
    ExchangeEvent Only(UnreadableElement element);
}

/// <summary>An element of a chunk that could not be read.</summary>
/// <param name="Index">Its place in the array.</param>
/// <param name="Json">As it came.</param>
/// <param name="Path">Where in it reading ended.</param>
/// <param name="Line">Counted within the element, from 0; likewise the byte.</param>
/// <param name="Offset">The byte at which it begins in a text that was read whole.</param>
public sealed record UnreadableElement(int Index, string Json, string Path, string Reason, long Line, long ByteInLine, long Offset);

internal sealed class ChunkConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Chunk<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ChunkConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()), options)!;
}

internal sealed class ChunkConverter<T>(JsonSerializerOptions options) : JsonConverter<Chunk<T>>
{
    private readonly JsonSerializerOptions inBulk = ExchangeJson.Hasten(options);
    private JsonConverter<T>? reading;
    private JsonConverter<T>? writing;

    /// <summary>As strictly in the transport as at the doors, whatever else the transport's own options allow.</summary>
    private JsonConverter<T> Reading => reading ??= (JsonConverter<T>)ExchangeJson.InBulk.GetConverter(typeof(T));

    private JsonConverter<T> Writing => writing ??= (JsonConverter<T>)inBulk.GetConverter(typeof(T));

    public override Chunk<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("An array is expected.");
        }
        var readable = new List<T>();
        var unreadable = new List<UnreadableElement>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var element = reader;
            try
            {
                readable.Add(
                    reader.TokenType is JsonTokenType.Null
                        ? throw new JsonException("The element is null.")
                        : Reading.Read(ref reader, typeof(T), ExchangeJson.InBulk)!
                );
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
            {
                // What is no JSON at all is thrown here again: then nothing of the message can be trusted.
                reader = element;
                using var json = JsonDocument.ParseValue(ref reader);
                unreadable.Add(Describe(e, readable.Count + unreadable.Count, json.RootElement.GetRawText(), element.TokenStartIndex));
            }
        }
        return new Chunk<T>(readable, unreadable);
    }

    public override void Write(Utf8JsonWriter writer, Chunk<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var element in value)
        {
            Writing.Write(writer, element, inBulk);
        }
        foreach (var element in value.Unreadable)
        {
            writer.WriteRawValue(element.Json);
        }
        writer.WriteEndArray();
    }

    private static UnreadableElement Describe(Exception e, int index, string json, long offset)
    {
        var place = e as JsonException;
        // The serializer repeats the place at the end of its own sentences.
        var reason = e.Message.Split(" Path: ", 2)[0];
        return new UnreadableElement(
            index,
            json,
            place?.Path ?? "$",
            reason,
            place?.LineNumber ?? 0,
            place?.BytePositionInLine ?? 0,
            offset
        );
    }
}
