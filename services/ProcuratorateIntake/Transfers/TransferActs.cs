using Exchange.Acts;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>审批移送</summary>
internal sealed record DecideBody : ActBody
{
    public bool? Approve { get; init; }

    public string? Comment { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Approve is null, "approve", "required", "审批意见 is missing.")
            .If(Approve is false && string.IsNullOrWhiteSpace(Comment), "comment", "required", "退回理由 is missing.")
            .List;
}

/// <summary>补充材料: what is handed in, after a return or later.</summary>
internal sealed record MaterialBody : ActBody
{
    public IReadOnlyList<string> Items { get; init; } = [];

    public string? Note { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(Items, "items", "补充材料")
            .If(Items.Any(string.IsNullOrWhiteSpace), "items", "empty", "An item has no name.")
            .List;
}

/// <summary>"Nothing more, decide."</summary>
internal sealed record InsistBody : ActBody
{
    public string? Note { get; init; }
}

/// <summary>撤回移送 (监督规则 art 121)</summary>
internal sealed record RecallBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "撤回理由").List;
}

/// <summary>An act whose words may be left out.</summary>
internal sealed record RemarkBody : ActBody
{
    public string? Text { get; init; }
}

/// <summary>纠正违法通知书, or the report to the higher procuratorate: nothing without its text.</summary>
internal sealed record StatementBody : ActBody
{
    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Text, "text", "正文").List;
}

/// <summary>通知立案书 (刑诉规则 art 561 ¶1)</summary>
internal sealed record DirectFilingBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "通知立案理由").List;
}
