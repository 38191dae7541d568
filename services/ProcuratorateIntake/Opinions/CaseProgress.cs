using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <summary>What the court's records have shown of one case of an opinion.</summary>
internal sealed record CaseProgress
{
    public required CaseNumber CaseNumber { get; init; }

    /// <summary>The court whose record was seen first; another one later is a move (O14).</summary>
    public CourtCode? Court { get; init; }

    public CourtCode? MovedTo { get; init; }

    /// <summary>实际到位金额 of the case itself.</summary>
    public Money? Recovered { get; init; }

    /// <summary>实际到位金额 of the 执恢 case that resumes it.</summary>
    public Money? RecoveredByResumed { get; init; }

    public DateOnly? ResumedOn { get; init; }

    public DateOnly? PerformedOn { get; init; }

    /// <summary>No respondent is restricted or listed any more, since that day.</summary>
    public DateOnly? SanctionsLiftedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public bool Withdrawn { get; init; }

    /// <summary>This opinion counts what the case recovers; of several on one case only the first does (O10).</summary>
    public bool Counts { get; init; } = true;

    /// <summary>What was recovered when it began to count after another opinion on the case.</summary>
    public Money? CountedFrom { get; init; }

    /// <summary>Closed, and the case has ended after the issue: what comes later is another story (O10).</summary>
    public bool AccrualEnded { get; init; }

    [JsonIgnore]
    public Money? Total =>
        Recovered is null && RecoveredByResumed is null ? null : (Recovered ?? Money.Zero) + (RecoveredByResumed ?? Money.Zero);

    public CaseProgress See(CaseRecord record, ProcuratorateOpinionSide side, bool counts)
    {
        var itself = record.CaseNumber == CaseNumber;
        var seen = (itself ? SeeItself(record) : SeeResumed(record)) with { EndedOn = Day(record.EndedOn) ?? EndedOn };
        return AccrualEnded
            ? seen with
            {
                Recovered = Recovered,
                RecoveredByResumed = RecoveredByResumed,
                EndedOn = EndedOn,
            }
            : (seen with { Counts = counts, CountedFrom = counts && !Counts ? Total : CountedFrom }).WhenClosed(side);
    }

    /// <summary>The record is of this case, or of the 执恢 case that resumes it.</summary>
    public static bool Tells(CaseRecord record, CaseNumber number) =>
        record.CaseNumber == number || record.OriginCaseNumber.Has(out var origin) && origin == number;

    public bool IsOf(CaseRecord record) => Tells(record, CaseNumber);

    public CaseProgress WhenClosed(ProcuratorateOpinionSide side) =>
        this with
        {
            AccrualEnded =
                AccrualEnded || side.ClosedOn is not null && (side.Outcome == OpinionOutcome.Superseded || EndedOn > side.IssuedOn),
        };

    /// <summary>As the next opinion on the case begins with it: nothing counted yet.</summary>
    public CaseProgress AtStart() =>
        this with
        {
            Court = MovedTo ?? Court,
            MovedTo = null,
            AccrualEnded = false,
            Counts = true,
            CountedFrom = null,
        };

    /// <summary>One line for the dossier.</summary>
    public string DifferenceFrom(CaseProgress? before)
    {
        var what = new List<string>();
        Tell(ResumedOn, before?.ResumedOn, "Resumed on", "恢复执行");
        Tell(Total, before?.Total, "Recovered in all", "累计到位");
        Tell(SanctionsLiftedOn, before?.SanctionsLiftedOn, "Sanctions lifted on", "解除惩戒");
        Tell(PerformedOn, before?.PerformedOn, "Performed on", "履行完毕");
        Tell(EndedOn, before?.EndedOn, "Ended on", "结案");
        if (MovedTo is not null && MovedTo != before?.MovedTo)
        {
            what.Add($"Moved to another court (移至法院{MovedTo})");
        }
        if (Withdrawn && before?.Withdrawn != true)
        {
            what.Add("The court withdrew the record (法院撤回案件信息)");
        }
        return string.Join("; ", [CaseNumber.Value, .. what.Count == 0 ? ["Seen in the court's record (见于法院案件信息)"] : what]);

        void Tell<T>(T? now, T? was, string english, string chinese)
        {
            if (now is not null && !EqualityComparer<T?>.Default.Equals(now, was))
            {
                var said = now is DateOnly day ? $"{day:yyyy-MM-dd}" : $"{now}";
                what.Add($"{english} {said} ({chinese} {said})");
            }
        }
    }

    private CaseProgress SeeItself(CaseRecord record) =>
        this with
        {
            Court = Court ?? record.CourtCode,
            MovedTo = Court is not null && record.CourtCode != Court ? record.CourtCode : null,
            Recovered = record.Recovered.Has(out var recovered) ? recovered : Recovered,
            ResumedOn = Day(record.ResumedOn) ?? ResumedOn,
            PerformedOn = Day(record.PerformedOn),
            SanctionsLiftedOn = LiftedOn(record.Respondents),
            Withdrawn = record.Withdrawn,
        };

    private CaseProgress SeeResumed(CaseRecord record) =>
        this with
        {
            RecoveredByResumed = record.Recovered.Has(out var recovered) ? recovered : RecoveredByResumed,
            ResumedOn = ResumedOn ?? record.FiledOn,
            PerformedOn = Day(record.PerformedOn) ?? PerformedOn,
        };

    private static DateOnly? LiftedOn(IReadOnlyList<Respondent> respondents)
    {
        var lifted = new List<DateOnly>();
        foreach (var respondent in respondents)
        {
            var restricted = respondent.RestrictedOn.HasValue && !respondent.RestrictionLiftedOn.HasValue;
            var listed = respondent.ListedOn.HasValue && !respondent.DelistedOn.HasValue;
            if (restricted || listed)
            {
                return null;
            }
            lifted.AddRange(new[] { Day(respondent.RestrictionLiftedOn), Day(respondent.DelistedOn) }.OfType<DateOnly>());
        }
        return lifted.Count == 0 ? null : lifted.Max();
    }

    private static DateOnly? Day(Field<DateOnly> field) => field.Has(out var day) ? day : null;
}
