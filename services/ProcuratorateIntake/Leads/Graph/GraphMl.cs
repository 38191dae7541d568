using System.Xml.Linq;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>A graph in GraphML (http://graphml.graphdrawing.org), as programs for drawing graphs read it.</summary>
internal static class GraphMl
{
    public const string ContentType = "application/graphml+xml";

    private static readonly XNamespace Ns = "http://graphml.graphdrawing.org/xmlns";

    public static string Write(Graph graph) =>
        new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                Ns + "graphml",
                Key("kind", "node"),
                Key("label", "node"),
                Key("number", "node"),
                Key("why", "edge"),
                Key("on", "edge"),
                Key("source", "edge"),
                Key("isCut", "graph"),
                new XElement(
                    Ns + "graph",
                    new XAttribute("edgedefault", "directed"),
                    Data("isCut", graph.IsCut ? "true" : "false"),
                    graph.Nodes.Select(NodeOf),
                    graph.Edges.Select(EdgeOf)
                )
            )
        ).ToString();

    private static XElement NodeOf(GraphNode node) =>
        new(
            Ns + "node",
            new XAttribute("id", node.Id),
            Data("kind", System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(node.Kind.ToString())),
            Data("label", node.Label),
            Data("number", node.Number?.Masked)
        );

    private static XElement EdgeOf(GraphEdge edge) =>
        new(
            Ns + "edge",
            new XAttribute("source", edge.From),
            new XAttribute("target", edge.To),
            Data("why", edge.Why),
            Data("on", edge.On?.Iso()),
            Data("source", edge.Source)
        );

    private static XElement Key(string name, string of) =>
        new(
            Ns + "key",
            new XAttribute("id", name),
            new XAttribute("for", of),
            new XAttribute("attr.name", name),
            new XAttribute("attr.type", "string")
        );

    private static XElement? Data(string key, string? value) =>
        value is null ? null : new XElement(Ns + "data", new XAttribute("key", key), value);
}
