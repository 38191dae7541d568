using System.Reflection;

namespace Exchange.Desks;

/// <summary>The pages that a service brings to the desk: where they are compiled, and what the menu shows of them.</summary>
public sealed record DeskPages(Assembly Assembly, Text Agency, IReadOnlyList<MenuItem> Menu);

/// <param name="Href">Where it leads.</param>
/// <param name="Roles">Who may open it; the doors behind it say so as well.</param>
public sealed record MenuItem(Text Title, string Href, string Icon, IReadOnlyList<string> Roles)
{
    /// <summary>The list of what waits for somebody: shown on the start page. Null: nothing does.</summary>
    public Todo? Todo { get; init; }
}

/// <summary>What waits, as a door lists it.</summary>
/// <param name="Door">Address with its filters, such as <c>/police/v1/referrals?state=received</c>.</param>
/// <param name="Says">What is to be done with it.</param>
public sealed record Todo(string Door, Text Says)
{
    /// <summary>The field by which an item is opened.</summary>
    public string Key { get; init; } = "id";
}
