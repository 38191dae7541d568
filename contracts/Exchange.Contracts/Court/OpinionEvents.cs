using System.Text.Json.Serialization;

namespace Exchange.Contracts.Court;

/// <summary>A court's word on an opinion (检察建议). It carries the court's whole side, so a later word implies the earlier ones.</summary>
public abstract record CourtOpinionEvent : CourtEvent
{
    public required string OpinionId { get; init; }

    public required CourtOpinionSide Side { get; init; }
}

/// <summary>签收: starts the three months (joint rule 法发〔2016〕30号 art 13).</summary>
public sealed record OpinionReceived : CourtOpinionEvent;

/// <summary>The president allows one more month (joint rule art 13).</summary>
public sealed record OpinionExtended : CourtOpinionEvent;

/// <summary>The court objects to the opinion (检察建议工作规定 art 23); the clock runs on.</summary>
public sealed record OpinionObjected : CourtOpinionEvent;

/// <summary>The court complains about the supervision itself (法发〔2016〕30号 art 17; 监督规则 art 122); the opinion stays what it is.</summary>
public sealed record SupervisionComplained : CourtOpinionEvent;

/// <summary>回复意见函</summary>
public sealed record OpinionAnswered : CourtOpinionEvent;

/// <summary>All that the court has done with one opinion.</summary>
public sealed record CourtOpinionSide
{
    public DateOnly? ReceivedOn { get; init; }

    public string? ReceiptNumber { get; init; }

    /// <summary>The version of the opinion that was received; a new version is received again.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Three months from receipt, and the extension.</summary>
    public StatutoryClock? AnswerClock { get; init; }

    public OpinionExtension? Extension { get; init; }

    public OpinionObjection? Objection { get; init; }

    /// <summary>Complaints about the supervision, the latest last; each is answered before the next.</summary>
    public IReadOnlyList<SupervisionComplaint> Complaints { get; init; } = [];

    /// <summary>The latest answer last; earlier ones are kept.</summary>
    public IReadOnlyList<OpinionAnswer> Answers { get; init; } = [];

    [JsonIgnore]
    public OpinionAnswer? Answer => Answers.Count == 0 ? null : Answers[^1];
}

/// <summary>院长批准延长一个月</summary>
public sealed record OpinionExtension(DateOnly ApprovedOn, string ApprovedBy, string Reason);

public sealed record OpinionObjection(DateOnly ObjectedOn, string Reasons);

/// <summary>对监督活动的建议</summary>
public sealed record SupervisionComplaint(DateOnly ComplainedOn, string Reasons);

/// <summary>回复: facts found, opinion and reasons, and the court's seal (joint rule art 13 ¶2).</summary>
public sealed record OpinionAnswer
{
    public required AnswerVerdict Verdict { get; init; }

    public required DateOnly AnsweredOn { get; init; }

    public required string Facts { get; init; }

    public required string Opinion { get; init; }

    public required string Reasons { get; init; }

    /// <summary>Name of the sealed attachment or the hash of the signature (院印).</summary>
    public required string Seal { get; init; }

    /// <summary>The ruling attached, when adopted.</summary>
    public string? Ruling { get; init; }

    /// <summary>"The ruling follows by this day", when adopted without one.</summary>
    public DateOnly? RulingFollowsOn { get; init; }

    /// <summary>Per case, when the opinion is about several.</summary>
    public IReadOnlyList<CaseAnswer>? Cases { get; init; }

    public bool Late { get; init; }
}

public sealed record CaseAnswer(CaseNumber CaseNumber, AnswerVerdict Verdict);

[JsonConverter(typeof(CamelCaseEnumConverter<AnswerVerdict>))]
public enum AnswerVerdict
{
    /// <summary>采纳</summary>
    Adopted,

    /// <summary>部分采纳</summary>
    Partly,

    /// <summary>不予采纳</summary>
    Refused,
}
