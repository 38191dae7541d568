using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>Who and what hangs together with a lead (关联图谱): small enough to be drawn, and it says so where it was cut.</summary>
/// <param name="IsCut">There is more than may be followed or shown.</param>
/// <param name="Elsewhere">Cases of the same parties that belong to others and are not shown.</param>
internal sealed record Graph(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, bool IsCut, int Elsewhere);

/// <param name="Id">Within this graph, such as <c>n1</c>: numbers of people are no names.</param>
internal sealed record GraphNode(string Id, GraphNodeKind Kind, string Label)
{
    public PartyNumber? Number { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<GraphNodeKind>))]
internal enum GraphNodeKind
{
    Lead,

    /// <summary>执行案件</summary>
    Case,

    /// <summary>民事案件</summary>
    CivilCase,

    Person,

    Organisation,

    /// <summary>机动车</summary>
    Vehicle,

    /// <summary>不动产、车辆登记</summary>
    Property,
}

/// <param name="Why">What connects the two, in words.</param>
/// <param name="Source">The case or the feed's row that says so.</param>
internal sealed record GraphEdge(string From, string To, string Why, DateOnly? On, string Source);
