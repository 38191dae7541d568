using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Petitions;

/// <summary>A petition as it is handed in (监督申请).</summary>
internal sealed record PetitionBody : ActBody
{
    /// <summary>编号; without it the Idempotency-Key names the petition.</summary>
    public string? Number { get; init; }

    /// <summary>收到日期; default the day of the act.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public Petitioner? Petitioner { get; init; }

    public CaseNumber? CaseNumber { get; init; }

    public string? Content { get; init; }

    public PetitionSource? Source { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().Need(Petitioner?.Name?.Text, "petitioner.name", "申请人姓名或名称").Need(Content, "content", "申请内容").List;
}

/// <summary>不予受理</summary>
internal sealed record RefusePetitionBody : ActBody
{
    public NotAcceptedGround? Ground { get; init; }

    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Ground is null, "ground", "required", "不予受理情形 (监督规则 28) is missing: remedyNotUsed, courtReviewing or other.")
            .Need(Text, "text", "不予受理理由")
            .List;
}

/// <summary>补正材料: asked for, or handed in.</summary>
internal sealed record PetitionItemsBody : ActBody
{
    public IReadOnlyList<string>? Items { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(Items, "items", "补正材料")
            .If(Items?.Any(string.IsNullOrWhiteSpace) == true, "items", "empty", "An item has no name.")
            .List;
}

/// <summary>受理</summary>
internal sealed record AcceptPetitionBody : ActBody
{
    /// <summary>The lead it joins, if there is one.</summary>
    public string? LeadId { get; init; }
}

/// <summary>受理通知书</summary>
internal sealed record NotifyPetitionBody : ActBody
{
    public string? Number { get; init; }
}

/// <summary>告知结果</summary>
internal sealed record AnswerPetitionBody : ActBody
{
    public PetitionResult? Result { get; init; }

    public string? Text { get; init; }

    /// <summary>决定日期; default the day of the act.</summary>
    public DateOnly? DecidedOn { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Result is null, "result", "required", "审查结果 is missing: supported or notSupported.")
            .Need(Text, "text", "答复内容")
            .List;
}

/// <summary>撤回监督申请</summary>
internal sealed record WithdrawPetitionBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "撤回原因").List;
}
