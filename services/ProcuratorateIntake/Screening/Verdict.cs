using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>What a rule says of a record.</summary>
/// <param name="Causes">All causes that hold; only a verdict that fires has some.</param>
/// <param name="Missing">Inputs that were never delivered and could add a cause, by their JSON names without positions.</param>
/// <param name="ChangesOn">The first day on which the mere passing of days can change this verdict: never too late, perhaps for nothing; null: never.</param>
internal sealed record Verdict(Answer Answer, IReadOnlyList<Cause> Causes, IReadOnlyList<string> Missing, DateOnly? ChangesOn)
{
    /// <summary>Every cause is known not to hold, or the rule does not apply, and no day will change that.</summary>
    public static readonly Verdict Clean = new(Answer.Clean, [], [], ChangesOn: null);

    /// <summary>Where what holds makes it start elsewhere than <see cref="Rule.StartPriority"/>.</summary>
    public Priority? StartPriority { get; init; }
}

/// <summary>The three answers.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Answer>))]
internal enum Answer
{
    /// <summary>At least one cause holds.</summary>
    Fires,

    /// <summary>Every cause is known not to hold.</summary>
    Clean,

    /// <summary>No cause is known to hold and at least one lacks an input.</summary>
    CannotJudge,
}

/// <summary>One reason why a rule fires, with all that a reader needs to check it; stored inside a lead.</summary>
internal sealed record Cause
{
    /// <summary>Stable name within the rule, such as <c>no-notice</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Why it fires, with the values.</summary>
    public required string Text { get; init; }

    /// <summary><see cref="Text"/> in English.</summary>
    public required string TextEn { get; init; }

    /// <summary>What it rests on and nothing else: never how many days have passed, never an identity number.</summary>
    public required IReadOnlyList<FactUsed> Facts { get; init; }

    public required IReadOnlyList<string> Articles { get; init; }

    /// <summary>What would make it not hold.</summary>
    public required string WouldNotFireIf { get; init; }

    /// <summary>Name of the respondent it is about, when it is about one.</summary>
    public string? Respondent { get; init; }
}

/// <summary>A field of the record and what it says.</summary>
/// <param name="Field">JSON name with position, such as <c>respondents[0].restrictedOn</c>.</param>
/// <param name="Value">Null: the court said there is none.</param>
internal sealed record FactUsed(string Field, string? Value)
{
    /// <summary>The feed and its row when it does not stand in the record, such as <c>F0190…#12</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    public static FactUsed Of<T>(string field, Field<T> value)
        where T : notnull => new(field, value.Has(out var found) ? Write(found) : null);

    /// <summary>As JSON writes it, but for numbers.</summary>
    internal static string Write<T>(T value)
        where T : notnull =>
        value switch
        {
            DateOnly day => day.Iso(),
            Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
            _ => value.ToString()!,
        };
}
