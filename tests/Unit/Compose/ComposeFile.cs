using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;
using Exchange.Tests.Unit.Architecture;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Exchange.Tests.Unit.Compose;

/// <summary>docker-compose.yml as an engine reads it: anchors followed, keys merged.</summary>
internal static class ComposeFile
{
    public static JsonObject Read() => Yaml("docker-compose.yml");

    public static JsonObject Services { get; } = Read()["services"]!.AsObject();

    /// <summary>The four of the catalogue.</summary>
    public static IEnumerable<(string Name, JsonObject Service)> Ours =>
        Services.Where(s => Catalogue.Messages.Any(m => m.Says == s.Key)).Select(s => (s.Key, s.Value!.AsObject()));

    public static string PathOf(string file) => Path.Combine(SourceTree.Root, file);

    public static JsonObject Yaml(string file)
    {
        using var text = File.OpenText(PathOf(file));
        var read = new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(text)));
        return JsonSerializer.Deserialize<JsonObject>(new SerializerBuilder().JsonCompatible().Build().Serialize(read))!;
    }

    public static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonArray items => items.SelectMany(Texts),
            JsonObject parts => parts.SelectMany(p => Texts(p.Value)),
            JsonValue value => [value.ToString()],
            _ => [],
        };
}
