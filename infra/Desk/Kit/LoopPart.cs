using System.Text.Json.Nodes;

namespace Exchange.Desks.Kit;

/// <summary>One thing of a loop: a lead, an opinion, a referral, a seizure.</summary>
/// <param name="Name">What it goes by among others of its kind.</param>
/// <param name="Href">Its page.</param>
public sealed record LoopPart(Text Kind, string? Name, string Href, JsonObject Thing)
{
    /// <summary>All that a list of a door has, of one kind.</summary>
    /// <param name="page">The page of one, without its key.</param>
    public static IEnumerable<LoopPart> Of(DeskAnswer list, Text kind, string page, string name) =>
        list.Items.Select(thing => new LoopPart(kind, thing.At(name), page + Uri.EscapeDataString(thing.At("id") ?? ""), thing));
}
