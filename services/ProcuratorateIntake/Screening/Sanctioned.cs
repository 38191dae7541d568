using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>Whether a respondent's sanctions are in force on a day.</summary>
internal static class Sanctioned
{
    /// <summary>限制消费 on that day: from the order on, up to the lift; a lift before the order does not lift it.</summary>
    public static bool? IsRestricted(this Respondent respondent, DateOnly on) =>
        IsInForce(respondent.RestrictedOn, respondent.RestrictionLiftedOn, on);

    /// <summary>失信 on that day, likewise.</summary>
    public static bool? IsListed(this Respondent respondent, DateOnly on) => IsInForce(respondent.ListedOn, respondent.DelistedOn, on);

    /// <summary>Any of the two on any day, as far as is known.</summary>
    public static bool? WasEverSanctioned(this Respondent respondent) => respondent.RestrictedOn.IsThere() | respondent.ListedOn.IsThere();

    /// <summary>The inputs of these questions that were never delivered.</summary>
    public static Input[] Inputs(Respondent respondent) =>
        [
            respondent.RestrictedOn.As("respondents[].restrictedOn"),
            respondent.RestrictionLiftedOn.As("respondents[].restrictionLiftedOn"),
            respondent.ListedOn.As("respondents[].listedOn"),
            respondent.DelistedOn.As("respondents[].delistedOn"),
        ];

    /// <summary>By which the feeds know the respondent; null: by nothing.</summary>
    public static string? Key(this Respondent respondent) => respondent.Id.Has(out var number) && !number.IsMasked ? number.Value : null;

    private static bool? IsInForce(Field<DateOnly> ordered, Field<DateOnly> takenBack, DateOnly on)
    {
        if (ordered.IsNone)
            return false;
        bool? hasBegun = ordered.IsUnknown ? null : ordered.Value <= on;
        bool? isOver =
            takenBack.IsNone ? false
            : takenBack.IsUnknown || ordered.IsUnknown ? null
            : takenBack.Value >= ordered.Value && takenBack.Value <= on;
        return hasBegun & !isOver;
    }
}
