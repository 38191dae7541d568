using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>Converters of the values in a <see cref="BulkRecord{T}"/>: the usual ones, and for lists one that does not look its elements' up each time.</summary>
internal static class BulkValue
{
    public static JsonConverter ConverterOf(Type type, JsonSerializerOptions options)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            return options.GetConverter(type);
        var element = type.GetGenericArguments()[0];
        return (JsonConverter)Activator.CreateInstance(typeof(BulkList<>).MakeGenericType(element), ConverterOf(element, options))!;
    }

    public static bool IsField(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Field<>);
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
