using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Alerts;

/// <summary>分办: who verifies.</summary>
internal sealed record VerifyAlertBody : ActBody
{
    public string? Handler { get; init; }

    /// <summary>调查核实由二人以上共同进行 (监督规则 art 69).</summary>
    public string? SecondProcurator { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(Handler, "handler", "承办人")
            .If(
                Handler is not null && Handler == SecondProcurator,
                "secondProcurator",
                "same",
                "The second procurator is another person (监督规则 69)."
            )
            .List;
}

/// <summary>答复法院</summary>
internal sealed record AnswerAlertBody : ActBody
{
    public AlertResult? Result { get; init; }

    public string? Text { get; init; }

    /// <summary>检察委员会决定日期, for a suggestion of retrial (监督规则 art 87).</summary>
    public DateOnly? CommitteeDecidedOn { get; init; }

    /// <summary>Number or minutes of the decision.</summary>
    public string? CommitteeDecision { get; init; }

    public AlertReferralBody? Referral { get; init; }

    [JsonIgnore]
    public bool SuggestsRetrial => Result is AlertResult.RetrialSuggested or AlertResult.RetrialSuggestedAndReferred;

    [JsonIgnore]
    public bool Refers => Result is AlertResult.Referred or AlertResult.RetrialSuggestedAndReferred;

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(
                Result is null,
                "result",
                "required",
                "核查结果 is missing: notFalse, retrialSuggested, referred or retrialSuggestedAndReferred."
            )
            .Need(Text, "text", "答复内容")
            .If(
                SuggestsRetrial && CommitteeDecidedOn is null,
                "committeeDecidedOn",
                "required",
                "检察委员会决定日期 is missing (监督规则 87)."
            )
            .If(Refers && Referral is null, "referral", "required", "移送线索 is missing.")
            .If(
                Refers && Referral is { Evidence: null or { Count: 0 } },
                "referral.evidence",
                "required",
                "证据材料: at least one is needed."
            )
            .If(!Refers && Referral is not null, "referral", "unexpected", "The result names no referral.")
            .List;
}

/// <summary>移送线索: crime and facts default to the alert's.</summary>
internal sealed record AlertReferralBody
{
    public const string FalseLitigation = "虚假诉讼罪";

    public string? Crime { get; init; }

    public string? Facts { get; init; }

    public IReadOnlyList<string>? Evidence { get; init; }
}

/// <summary>送达再审检察建议书</summary>
internal sealed record DeliveredAlertBody : ActBody
{
    /// <summary>文号</summary>
    public string? Number { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Number, "number", "再审检察建议书文号").List;
}

/// <summary>办结</summary>
internal sealed record CloseAlertBody : ActBody
{
    public AlertOutcome? Outcome { get; init; }

    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Outcome is null, "outcome", "required", "办结结果 is missing.")
            .If(Outcome is AlertOutcome.NotFalse, "outcome", "answer", "That is said by an answer to the court.")
            .Need(Text, "text", "办结说明")
            .List;
}
