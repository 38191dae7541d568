using System.Text.Json.Serialization;

namespace Exchange.Contracts;

/// <summary>What a period is counted in.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ClockUnit>))]
public enum ClockUnit
{
    /// <summary>小时, from the minute of the event.</summary>
    Hours,

    /// <summary>日, days of the calendar.</summary>
    Days,

    /// <summary>工作日, by <see cref="WorkCalendar"/>.</summary>
    WorkingDays,

    /// <summary>月, see <see cref="LegalPeriod.PlusMonths"/>.</summary>
    Months,
}

/// <summary>A period somebody has for an act (期限): how long, and which article says so.</summary>
public sealed record ClockRule
{
    /// <summary>Basis of a period that no article sets.</summary>
    public const string InternalBasis = "内部办理目标，非法定期限";

    /// <summary>Stable id in camelCase.</summary>
    public required string Code { get; init; }

    /// <summary>What an officer calls it.</summary>
    public required string Name { get; init; }

    public required int Amount { get; init; }

    public required ClockUnit Unit { get; init; }

    /// <summary>Instrument and article, or <see cref="InternalBasis"/>.</summary>
    public required string Basis { get; init; }

    /// <summary>False for our own target and for an analogy (参照): never shown as law.</summary>
    public required bool IsLegal { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day in force.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>A last day off moves to the next working day (民事诉讼法 art. 85; 刑事诉讼法 art. 105).</summary>
    public bool MovesToWorkingDay { get; init; }

    /// <summary>An extension counted from the end of the running period (再延长), not from its start (延长至).</summary>
    public bool AddsToPeriod { get; init; }

    public bool InForce(DateOnly on) => EffectiveFrom <= on && (EffectiveTo is not { } last || on <= last);
}
