using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Models;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.History;

/// <summary>All registered cases of a region gone through once in the background, page by page; any instance goes on where another stopped.</summary>
internal sealed record HistoryRun
{
    public required string Id { get; init; }

    public required HistoryKind Kind { get; init; }

    public required DivisionCode Division { get; init; }

    /// <summary>Those outside are passed over.</summary>
    public ModelScope Scope { get; init; } = ModelScope.Everything;

    /// <summary>The model, where it is about one.</summary>
    public string? Model { get; init; }

    /// <summary>Its version that is tested.</summary>
    public int? Version { get; init; }

    /// <summary>What a campaign is called.</summary>
    public string? Name { get; init; }

    /// <summary>The models that a campaign asks.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    public string? By { get; init; }

    public DateOnly? StartedOn { get; init; }

    /// <summary>Machine time from which it is worked on.</summary>
    public DateTimeOffset NotBefore { get; init; }

    public HistoryState State { get; init; } = HistoryState.Running;

    /// <summary>The last case that was looked at.</summary>
    public string? After { get; init; }

    /// <summary>Cases looked at, and those of them within the scope.</summary>
    public long Seen { get; init; }

    public long Matched { get; init; }

    /// <summary>How many there were at the start; more may have come since.</summary>
    public long? Cases { get; init; }

    /// <summary>Attempts that ended in an error of this run; with the last of them it is given up.</summary>
    public int Failures { get; init; }

    public string? FailureReason { get; init; }

    public const string StateField = "state";
    public const string KindField = "kind";

    public static Collection<HistoryRun> Collection { get; } =
        new(
            ProcuratorateIntakeModule.Service,
            "historyRuns",
            run => run.Id,
            new IndexField<HistoryRun>(StateField, run => run.State.ToString()),
            new IndexField<HistoryRun>(KindField, run => run.Kind.ToString()) { IsSearched = false },
            new IndexField<HistoryRun>(AggregateCollection.Path, run => Divisions.PathOf(run.Division))
        );

    /// <summary>Id of the run by which all is judged when a version has begun to count, or none does any more.</summary>
    public static string TurnOf(Model model) => $"{model.Id}/turn-{model.Turns}";

    /// <summary>Judges all again by the models that count now.</summary>
    public static HistoryRun Again(string id, Model model, DateTimeOffset from) =>
        new()
        {
            Id = id,
            Kind = HistoryKind.Again,
            Division = model.Division,
            Model = model.Id,
            NotBefore = from,
        };

    /// <summary>回溯检验: what a version would find, beside what the active one does.</summary>
    public static HistoryRun BackTest(string id, Model model, int version, DateTimeOffset from) =>
        new()
        {
            Id = id,
            Kind = HistoryKind.BackTest,
            Division = model.Division,
            Model = model.Id,
            Version = version,
            NotBefore = from,
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<HistoryKind>))]
internal enum HistoryKind
{
    Again,

    BackTest,

    /// <summary>专项监督</summary>
    Campaign,
}

[JsonConverter(typeof(CamelCaseEnumConverter<HistoryState>))]
internal enum HistoryState
{
    Running,
    Completed,
    Failed,
}
