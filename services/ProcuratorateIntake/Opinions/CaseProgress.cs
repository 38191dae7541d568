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
        Tell(ResumedOn is not null && ResumedOn != before?.ResumedOn, $"resumed {ResumedOn:yyyy-MM-dd}");
        Tell(Total is not null && Total != before?.Total, $"recovered {Total}");
        Tell(
            SanctionsLiftedOn is not null && SanctionsLiftedOn != before?.SanctionsLiftedOn,
            $"sanctions lifted {SanctionsLiftedOn:yyyy-MM-dd}"
        );
        Tell(PerformedOn is not null && PerformedOn != before?.PerformedOn, $"performed {PerformedOn:yyyy-MM-dd}");
        Tell(EndedOn is not null && EndedOn != before?.EndedOn, $"ended {EndedOn:yyyy-MM-dd}");
        Tell(Withdrawn && before?.Withdrawn != true, "record withdrawn by the court");
        Tell(MovedTo is not null && MovedTo != before?.MovedTo, $"moved to {MovedTo}");
        return $"{CaseNumber}: {(what.Count == 0 ? "record seen" : string.Join(", ", what))}";

        void Tell(bool isNew, string fact)
        {
            if (isNew)
            {
                what.Add(fact);
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
