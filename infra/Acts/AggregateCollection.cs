using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>The collection of one kind of aggregate, with the fields that every list, scope check and clock needs.</summary>
/// <remarks>
/// Each index is one more page to write for each lead of a quarter. A list is always one of a subtree, so what only narrows it down further has none.
/// </remarks>
public static class AggregateCollection
{
    public const string State = "state";
    public const string Path = "path";
    public const string AlsoPath = "alsoPath";
    public const string DueOn = "dueOn";
    public const string WakeOn = "wakeOn";
    public const string BeganOn = "beganOn";
    public const string Provisional = "provisional";
    public const string IsProvisional = "yes";
    public const string SpokeOn = "spokeOn";

    public static Collection<T> Of<T>(string service, string name, params IReadOnlyList<IndexField<T>> more)
        where T : Aggregate =>
        new(
            service,
            name,
            a => a.Id,
            [
                new IndexField<T>(State, a => a.StateName) { IsSearched = false },
                new IndexField<T>(Path, a => Divisions.PathOf(a.Division)),
                new IndexField<T>(AlsoPath, a => a.AlsoReadBy is { } also ? Divisions.PathOf(also) : null),
                new IndexField<T>(DueOn, a => Day(a.NextDueOn)),
                new IndexField<T>(WakeOn, a => Day(a.WakeOn)),
                new IndexField<T>(BeganOn, a => a.Dossier.Count > 0 ? Day(a.Dossier[0].ActedOn) : null) { IsSearched = false },
                new IndexField<T>(Provisional, a => a.IsProvisional ? IsProvisional : null),
                new IndexField<T>(SpokeOn, a => Day(a.SpokeOn)),
                .. more,
            ]
        );

    /// <summary>What this actor may read of it.</summary>
    public static Condition ReadableBy(string subtree) =>
        Condition.Any(Condition.StartsWith(Path, subtree), Condition.StartsWith(AlsoPath, subtree));

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd");
}
