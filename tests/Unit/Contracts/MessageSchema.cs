using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Exchange.Contracts;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>What a message looks like on the wire, as JSON schema.</summary>
internal static class MessageSchema
{
    public const string FieldMeaning = "absent: unknown; null: none";

    private static readonly JsonSerializerOptions Indented = new(ExchangeJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Transform(context.TypeInfo.Type, schema),
    };

    public static IReadOnlyList<Type> Messages { get; } =
    [
        .. typeof(ExchangeEvent)
            .Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(ExchangeEvent)))
            .OrderBy(NameOf, StringComparer.Ordinal),
    ];

    /// <summary>Agency and message, as the snapshot's file is called.</summary>
    public static string NameOf(Type message) => $"{message.Namespace!.Split('.')[^1]}.{message.Name}";

    public static JsonNode Of(Type type)
    {
        var schema = ExchangeJson.Options.GetJsonSchemaAsNode(type, Exporter);
        return Whole(schema, schema);
    }

    public static string Text(JsonNode schema) => schema.ToJsonString(Indented) + "\n";

    private static JsonNode Transform(Type type, JsonNode schema)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsGenericType && value.GetGenericTypeDefinition() == typeof(Field<>))
        {
            return NullableOf(Of(value.GetGenericArguments()[0]).AsObject());
        }
        if (value.IsGenericType && value.GetGenericTypeDefinition() == typeof(Chunk<>))
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(value.GetGenericArguments()[0]) };
        }
        var isNullable = value != type || schema is JsonObject known && known["type"] is JsonArray;
        if (value == typeof(Money))
        {
            return Plain("number", "money", isNullable);
        }
        return IsIdentifier(value) ? Plain("string", value.Name, isNullable) : schema;
    }

    /// <summary>Where the exporter points at a schema that it has written before, that schema itself.</summary>
    private static JsonNode Whole(JsonNode schema, JsonNode root) =>
        schema switch
        {
            JsonObject pointer when pointer["$ref"]?.GetValue<string>() is { } place => Whole(At(root, place), root),
            JsonObject parts => new JsonObject(
                parts.Select(part => KeyValuePair.Create(part.Key, part.Value is { } p ? Whole(p, root) : null))
            ),
            JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Whole(item, root))]),
            _ => schema.DeepClone(),
        };

    private static JsonNode At(JsonNode root, string place) =>
        place
            .TrimStart('#')
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(root, (node, step) => node is JsonArray items ? items[int.Parse(step)]! : node[step]!);

    public static bool IsIdentifier(Type type) =>
        type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Identifier<>);

    private static JsonObject Plain(string type, string format, bool isNullable) =>
        new()
        {
            ["type"] = isNullable ? new JsonArray(type, "null") : type,
            ["format"] = JsonNamingPolicy.KebabCaseLower.ConvertName(format),
        };

    private static JsonObject NullableOf(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values)
        {
            values.Add(null);
        }
        if (schema["type"] is { } type and not JsonArray)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        }
        schema["description"] = FieldMeaning;
        return schema;
    }
}
