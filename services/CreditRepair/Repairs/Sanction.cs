using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;

namespace Exchange.CreditRepair.Repairs;

/// <summary>What a court's record says of one sanction (惩戒措施) of one respondent: ordered, lifted, and what ends it.</summary>
/// <param name="EndsOn">Last day of a listing with a term (失信期限届满日).</param>
/// <param name="LiftedOn">A lift before the order does not lift it.</param>
/// <param name="Basis">Why it must come off; none while nothing ends it or that cannot be known.</param>
/// <param name="EventOn">The day of what ends it.</param>
/// <remarks>
/// 失信规定 法释〔2017〕7号 art 10: without a term on performance, termination or refusal of enforcement; with a term on its last day and on nothing
/// else (¶2, CR-6). 限制消费规定 法释〔2015〕17号 art 9: on performance only. Agrees to the day with the rule RestrictionNotLifted, which says nothing of two empty queries (C8).
/// </remarks>
internal sealed record Sanction(DateOnly OrderedOn, DateOnly? EndsOn, DateOnly? LiftedOn, RepairBasis? Basis, DateOnly? EventOn)
{
    /// <summary>The day from which the court's working days are counted: the later of the order and its end.</summary>
    public DateOnly? CountsFrom => EventOn is { } day ? (day > OrderedOn ? day : OrderedOn) : null;

    public bool IsInForce => LiftedOn is null;

    /// <summary>The respondent's sanction as this record has it; null when none was ordered or the record was taken back.</summary>
    public static Sanction? Of(CaseSanctions record, Respondent respondent, SanctionKind kind)
    {
        var (ordered, lifted) =
            kind is SanctionKind.Listing
                ? (respondent.ListedOn, respondent.DelistedOn)
                : (respondent.RestrictedOn, respondent.RestrictionLiftedOn);
        if (record.Withdrawn || !ordered.Has(out var orderedOn))
        {
            return null;
        }
        var end = kind is SanctionKind.Listing ? EndOfListing(record, respondent) : EndBy(RepairBasis.Performed, Performance(record));
        if (lifted.IsUnknown)
        {
            end = null;
        }
        return new Sanction(
            orderedOn,
            kind is SanctionKind.Listing && respondent.ListingEndsOn.Has(out var ends) ? ends : null,
            lifted.Has(out var day) && day >= orderedOn ? day : null,
            end?.Basis,
            end?.On
        );
    }

    private static (RepairBasis Basis, DateOnly On)? EndOfListing(CaseSanctions record, Respondent respondent)
    {
        if (!respondent.ListingEndsOn.IsNone)
        {
            return EndBy(RepairBasis.TermEnded, respondent.ListingEndsOn);
        }
        var ends = new[] { EndBy(RepairBasis.Performed, Performance(record)), Termination(record), NothingFound(record) }.OfType<(
            RepairBasis Basis,
            DateOnly On
        )>();
        return ends.Select(end => ((RepairBasis, DateOnly)?)end).MinBy(end => end!.Value.Item2);
    }

    /// <summary>Two queries without property after the ending (art 10(4)): it takes off the listing, never the restriction (RC-5).</summary>
    private static (RepairBasis Basis, DateOnly On)? NothingFound(CaseSanctions record) =>
        record.NothingFoundTwiceOn is { } day ? (RepairBasis.TwoEmptyQueries, day) : null;

    /// <summary>As stated, else the ending of a case that ended as performed.</summary>
    private static Field<DateOnly> Performance(CaseSanctions record) =>
        record.PerformedOn.HasValue ? record.PerformedOn
        : record.Ending.Has(out var ending) && ending is Ending.Performed ? record.EndedOn
        : Field<DateOnly>.None;

    private static (RepairBasis Basis, DateOnly On)? Termination(CaseSanctions record) =>
        !record.Ending.Has(out var ending) ? null
        : ending is Ending.Terminated ? EndBy(RepairBasis.Terminated, record.EndedOn)
        : ending is Ending.NotEnforced ? EndBy(RepairBasis.NotEnforced, record.EndedOn)
        : null;

    private static (RepairBasis Basis, DateOnly On)? EndBy(RepairBasis basis, Field<DateOnly> day) =>
        day.Has(out var on) ? (basis, on) : null;
}
