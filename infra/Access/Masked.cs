using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.Access;

/// <summary>JSON in which identity numbers and confidential texts are masked: what lists and most readers get.</summary>
public static class Masked
{
    public static JsonSerializerOptions Options { get; } = Build();

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions(ExchangeJson.Options);
        options.Converters.Add(new MaskedNumber());
        options.Converters.Add(new MaskedText());
        return options;
    }

    private sealed class MaskedNumber : JsonConverter<PartyNumber>
    {
        public override PartyNumber? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Masked JSON is written, never read.");

        public override void Write(Utf8JsonWriter writer, PartyNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Masked);
    }

    private sealed class MaskedText : JsonConverter<Confidential>
    {
        public override Confidential? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Masked JSON is written, never read.");

        public override void Write(Utf8JsonWriter writer, Confidential value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Masked);
    }
}
