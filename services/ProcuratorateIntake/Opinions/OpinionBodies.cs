using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

internal sealed record DecideBody : ActBody
{
    public string? Comment { get; init; }
}

internal sealed record ReturnBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "退回理由").List;
}

internal sealed record IssueBody : ActBody
{
    /// <summary>文号</summary>
    public string? Number { get; init; }

    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Number, "number", "文号").List;
}

internal sealed record RecordServiceBody : ActBody
{
    /// <summary>送达日期; default the day of the act.</summary>
    public DateOnly? ServedOn { get; init; }

    /// <summary>送达方式</summary>
    public string? How { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(How, "how", "送达方式").List;
}

[JsonConverter(typeof(CamelCaseEnumConverter<AmendmentKind>))]
internal enum AmendmentKind
{
    /// <summary>文字更正</summary>
    Clerical,

    /// <summary>内容变更</summary>
    Content,
}

internal sealed record AmendBody : ActBody
{
    public AmendmentKind? Kind { get; init; }

    public string? Facts { get; init; }

    public string? Request { get; init; }

    public IReadOnlyList<string>? Articles { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Kind is null, "kind", "required", "变更种类 is missing: clerical or content.")
            .If(
                Facts is null && Request is null && Articles is null,
                "facts",
                "required",
                "Nothing is amended: facts, request or articles."
            )
            .Need(Reason, "reason", "变更理由")
            .List;
}

internal sealed record WithdrawBody : ActBody
{
    public string? Reason { get; init; }

    /// <summary>The facts were wrong: the only ground after an answer (O8).</summary>
    public bool? FactsWrong { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "撤回理由").List;
}

internal sealed record AcceptAnswerBody : ActBody
{
    /// <summary>For a refusal: reasonsAccepted. For an adoption: what is expected; the verification tells what came.</summary>
    public OpinionOutcome? Outcome { get; init; }

    public string? Comment { get; init; }
}

internal sealed record SupplementBody : ActBody
{
    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Text, "text", "补充要求").List;
}

internal sealed record FindWrongBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "理由").List;
}

internal sealed record VerifyBody : ActBody
{
    public OpinionOutcome? Outcome { get; init; }

    /// <summary>Which case, when the opinion is about several and each has an outcome of its own (O15); none: all that have none yet.</summary>
    public CaseNumber? CaseNumber { get; init; }

    /// <summary>Yuan recovered through the opinion, when the record does not show them.</summary>
    public Money? Recovered { get; init; }

    public string? Comment { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().If(Outcome is null, "outcome", "required", "整改结果 is missing.").List;
}

internal sealed record RejectObjectionBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "异议不成立的理由").List;
}

internal sealed record AnswerComplaintBody : ActBody
{
    public string? Text { get; init; }

    /// <summary>Whether the procuratorate changes what the court complained of.</summary>
    public bool? Changed { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Text, "text", "回复内容").List;
}

internal sealed record IssueAgainBody : ActBody
{
    public string? Facts { get; init; }

    public string? Request { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "再次监督理由").List;
}

internal sealed record EscalateBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "提请理由").List;
}

internal sealed record TakeUpBody : ActBody
{
    public string? Comment { get; init; }
}

internal sealed record DeclineBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "不予提出的理由").List;
}

internal sealed record CloseBody : ActBody
{
    public OpinionOutcome? Outcome { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().If(Outcome is null, "outcome", "required", "办结结果 is missing.").Need(Reason, "reason", "办结理由").List;
}

internal sealed record ReopenBody : ActBody
{
    public string? Reason { get; init; }

    public string? NewFacts { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().Need(Reason, "reason", "重启理由").Need(NewFacts, "newFacts", "新的事实").List;
}
