using System.Text.Json.Serialization;

namespace Exchange.Contracts.Procuratorate;

/// <summary>The court hears what came of its alert (虚假诉讼通报).</summary>
public sealed record AlertAnswered : ProcuratorateEvent
{
    public required string AlertId { get; init; }

    public required CourtCode Court { get; init; }

    public required AlertResult Result { get; init; }

    public required string Text { get; init; }

    public required DateOnly AnsweredOn { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<AlertResult>))]
public enum AlertResult
{
    /// <summary>不构成虚假诉讼</summary>
    NotFalse,

    /// <summary>提出再审检察建议</summary>
    RetrialSuggested,

    /// <summary>移送公安机关</summary>
    Referred,

    /// <summary>Both a retrial suggestion and a referral.</summary>
    RetrialSuggestedAndReferred,
}

/// <summary>The procuratorate's word on a repair proposal (信用修复).</summary>
public abstract record RepairReviewEvent : ProcuratorateEvent
{
    public required string RepairId { get; init; }

    public required RepairReviewSide Side { get; init; }
}

/// <summary>An opinion on the sanction has been proposed or issued, or the court has been asked informally.</summary>
public sealed record RepairSupported : RepairReviewEvent;

/// <summary>不予支持, with reasons; or the court's refusal accepted.</summary>
public sealed record RepairDeclined : RepairReviewEvent;

public sealed record RepairReviewSide
{
    public required string LeadId { get; init; }

    /// <summary>The generation of the repair it speaks of.</summary>
    public int Generation { get; init; } = 1;

    public DateOnly? CourtAskedOn { get; init; }

    public string? OpinionId { get; init; }

    public DateOnly? OpinionOn { get; init; }

    public DateOnly? DeclinedOn { get; init; }

    public string? DeclineReasons { get; init; }

    /// <summary>The court refused the opinion.</summary>
    public DateOnly? RefusedOn { get; init; }

    /// <summary>The procuratorate accepted the refusal: the sanction stays lawful.</summary>
    public DateOnly? RefusalAcceptedOn { get; init; }
}
