using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>A day the yearly notice names (放假通知): off though perhaps a weekday, or worked though a weekend (调休).</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">Off or worked.</param>
/// <param name="Name">The festival it belongs to.</param>
/// <param name="Basis">Number of the State Council notice.</param>
public sealed record CalendarDay(DateOnly Date, CalendarDayKind Kind, string Name, string Basis);

/// <summary>What the notice says of a day.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CalendarDayKind>))]
public enum CalendarDayKind
{
    /// <summary>A day off (休).</summary>
    Holiday,

    /// <summary>A make-up working day on a weekend (班).</summary>
    Workday,
}
