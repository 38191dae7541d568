using System.Globalization;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>Questions to a record that it may be unable to answer: true, false, or null for "cannot be known".</summary>
/// <remarks>
/// The operators of <c>bool?</c> are three-valued: <c>false &amp; null</c> is false and <c>true | null</c> is true, which is just
/// how a condition with an unknown input is judged: it is open only where that input could change it.
/// </remarks>
internal static class Knowledge
{
    private const int DaysKept = 100 * 366;
    private static readonly DateOnly FirstKept = new(1970, 1, 1);
    private static readonly string?[] ZhDays = new string?[DaysKept];
    private static readonly string?[] IsoDays = new string?[DaysKept];

    /// <summary>Whether there is a day and it is not after the last one. No day is by none.</summary>
    public static bool? By(this Field<DateOnly> day, Field<DateOnly> last) =>
        day.IsNone || last.IsNone ? false
        : day.IsUnknown || last.IsUnknown ? null
        : day.Value <= last.Value;

    /// <summary>Whether there is a day and it is after the other one.</summary>
    public static bool? After(this Field<DateOnly> day, Field<DateOnly> other) =>
        day.IsNone || other.IsNone ? false
        : day.IsUnknown || other.IsUnknown ? null
        : day.Value > other.Value;

    public static bool? IsThere<T>(this Field<T> field)
        where T : notnull => field.IsUnknown ? null : field.HasValue;

    /// <summary>Whether nothing is listed: there is no list, or an empty one.</summary>
    public static bool? IsEmpty<T>(this Field<IReadOnlyList<T>> list) => list.IsUnknown ? null : list.Or([]).Count == 0;

    public static bool? Is(this Field<Ending> ending, Ending other) => ending.IsUnknown ? null : ending.HasValue && ending.Value == other;

    /// <summary>Ended (终本): ended for now, on a day.</summary>
    public static bool? IsEndedForNow(this CaseRecord record) =>
        !record.Withdrawn & record.Ending.Is(Ending.EndedForNow) & record.EndedOn.IsThere();

    /// <summary>Ended and not resumed; a resumption nobody spoke of has not been.</summary>
    public static bool? RestsAfterEnding(this CaseRecord record) => record.ResumedOn.HasValue ? false : record.IsEndedForNow();

    /// <summary>Whether 已查明财产 lists that kind of asset with an amount other than 0.</summary>
    public static bool? Lists(this CaseRecord record, string kind) =>
        record.Assets.IsUnknown
            ? null
            : record.Assets.Or([]).Any(asset => asset.Kind == kind && !(asset.Amount.Has(out var amount) && amount == Money.Zero));

    /// <summary>Whether it is a natural person; without a number, a name that ends like no body leaves it open.</summary>
    public static bool? IsNaturalPerson(this Respondent respondent) =>
        respondent.Kind switch
        {
            PartyKind.NaturalPerson => true,
            PartyKind.Organisation => false,
            _ => null,
        };

    /// <summary>Names a field as an input of a condition.</summary>
    public static Input As<T>(this Field<T> field, string name)
        where T : notnull => new(name, field.IsUnknown);

    /// <summary>As in a document: 2024年5月6日.</summary>
    public static string Zh(this DateOnly day) => Written(day, ZhDays, "yyyy年M月d日");

    public static string Iso(this DateOnly day) => Written(day, IsoDays, "yyyy-MM-dd");

    /// <summary>The day, or 无.</summary>
    public static string Zh(this Field<DateOnly> day) => day.Has(out var found) ? found.Zh() : "无";

    public static string Iso(this Field<DateOnly> day) => day.Has(out var found) ? found.Iso() : "none";

    /// <summary>The same few thousand days stand in every text: each is written once.</summary>
    private static string Written(DateOnly day, string?[] known, string form)
    {
        var place = day.DayNumber - FirstKept.DayNumber;
        return place >= 0 && place < known.Length
            ? known[place] ??= day.ToString(form, CultureInfo.InvariantCulture)
            : day.ToString(form, CultureInfo.InvariantCulture);
    }
}
