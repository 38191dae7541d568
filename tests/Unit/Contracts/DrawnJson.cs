using System.Globalization;
using System.Text.Json.Nodes;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>Draws a document that a schema allows.</summary>
internal sealed class DrawnJson(int seed)
{
    private static readonly Dictionary<string, string[]> Samples = new(StringComparer.Ordinal)
    {
        ["case-number"] = ["（2025）浙0602执1号", "（2024）浙0603执恢12号"],
        ["court-code"] = ["浙0602", "浙06"],
        ["division-code"] = ["330602", "330600", "330000"],
        ["party-number"] = ["11010519491231002X", "91350100M000100Y43", "330602********1234"],
        ["citizen-id"] = ["11010519491231002X"],
        ["credit-code"] = ["91350100M000100Y43"],
        ["organisation-code"] = ["000000000"],
    };

    private readonly Random random = new(seed);

    public static IReadOnlyCollection<string> KnownFormats => Samples.Keys;

    public JsonObject Object(JsonObject schema)
    {
        var required = schema["required"]?.AsArray().Select(r => r!.GetValue<string>()).ToHashSet() ?? [];
        var drawn = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || random.Next(3) > 0)
            {
                var node = property!.AsObject();
                // Only a field tells none from unknown; elsewhere null is not written.
                var isField = node["description"]?.GetValue<string>() == MessageSchema.FieldMeaning;
                drawn[name] = isField && random.Next(4) == 0 ? null : Value(node);
            }
        }
        return drawn;
    }

    private JsonNode? Value(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values)
        {
            return Pick([.. values.Where(v => v is not null)])!.DeepClone();
        }
        var type = schema["type"] is JsonArray types ? types[0]!.GetValue<string>() : schema["type"]!.GetValue<string>();
        return type switch
        {
            "object" => Object(schema),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(schema["items"]!.AsObject()))]),
            "integer" => random.Next(1, 1000),
            "number" => JsonNode.Parse((random.Next(0, 100_000_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture)),
            "boolean" => random.Next(2) == 0,
            "string" => Text(schema["format"]?.GetValue<string>()),
            _ => throw new InvalidOperationException($"Nothing can be drawn of {schema.ToJsonString()}."),
        };
    }

    private string Text(string? format) =>
        format switch
        {
            null => Pick(["", "依法恢复执行", "a \"b\" <c> & d", "第一行\n第二行"]),
            "date" => new DateOnly(2020, 1, 1).AddDays(random.Next(4000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "date-time" => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddSeconds(random.Next(30_000_000))
                .ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            _ => Pick(Samples[format]),
        };

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
