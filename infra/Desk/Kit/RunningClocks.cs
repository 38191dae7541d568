using System.Text.Json.Nodes;

namespace Exchange.Desks.Kit;

/// <summary>Which clocks of a thing run, and who is to act.</summary>
internal static class RunningClocks
{
    /// <summary>The next to run out first.</summary>
    public static IReadOnlyList<JsonObject> Of(JsonObject? thing) =>
        [
            .. thing
                .List("clocks")
                .Where(clock => clock.At("stoppedOn") is null && clock.At("pausedOn") is null)
                .OrderBy(clock => clock.At("extendedTo") ?? clock.At("dueOn"), StringComparer.Ordinal),
        ];

    /// <summary>Whose clock runs out first; where none runs, whose thing it is.</summary>
    public static string OwnerOf(JsonObject? thing) =>
        Of(thing) is [var first, ..] && first.At("owner") is { } owner ? owner : thing.At("office") ?? "";
}
