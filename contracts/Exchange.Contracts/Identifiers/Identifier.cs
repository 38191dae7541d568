using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>A text that people write in many ways and that has one canonical way to be written.</summary>
public interface IIdentifier<TSelf>
    where TSelf : class
{
    /// <summary>Reads the text, or says in one short sentence why it is none.</summary>
    static abstract bool TryParse(string? text, [NotNullWhen(true)] out TSelf? value, [NotNullWhen(false)] out string? reason);
}

/// <summary>What all identifiers share: equal when their canonical values are, and bound from routes and JSON as text.</summary>
public abstract class Identifier<TSelf>(string value) : IEquatable<TSelf>, IComparable<TSelf>, IParsable<TSelf>
    where TSelf : Identifier<TSelf>, IIdentifier<TSelf>
{
    /// <summary>The canonical way to write it.</summary>
    public string Value { get; } = value;

    public static bool TryParse(string? text, [NotNullWhen(true)] out TSelf? value) => TSelf.TryParse(text, out value, out _);

    public static TSelf Parse(string text) =>
        TSelf.TryParse(text, out var value, out var reason) ? value : throw new FormatException(reason);

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TSelf>.TryParse(string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result) =>
        TryParse(s, out result);

    public bool Equals(TSelf? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    public sealed override bool Equals(object? obj) => Equals(obj as TSelf);

    public sealed override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public virtual int CompareTo(TSelf? other) => string.CompareOrdinal(Value, other?.Value);

    public sealed override string ToString() => Value;

    public static bool operator ==(Identifier<TSelf>? left, Identifier<TSelf>? right) => Equals(left, right);

    public static bool operator !=(Identifier<TSelf>? left, Identifier<TSelf>? right) => !Equals(left, right);
}

/// <summary>Identifiers in JSON are their canonical text, as values and as names of properties.</summary>
internal sealed class IdentifierJson<T> : JsonConverter<T>
    where T : Identifier<T>, IIdentifier<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? Read(reader.GetString())
            : throw new JsonException($"{typeof(T).Name} is written as text, not as {reader.TokenType}.");

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);

    private static T Read(string? text) =>
        T.TryParse(text, out var value, out var reason) ? value : throw new JsonException($"{typeof(T).Name}: {reason}.");
}
