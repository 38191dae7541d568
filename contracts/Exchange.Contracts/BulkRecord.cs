using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Exchange.Contracts;

/// <summary>Takes over what is marked <see cref="InBulkAttribute"/>.</summary>
/// <param name="general">The options without this factory: they say what the JSON is, and read what is not as expected.</param>
internal sealed class BulkRecordFactory(JsonSerializerOptions general) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsDefined(typeof(InBulkAttribute), inherit: false);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(BulkRecord<>).MakeGenericType(typeToConvert), options, general)!;
}

/// <summary>
/// Writes the JSON that the general serializer writes, and reads what that reads, without its stacks and boxes: a third of the time.
/// It knows a record by the serializer's own description; whatever is not as that record is usually written, the general serializer reads.
/// </summary>
internal sealed class BulkRecord<T> : JsonConverter<T>
    where T : class
{
    private readonly JsonTypeInfo<T> general;
    private readonly Func<object> create;
    private readonly BulkProperty<T>[] properties;
    private readonly ulong required;

    public BulkRecord(JsonSerializerOptions options, JsonSerializerOptions general)
    {
        this.general = (JsonTypeInfo<T>)general.GetTypeInfo(typeof(T));
        create = this.general.CreateObject ?? throw new NotSupportedException($"{typeof(T).Name} is made by a constructor.");
        // What is ignored can neither be got nor set.
        properties =
        [
            .. this.general.Properties.Where(p => p.Get is not null || p.Set is not null).Select(p => BulkProperty<T>.Of(p, options)),
        ];
        for (var at = 0; at < properties.Length; at++)
            required |= properties[at].IsRequired ? 1UL << at : 0;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var property in properties)
            property.Write(writer, value);
        writer.WriteEndObject();
    }

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        try
        {
            if (AsUsual(ref reader) is { } record)
                return record;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            // The general serializer says what is wrong, and where.
        }
        reader = start;
        return JsonSerializer.Deserialize(ref reader, general);
    }

    /// <returns>Null when anything is unusual, as an unknown name or a null is.</returns>
    private T? AsUsual(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
            return null;
        var record = (T)create();
        var (at, seen) = (0, 0UL);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.HasValueSequence || reader.ValueIsEscaped)
                return null;
            at = Find(reader.ValueSpan, at);
            if (at < 0 || !reader.Read() || !properties[at].TryRead(ref reader, record))
                return null;
            seen |= 1UL << at++;
        }
        return reader.TokenType is JsonTokenType.EndObject && (seen & required) == required ? record : null;
    }

    /// <summary>Properties come in their order, with some left out.</summary>
    private int Find(ReadOnlySpan<byte> name, int from)
    {
        for (var at = from; at < properties.Length; at++)
        {
            if (name.SequenceEqual(properties[at].Utf8Name))
                return at;
        }
        for (var at = 0; at < from; at++)
        {
            if (name.SequenceEqual(properties[at].Utf8Name))
                return at;
        }
        return -1;
    }
}
