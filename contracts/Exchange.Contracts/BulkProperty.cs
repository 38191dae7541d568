using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Exchange.Contracts;

/// <summary>One property of a <see cref="BulkRecord{T}"/>.</summary>
internal abstract class BulkProperty<TOwner>(JsonPropertyInfo property)
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(property.Name);

    public ReadOnlySpan<byte> Name => name;

    public bool IsRequired { get; } = property.IsRequired;

    public abstract void Write(Utf8JsonWriter writer, TOwner owner);

    /// <returns>False for a null that is not a field's: what that means, the general serializer knows.</returns>
    public abstract bool TryRead(ref Utf8JsonReader reader, TOwner owner);
}

internal sealed class BulkProperty<TOwner, TValue> : BulkProperty<TOwner>
{
    private readonly Func<TOwner, TValue> get;
    private readonly Action<TOwner, TValue> set;
    private readonly JsonConverter<TValue> converter;
    private readonly JsonSerializerOptions options;
    private readonly JsonEncodedText name;
    private readonly bool writesNull;
    private readonly bool leavesDefaultOut;

    public BulkProperty(JsonPropertyInfo property, JsonSerializerOptions options)
        : base(property)
    {
        var reflected = (PropertyInfo)property.AttributeProvider!;
        get = reflected.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        set = reflected.SetMethod!.CreateDelegate<Action<TOwner, TValue>>();
        converter = (JsonConverter<TValue>)BulkValue.ConverterOf(typeof(TValue), options);
        this.options = options;
        name = JsonEncodedText.Encode(property.Name, options.Encoder);
        writesNull = options.DefaultIgnoreCondition is JsonIgnoreCondition.Never;
        var ignored = reflected.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition;
        leavesDefaultOut = BulkValue.IsField(typeof(TValue)) || ignored is JsonIgnoreCondition.WhenWritingDefault;
        var isKnown = options.DefaultIgnoreCondition is JsonIgnoreCondition.Never or JsonIgnoreCondition.WhenWritingNull;
        if (!isKnown || property.ShouldSerialize is not null != leavesDefaultOut)
            throw new NotSupportedException($"{typeof(TOwner).Name}.{property.Name} is left out by a rule of its own.");
    }

    public override void Write(Utf8JsonWriter writer, TOwner owner)
    {
        var value = get(owner);
        if (leavesDefaultOut && EqualityComparer<TValue>.Default.Equals(value, default))
            return;
        if (value is null)
        {
            if (writesNull)
                writer.WriteNull(name);
            return;
        }
        writer.WritePropertyName(name);
        converter.Write(writer, value, options);
    }

    public override bool TryRead(ref Utf8JsonReader reader, TOwner owner)
    {
        if (reader.TokenType is JsonTokenType.Null && !converter.HandleNull)
            return false;
        set(owner, converter.Read(ref reader, typeof(TValue), options)!);
        return true;
    }
}
