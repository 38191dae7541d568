using System.Text.Json.Nodes;

namespace Exchange.Tests.Unit.Contracts;

/// <summary>What has become of a message since its snapshot was taken.</summary>
/// <param name="Added">Optional properties that are new: whoever knows the old message reads the new one.</param>
/// <param name="Broken">Everything else.</param>
internal sealed record SchemaChange(IReadOnlyList<string> Added, IReadOnlyList<string> Broken)
{
    public static SchemaChange Between(JsonNode before, JsonNode now)
    {
        var (added, broken) = (new List<string>(), new List<string>());
        Compare("", before, now, added, broken);
        return new SchemaChange(added, broken);
    }

    private static void Compare(string place, JsonNode? before, JsonNode? now, List<string> added, List<string> broken)
    {
        if (before is not JsonObject old || now is not JsonObject young)
        {
            if (!JsonNode.DeepEquals(before, now))
            {
                broken.Add($"{place}: was {Show(before)}, is {Show(now)}");
            }
            return;
        }
        foreach (var keyword in old.Select(k => k.Key).Union(young.Select(k => k.Key)).Except(["description", "properties"]))
        {
            var at = $"{place}/{keyword}";
            if (keyword is "items" or "additionalProperties")
            {
                Compare(at, old[keyword], young[keyword], added, broken);
            }
            else if (
                keyword is "required"
                    ? !Set(old[keyword]).SetEquals(Set(young[keyword]))
                    : !JsonNode.DeepEquals(old[keyword], young[keyword])
            )
            {
                broken.Add($"{at}: was {Show(old[keyword])}, is {Show(young[keyword])}");
            }
        }
        Properties(place, old["properties"]?.AsObject() ?? [], young["properties"]?.AsObject() ?? [], added, broken);
    }

    private static void Properties(string place, JsonObject old, JsonObject young, List<string> added, List<string> broken)
    {
        foreach (var (name, schema) in old)
        {
            if (young.TryGetPropertyValue(name, out var still))
            {
                Compare($"{place}/{name}", schema, still, added, broken);
            }
            else
            {
                broken.Add($"{place}/{name}: is gone");
            }
        }
        added.AddRange(young.Where(p => !old.ContainsKey(p.Key)).Select(p => $"{place}/{p.Key}"));
    }

    private static HashSet<string> Set(JsonNode? names) => [.. names?.AsArray().Select(n => n!.GetValue<string>()) ?? []];

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
