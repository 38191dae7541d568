using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.CourtFeed.Transfers;

/// <summary>案件移送函 with its material (法发〔2025〕8号 arts 3-5).</summary>
internal sealed record TransferBody : ActBody
{
    private static readonly string[] EvidenceGroups =
    [
        "身份证据 (identity)",
        "执行义务证据 (the duty to perform)",
        "履行能力证据 (the ability to perform)",
        "拒执行为证据 (the refusal)",
        "情节后果证据 (circumstances and consequences)",
    ];

    /// <summary>The court's own number of the transfer: with the court it makes the id.</summary>
    public string? Number { get; init; }

    public CaseNumber? CaseNumber { get; init; }

    /// <summary>Default 拒不执行判决、裁定罪.</summary>
    public string? Crime { get; init; }

    public string? Facts { get; init; }

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public IReadOnlyList<TransferSuspect> Suspects { get; init; } = [];

    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Default: the day of the act.</summary>
    public DateOnly? TransferredOn { get; init; }

    public override IReadOnlyList<Flaw> Check()
    {
        var flaws = new Flaws()
            .Need(Number, "number", "移送编号")
            .If(CaseNumber is null, "caseNumber", "required", "案号 is missing.")
            .Need(Facts, "facts", "拒执事实")
            .Need(Suspects, "suspects", "犯罪嫌疑人")
            .If(Suspects.Any(s => s is null || string.IsNullOrWhiteSpace(s.Name)), "suspects", "required", "A suspect has no name.")
            .If(
                Ids().Distinct(StringComparer.Ordinal).Count() < Suspects.Count,
                "suspects",
                "duplicate",
                "Two suspects have the same suspectId."
            );
        if (Evidence.Count == 0)
        {
            foreach (var group in EvidenceGroups)
            {
                flaws.Need("", "evidence", group);
            }
        }
        return flaws.List;
    }

    /// <summary>The suspects with their ids; who has none is called by the place in the list.</summary>
    public IReadOnlyList<SuspectNamed> Named() =>
        [
            .. Suspects.Zip(
                Ids(),
                (s, id) =>
                    new SuspectNamed
                    {
                        SuspectId = id,
                        Name = s.Name!.Trim(),
                        Number = s.Number,
                    }
            ),
        ];

    private IEnumerable<string> Ids() => Suspects.Select((s, i) => s?.SuspectId ?? FormattableString.Invariant($"{i + 1}"));
}

/// <summary>犯罪嫌疑人/单位, as the court names them.</summary>
internal sealed record TransferSuspect
{
    public string? SuspectId { get; init; }

    public string? Name { get; init; }

    public PartyNumber? Number { get; init; }
}

/// <summary>补充材料, or with <see cref="Insist"/>: "nothing more, decide".</summary>
internal sealed record CompleteTransferBody : ActBody
{
    public IReadOnlyList<string> Items { get; init; } = [];

    public string? Note { get; init; }

    public bool Insist { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().If(!Insist && Items.Count == 0, "items", "required", "补充材料: at least one is needed, or insist.").List;
}

/// <summary>撤回移送</summary>
internal sealed record RecallTransferBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "撤回理由").List;
}
