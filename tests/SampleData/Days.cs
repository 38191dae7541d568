using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.SampleData;

/// <summary>
/// What the mere passing of days makes of a case: whatever story it was told by, it may be late by now. Worked out here in the sample's own few
/// lines, as its rows are judged as of another day in each quarter.
/// </summary>
internal static class Days
{
    private static readonly WorkCalendar Calendar = WorkCalendar.Published;

    /// <param name="record">As the file says it: what it lacks is unknown.</param>
    public static IEnumerable<string> Fire(CaseRecord record, DateOnly asOf)
    {
        if (IsOverdue(record, asOf))
            yield return "OverdueEnforcement";
        if (IsUnqueried(record, asOf))
            yield return "MissedRequery";
        if (IsUnresumed(record, asOf))
            yield return "ResumptionDue";
        if (IsUnpaid(record, asOf))
            yield return "DistributionIrregularity";
    }

    private static bool IsOverdue(CaseRecord record, DateOnly asOf)
    {
        var months = record.Basis.Contains("行审", StringComparison.Ordinal) ? 3 : 6;
        var limit = record.FiledOn.AddMonths(months).AddDays(record.DeductedDays.Or(0));
        var extended = record.ExtendedTo.Or(limit);
        return record.EndedOn.Or(asOf) > Calendar.NextWorkingDay(extended > limit ? extended : limit);
    }

    private static bool IsUnqueried(CaseRecord record, DateOnly asOf)
    {
        if (!Rests(record) || record.LastQueriedOn.IsUnknown || record.PerformedOn.IsUnknown)
            return false;
        var endedOn = record.EndedOn.Value;
        var queriedOn = record.LastQueriedOn.Or(endedOn);
        return Enumerable
            .Range(0, 10)
            .Any(slot =>
                endedOn.AddMonths(6 * slot) >= queriedOn
                && endedOn.AddMonths(6 * (slot + 1)) < asOf
                && endedOn.AddMonths(6 * (slot + 1)) < record.PerformedOn.Or(DateOnly.MaxValue)
            );
    }

    private static bool IsUnresumed(CaseRecord record, DateOnly asOf) =>
        Rests(record)
        && record
            .Assets.Or([])
            .Any(asset =>
                asset.FoundOn.Has(out var foundOn)
                && foundOn > record.EndedOn.Value
                && asset.Obstacle.IsNone
                && asset.Amount.Or(Money.Zero) > Money.Zero
                && asOf > Calendar.NextWorkingDay(foundOn.AddDays(7))
            );

    private static bool IsUnpaid(CaseRecord record, DateOnly asOf) =>
        record.FundsReceivedOn.Has(out var receivedOn)
        && !record.FundsPaidOn.IsUnknown
        && record.FundsPaidOn.Or(asOf) > Calendar.NextWorkingDay(receivedOn.AddDays(30));

    private static bool Rests(CaseRecord record) =>
        record.Ending.Or(Ending.Performed) is Ending.EndedForNow && !record.ResumedOn.HasValue && record.EndedOn.HasValue;
}
