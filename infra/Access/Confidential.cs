using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Access;

/// <summary>A text that tells who somebody is (姓名、电话): whole in the store and for a stated purpose, else only a hint of it.</summary>
[JsonConverter(typeof(WholeText))]
public sealed record Confidential(string Text)
{
    /// <summary>The first sign of a name (张**), the ends of a telephone number (138****5678).</summary>
    public string Masked =>
        Text.Length == 0 ? ""
        : Text.Length >= 11 && Text.Count(char.IsAsciiDigit) * 2 > Text.Length
            ? string.Concat(Text.AsSpan(0, 3), new string('*', Text.Length - 7), Text.AsSpan(Text.Length - 4))
        : string.Concat(Text.AsSpan(0, Text.Any(char.IsAsciiDigit) ? 0 : 1), "**");

    /// <summary>Never the text by accident, as in a log.</summary>
    public override string ToString() => Masked;

    private sealed class WholeText : JsonConverter<Confidential>
    {
        public override Confidential? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String
                ? new Confidential(reader.GetString()!.Trim())
                : throw new JsonException("A text is expected.");

        public override void Write(Utf8JsonWriter writer, Confidential value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }
}
