using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Exchange.Contracts;

/// <summary>One property of a <see cref="BulkRecord{T}"/>.</summary>
internal abstract class BulkProperty<TOwner>(JsonPropertyInfo property, JsonSerializerOptions options)
{
    private readonly byte[] utf8Name = Encoding.UTF8.GetBytes(property.Name);

    public ReadOnlySpan<byte> Utf8Name => utf8Name;

    public bool IsRequired { get; } = property.IsRequired;

    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(property.Name, options.Encoder);

    protected JsonSerializerOptions Options { get; } = options;

    public abstract void Write(Utf8JsonWriter writer, TOwner owner);

    /// <returns>False for a null where there should be none: what that means, the general serializer knows.</returns>
    public abstract bool TryRead(ref Utf8JsonReader reader, TOwner owner);

    public static BulkProperty<TOwner> Of(JsonPropertyInfo property, JsonSerializerOptions options)
    {
        var (kind, value) = BulkValue.IsField(property.PropertyType)
            ? (typeof(BulkField<,>), property.PropertyType.GetGenericArguments()[0])
            : (typeof(BulkProperty<,>), property.PropertyType);
        return (BulkProperty<TOwner>)Activator.CreateInstance(kind.MakeGenericType(typeof(TOwner), value), property, options)!;
    }

    protected static Func<TOwner, TValue> Getter<TValue>(JsonPropertyInfo property) =>
        Reflected(property).GetMethod!.CreateDelegate<Func<TOwner, TValue>>();

    protected static Action<TOwner, TValue> Setter<TValue>(JsonPropertyInfo property) =>
        Reflected(property).SetMethod!.CreateDelegate<Action<TOwner, TValue>>();

    protected static PropertyInfo Reflected(JsonPropertyInfo property) =>
        property is { AttributeProvider: PropertyInfo { GetMethod: not null, SetMethod: not null } reflected, CustomConverter: null }
            ? reflected
            : throw new NotSupportedException($"{typeof(TOwner).Name}.{property.Name} is more than a value under a name.");
}

internal sealed class BulkProperty<TOwner, TValue>(JsonPropertyInfo property, JsonSerializerOptions options)
    : BulkProperty<TOwner>(property, options)
{
    private readonly Func<TOwner, TValue> get = Getter<TValue>(property);
    private readonly Action<TOwner, TValue> set = Setter<TValue>(property);
    private readonly JsonConverter<TValue> converter = (JsonConverter<TValue>)BulkValue.ConverterOf(typeof(TValue), options);
    private readonly bool leavesDefaultOut = LeavesDefaultOut(property);
    private readonly bool leavesNullOut = options.DefaultIgnoreCondition is JsonIgnoreCondition.WhenWritingNull;

    public override void Write(Utf8JsonWriter writer, TOwner owner)
    {
        var value = get(owner);
        if (leavesDefaultOut && EqualityComparer<TValue>.Default.Equals(value, default))
            return;
        if (value is null)
        {
            if (!leavesNullOut)
                writer.WriteNull(Name);
            return;
        }
        writer.WritePropertyName(Name);
        converter.Write(writer, value, Options);
    }

    public override bool TryRead(ref Utf8JsonReader reader, TOwner owner)
    {
        if (reader.TokenType is JsonTokenType.Null && !converter.HandleNull)
            return false;
        set(owner, converter.Read(ref reader, typeof(TValue), Options)!);
        return true;
    }

    private static bool LeavesDefaultOut(JsonPropertyInfo property)
    {
        var ignored = Reflected(property).GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is JsonIgnoreCondition.WhenWritingDefault;
        return ignored == property.ShouldSerialize is not null
            ? ignored
            : throw new NotSupportedException($"{typeof(TOwner).Name}.{property.Name} is left out by a rule of its own.");
    }
}

/// <summary>A cell: left out when it is unknown, null when there is none.</summary>
internal sealed class BulkField<TOwner, T>(JsonPropertyInfo property, JsonSerializerOptions options)
    : BulkProperty<TOwner>(property, options)
    where T : notnull
{
    private readonly Func<TOwner, Field<T>> get = Getter<Field<T>>(property);
    private readonly Action<TOwner, Field<T>> set = Setter<Field<T>>(property);
    private readonly JsonConverter<T> converter = (JsonConverter<T>)BulkValue.ConverterOf(typeof(T), options);

    public override void Write(Utf8JsonWriter writer, TOwner owner)
    {
        var field = get(owner);
        if (field.Has(out var value))
        {
            writer.WritePropertyName(Name);
            converter.Write(writer, value, Options);
        }
        else if (field.IsNone)
        {
            writer.WriteNull(Name);
        }
    }

    public override bool TryRead(ref Utf8JsonReader reader, TOwner owner)
    {
        var isNone = reader.TokenType is JsonTokenType.Null;
        set(owner, isNone ? Field<T>.None : Field<T>.Of(converter.Read(ref reader, typeof(T), Options)!));
        return true;
    }
}
