using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.PoliceReferral.Referrals;

/// <summary>受案回执</summary>
internal sealed record AcknowledgeBody : ActBody
{
    public string? ReceiptNumber { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(ReceiptNumber, "receiptNumber", "受案回执编号").List;
}

/// <summary>退回补充: each missing item by name.</summary>
internal sealed record ReturnBody : ActBody
{
    public IReadOnlyList<string>? Missing { get; init; }

    public string? Note { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(Missing, "missing", "需补充的材料")
            .If(Missing?.Any(string.IsNullOrWhiteSpace) == true, "missing", "required", "An item has no name.")
            .List;
}

/// <summary>移送有管辖权的机关</summary>
internal sealed record HandOverBody : ActBody
{
    /// <summary>Division of the police organ with jurisdiction.</summary>
    public DivisionCode? To { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().Need(To?.Value, "to", "有管辖权的公安机关").Need(Reason, "reason", "移送理由").List;
}

/// <summary>延长立案审查期限: the next step of the channel.</summary>
internal sealed record ExtendBody : ActBody
{
    public string? ApprovedBy { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(ApprovedBy, "approvedBy", "批准人")
            .If(ApprovedOn is null, "approvedOn", "required", "批准日期 is missing.")
            .Need(Reason, "reason", "延长理由")
            .List;
}

/// <summary>立案</summary>
internal sealed record FileBody : ActBody
{
    /// <summary>Number of the 立案决定书.</summary>
    public string? Number { get; init; }

    /// <summary>Another referral on the same person and case that has this number (并案).</summary>
    public string? JoinedWith { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Number, "number", "立案决定书文号").List;
}

/// <summary>不予立案</summary>
internal sealed record DeclineBody : ActBody
{
    public DeclineGround? Ground { get; init; }

    public string? Reasons { get; init; }

    /// <summary>Number of the 不予立案通知书.</summary>
    public string? NoticeNumber { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Ground is null, "ground", "required", "不予立案的法定情形 is missing.")
            .Need(Reasons, "reasons", "不予立案理由")
            .List;
}

/// <summary>不立案理由说明书</summary>
internal sealed record ReasonsBody : ActBody
{
    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Text, "text", "不立案理由").List;
}

/// <summary>One step of the case against one suspect.</summary>
internal sealed record OutcomeBody : ActBody
{
    public string? SuspectId { get; init; }

    public OutcomeKind? Kind { get; init; }

    public DateOnly? On { get; init; }

    public string? Text { get; init; }

    public Money? Paid { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(SuspectId, "suspectId", "犯罪嫌疑人")
            .If(Kind is null, "kind", "required", "办理结果 is missing.")
            .If(On is null, "on", "required", "日期 is missing.")
            .If(Kind is OutcomeKind.MoneyPaid && !(Paid > Money.Zero), "paid", "required", "金额 is missing.")
            .List;
}

/// <summary>撤销案件</summary>
internal sealed record DropBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "撤销案件理由").List;
}
