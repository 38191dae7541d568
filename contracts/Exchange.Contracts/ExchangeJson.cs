using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Exchange.Contracts;

/// <summary>How everything of ours is written as JSON: on the wire, in the store and at the doors.</summary>
public static class ExchangeJson
{
    /// <summary>camelCase, ISO dates, Chinese readable, nulls left out, unknown fields absent.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The very same JSON, in a third of the time where a record is marked <see cref="InBulkAttribute"/>.</summary>
    /// <remarks>Of a text that is wrong within such a record it says only where in that record: for stores and chunks, not for doors.</remarks>
    public static JsonSerializerOptions InBulk { get; } = Hasten(Options);

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        return ApplyToContracts(options);
    }

    /// <summary>Only what contracts need, for a serializer whose other ways are its own (the transport's envelope).</summary>
    public static JsonSerializerOptions ApplyToContracts(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(LeaveUnknownOut);
        options.WriteIndented = false;
        return options;
    }

    internal static JsonSerializerOptions Hasten(JsonSerializerOptions options)
    {
        if (options.Converters.Any(converter => converter is BulkRecordFactory))
            return options;
        var hastened = new JsonSerializerOptions(options);
        hastened.Converters.Insert(0, new BulkRecordFactory(options));
        return hastened;
    }

    private static void LeaveUnknownOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.ToList())
        {
            if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Field<>))
            {
                var unknown = Activator.CreateInstance(property.PropertyType);
                property.ShouldSerialize = (_, value) => value is not null && !value.Equals(unknown);
            }
            else if (property.AttributeProvider is PropertyInfo { GetMethod: { } getter } && IsIgnoredAtItsBase(getter))
            {
                type.Properties.Remove(property);
            }
        }
    }

    /// <summary>An override does not inherit <see cref="JsonIgnoreAttribute"/>; here it does.</summary>
    private static bool IsIgnoredAtItsBase(MethodInfo getter)
    {
        var origin = getter.GetBaseDefinition();
        return origin != getter
            && origin
                .DeclaringType!.GetProperties()
                .Any(p => p.GetMethod == origin && p.GetCustomAttribute<JsonIgnoreAttribute>() is not null);
    }
}
