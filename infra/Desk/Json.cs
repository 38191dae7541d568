using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Exchange.Desks;

/// <summary>Reading what doors answer.</summary>
public static class Json
{
    /// <summary>The text at a place such as <c>side.kind</c>; null when nothing is there.</summary>
    public static string? At(this JsonNode? node, string path) =>
        node.Node(path) switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            { } other => other.ToJsonString(),
        };

    public static JsonNode? Node(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = node is JsonObject at ? at[step] : null;
        }
        return node;
    }

    public static IReadOnlyList<JsonObject> List(this JsonNode? node, string path) =>
        [.. (node.Node(path) as JsonArray ?? []).OfType<JsonObject>()];

    public static IReadOnlyList<string> Texts(this JsonNode? node, string path) =>
        [.. (node.Node(path) as JsonArray ?? []).OfType<JsonValue>().Select(value => value.ToString())];

    public static DateOnly? Day(this JsonNode? node, string path) =>
        node.At(path) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    public static decimal? Number(this JsonNode? node, string path) =>
        node.Node(path) is JsonValue value
        && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static bool Is(this JsonNode? node, string path) =>
        node.Node(path) is JsonValue value && value.GetValueKind() == JsonValueKind.True;
}
