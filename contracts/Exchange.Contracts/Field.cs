using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>
/// A cell of a court's record: unknown (nobody ever said), none (said to be empty), or a value.
/// In JSON an absent property is unknown and a <c>null</c> is none.
/// </summary>
[JsonConverter(typeof(FieldConverterFactory))]
public readonly struct Field<T> : IEquatable<Field<T>>
    where T : notnull
{
    private readonly T? value;
    private readonly FieldState state;

    private Field(FieldState state, T? value)
    {
        this.state = state;
        this.value = value;
    }

    /// <summary>Nothing has ever been said.</summary>
    public static Field<T> Unknown => default;

    /// <summary>It was said that there is none.</summary>
    public static Field<T> None => new(FieldState.None, default);

    public static Field<T> Of(T value) => new(FieldState.Value, value);

    public static implicit operator Field<T>(T value) => Of(value);

    public bool IsUnknown => state == FieldState.Unknown;

    public bool IsNone => state == FieldState.None;

    public bool HasValue => state == FieldState.Value;

    /// <summary>The value; asking for one that is not there is a bug.</summary>
    public T Value => HasValue ? value! : throw new InvalidOperationException("The field has no value.");

    public bool Has(out T found)
    {
        found = value!;
        return HasValue;
    }

    /// <summary>The value, or <paramref name="fallback"/> when there is none or it is unknown.</summary>
    public T Or(T fallback) => HasValue ? value! : fallback;

    /// <summary>This field when it says something, else what was known before.</summary>
    public Field<T> Over(Field<T> known) => IsUnknown ? known : this;

    public Field<TOther> Select<TOther>(Func<T, TOther> map)
        where TOther : notnull =>
        state switch
        {
            FieldState.Unknown => Field<TOther>.Unknown,
            FieldState.None => Field<TOther>.None,
            _ => Field<TOther>.Of(map(value!)),
        };

    public bool Equals(Field<T> other) => state == other.state && EqualityComparer<T?>.Default.Equals(value, other.value);

    public override bool Equals(object? obj) => obj is Field<T> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(state, value);

    public static bool operator ==(Field<T> left, Field<T> right) => left.Equals(right);

    public static bool operator !=(Field<T> left, Field<T> right) => !left.Equals(right);

    public override string ToString() =>
        HasValue ? value!.ToString()!
        : state == FieldState.None ? "none"
        : "unknown";
}

internal enum FieldState : byte
{
    Unknown,
    None,
    Value,
}

internal sealed class FieldConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Field<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(FieldConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class FieldConverter<T> : JsonConverter<Field<T>>
    where T : notnull
{
    public override bool HandleNull => true;

    public override Field<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? Field<T>.None : Field<T>.Of(JsonSerializer.Deserialize<T>(ref reader, options)!);

    public override void Write(Utf8JsonWriter writer, Field<T> value, JsonSerializerOptions options)
    {
        if (value.Has(out var found))
        {
            JsonSerializer.Serialize(writer, found, options);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
