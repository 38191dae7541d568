using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Exchange.Local.Demo;

/// <summary>What came of a demo: the leads as found on the first day, and where every loop stands at the end.</summary>
internal sealed record DemoOutcome
{
    public required DateOnly AsOf { get; init; }

    public required DateOnly PlayedUntil { get; init; }

    public required int Cases { get; init; }

    public required int Seed { get; init; }

    public required JsonObject Import { get; init; }

    public required IReadOnlyList<LeadFound> Leads { get; init; }

    /// <summary>What the sample planted: "case rule".</summary>
    public required IReadOnlySet<string> Planted { get; init; }

    /// <summary>Planted and not found.</summary>
    public IReadOnlyList<string> Missing => [.. Planted.Except(Leads.Select(l => l.Key)).Order(StringComparer.Ordinal)];

    /// <summary>Found and not planted.</summary>
    public IReadOnlyList<string> Unexpected => [.. Leads.Select(l => l.Key).Except(Planted).Order(StringComparer.Ordinal)];

    public required IReadOnlyList<LoopState> Loops { get; init; }

    public required JsonObject Funnel { get; init; }

    /// <summary>Loops that ended in silence: there must be none.</summary>
    public IReadOnlyList<LoopState> Unowned => [.. Loops.Where(l => !l.Ended && l.Owner is null)];

    public bool Holds => Unowned.Count == 0 && Missing.Count == 0 && Unexpected.Count == 0;
}

internal sealed record LeadFound(string Id, string CaseNumber, string Rule, string Priority)
{
    [JsonIgnore]
    public string Key => $"{CaseNumber} {Rule}";

    public static LeadFound Of(JsonObject lead) =>
        new(Text(lead, "id"), Text(lead, "caseNumber"), Text(lead, "rule"), Text(lead, "priority"));

    private static string Text(JsonObject item, string name) => item[name]!.GetValue<string>();
}

/// <param name="Owner">Who must do the next step.</param>
/// <param name="Clock">Which period runs.</param>
internal sealed record LoopState(string Kind, string Id, string State, string? Owner, string? Clock, string? DueOn, bool Overdue)
{
    private static readonly string[] Final =
    [
        "closed",
        "withdrawn",
        "dismissed",
        "lapsed",
        "returned",
        "liftedOnTime",
        "superseded",
        // The clocks of a lead that was acted on are its opinions' and referrals'.
        "acted",
    ];

    /// <summary>A review that was declined goes on as the credit desk's finding.</summary>
    public bool Ended => Final.Contains(State) || (Kind, State) == ("repair review", "declined");

    public static LoopState Of(string kind, JsonObject item)
    {
        // Of several clocks the one started last is the present step's; a breached older one runs on beside it.
        var running = item["clocks"]
            ?.AsArray()
            .Select(c => c!.AsObject())
            .Where(c => c["stoppedOn"] is null && c["pausedOn"] is null)
            .MaxBy(c => c["startedOn"]!.GetValue<string>(), StringComparer.Ordinal);
        return new LoopState(
            kind,
            item["id"]!.GetValue<string>(),
            item["state"]!.GetValue<string>(),
            running?["owner"]?.GetValue<string>(),
            running?["name"]?.GetValue<string>(),
            (running?["extendedTo"] ?? running?["dueOn"])?.GetValue<string>(),
            item["overdue"]?.GetValue<bool>() ?? false
        );
    }
}
