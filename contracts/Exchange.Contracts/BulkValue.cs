using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>Converters of the values in a <see cref="BulkRecord{T}"/>: the usual ones, and for fields and lists such as do not look them up each time.</summary>
internal static class BulkValue
{
    public static JsonConverter ConverterOf(Type type, JsonSerializerOptions options) =>
        IsField(type) ? Of(typeof(BulkField<>), type, options)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Of(typeof(BulkList<>), type, options)
        : options.GetConverter(type);

    public static bool IsField(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Field<>);

    private static JsonConverter Of(Type converter, Type type, JsonSerializerOptions options)
    {
        var within = type.GetGenericArguments()[0];
        return (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(within), ConverterOf(within, options))!;
    }
}

internal sealed class BulkField<T>(JsonConverter<T> converter) : JsonConverter<Field<T>>
    where T : notnull
{
    public override bool HandleNull => true;

    public override Field<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? Field<T>.None : Field<T>.Of(converter.Read(ref reader, typeof(T), options)!);

    public override void Write(Utf8JsonWriter writer, Field<T> value, JsonSerializerOptions options)
    {
        if (value.Has(out var found))
            converter.Write(writer, found, options);
        else
            writer.WriteNullValue();
    }
}

internal sealed class BulkList<T>(JsonConverter<T> converter) : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new JsonException();
        var list = new List<T>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.Null)
                throw new JsonException();
            list.Add(converter.Read(ref reader, typeof(T), options)!);
        }
        return list;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var at = 0; at < value.Count; at++)
        {
            if (value[at] is { } element)
                converter.Write(writer, element, options);
            else
                writer.WriteNullValue();
        }
        writer.WriteEndArray();
    }
}
