using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Credit;

namespace Exchange.CreditRepair.Repairs;

/// <summary>信用修复建议</summary>
internal sealed record ProposeBody : ActBody
{
    public string? Facts { get; init; }

    public IReadOnlyList<string>? Proof { get; init; }

    /// <summary>Default: what the record says.</summary>
    public RepairBasis? Basis { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Facts, "facts", "事实").Need(Proof, "proof", "证明材料").List;
}

/// <summary>不应纳入、信息不准确 or another ground that no clock of the record finds.</summary>
internal sealed record EntryBody : ActBody
{
    public CaseNumber? CaseNumber { get; init; }

    /// <summary>Number (证件号) or full name of the respondent.</summary>
    public string? Respondent { get; init; }

    public SanctionKind? Kind { get; init; }

    public RepairBasis? Basis { get; init; }

    public string? Facts { get; init; }

    public IReadOnlyList<string>? Proof { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(CaseNumber?.Value, "caseNumber", "案号")
            .Need(Respondent, "respondent", "被执行人")
            .Need(Kind?.ToString(), "kind", "惩戒种类")
            .Need(Basis?.ToString(), "basis", "修复事由")
            .Need(Facts, "facts", "事实")
            .Need(Proof, "proof", "证明材料")
            .List;
}

internal sealed record ReasonBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "理由").List;
}

/// <summary>确认修复</summary>
internal sealed record RestoreBody : ActBody
{
    /// <summary>When the registers were seen clear; default the day of the act.</summary>
    public DateOnly? ConfirmedOn { get; init; }

    /// <summary>The registers looked at (名单库、铁路、民航).</summary>
    public IReadOnlyList<string>? Registers { get; init; }

    /// <summary>Whom the order of restriction itself names beside the respondent (法定代表人).</summary>
    public IReadOnlyList<string>? AlsoNamed { get; init; }
}

internal sealed record StillShownBody : ActBody
{
    public string? Register { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Register, "register", "公示渠道").List;
}

/// <summary>他案债权人异议</summary>
internal sealed record ObjectionBody : ActBody
{
    public string? Creditor { get; init; }

    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Creditor, "creditor", "异议人").Need(Text, "text", "异议内容").List;
}
