using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Cases;

/// <summary>What happened to a case between two of its states; it informs, and decides nothing.</summary>
internal static class CaseChanges
{
    /// <returns>Empty when both say the same.</returns>
    public static IReadOnlyList<CaseChange> Between(CaseRecord? before, CaseRecord after)
    {
        var changes = new List<CaseChange>();
        Add(CaseChange.CaseFiled, before is null);
        Add(CaseChange.PropertyInvestigated, IsNews(before?.QueriedOn, after.QueriedOn) || HasNewFieldMeasures(before, after));
        Add(CaseChange.AssetSeized, Seizures(after) > Seizures(before));
        Add(CaseChange.SanctionImposed, Count(after, Imposed) > Count(before, Imposed));
        Add(CaseChange.EndedForNow, Ended(before, after, Ending.EndedForNow));
        Add(CaseChange.Resumed, IsNews(before?.ResumedOn, after.ResumedOn));
        Add(CaseChange.PerformanceRecorded, IsNews(before?.PerformedOn, after.PerformedOn) || Ended(before, after, Ending.Performed));
        Add(CaseChange.SanctionLifted, Count(after, Lifted) > Count(before, Lifted));
        Add(CaseChange.Concluded, after.Ending.Has(out var ending) && ending != Ending.EndedForNow && Ended(before, after, ending));
        Add(CaseChange.Requeried, IsNews(before?.LatestRequeryOn, after.LatestRequeryOn));
        Add(CaseChange.CaseWithdrawn, after.Withdrawn && before is not { Withdrawn: true });
        Add(CaseChange.DetailsCorrected, changes.Count == 0 && RecordHash.Of(before!) != RecordHash.Of(after));
        return changes;

        void Add(CaseChange change, bool happened)
        {
            if (happened)
                changes.Add(change);
        }
    }

    private static bool IsNews<T>(Field<T>? before, Field<T> after)
        where T : notnull => after.HasValue && after != (before ?? Field<T>.Unknown);

    private static bool Ended(CaseRecord? before, CaseRecord after, Ending ending) =>
        after.Ending.Has(out var now) && now == ending && (IsNews(before?.Ending, after.Ending) || IsNews(before?.EndedOn, after.EndedOn));

    private static bool HasNewFieldMeasures(CaseRecord? before, CaseRecord after) =>
        after.FieldMeasures.Has(out var measures) && measures.Except(before?.FieldMeasures.Or([]) ?? []).Any();

    private static int Seizures(CaseRecord? record) =>
        record is null || !record.Vehicles.Has(out var vehicles)
            ? 0
            : vehicles.Count(vehicle => vehicle.SealedOn.HasValue) + vehicles.Count(vehicle => vehicle.ImpoundedOn.HasValue);

    private static int Count(CaseRecord? record, Func<Respondent, int> sanctions) => record?.Respondents.Sum(sanctions) ?? 0;

    private static int Imposed(Respondent person) => (person.RestrictedOn.HasValue ? 1 : 0) + (person.ListedOn.HasValue ? 1 : 0);

    private static int Lifted(Respondent person) => (person.RestrictionLiftedOn.HasValue ? 1 : 0) + (person.DelistedOn.HasValue ? 1 : 0);
}
