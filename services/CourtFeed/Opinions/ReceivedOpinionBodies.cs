using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.CourtFeed.Opinions;

internal sealed record ReceiptBody : ActBody
{
    /// <summary>签收号</summary>
    public string? ReceiptNumber { get; init; }

    /// <summary>签收日期; default the day of the act.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(ReceiptNumber, "receiptNumber", "签收号").List;
}

internal sealed record ExtensionBody : ActBody
{
    /// <summary>批准日期</summary>
    public DateOnly? ApprovedOn { get; init; }

    /// <summary>批准人: the president.</summary>
    public string? ApprovedBy { get; init; }

    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(ApprovedOn is null, "approvedOn", "required", "批准日期 is missing.")
            .Need(ApprovedBy, "approvedBy", "批准人")
            .Need(Reason, "reason", "延长理由")
            .List;
}

internal sealed record ObjectBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "异议理由").List;
}

internal sealed record ComplainBody : ActBody
{
    public string? Reasons { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reasons, "reasons", "建议理由").List;
}

/// <summary>What the court answers on one case of an opinion about several (O15).</summary>
internal sealed record CaseAnswerBody(CaseNumber? CaseNumber, AnswerVerdict? Verdict)
{
    public IReadOnlyList<Flaw> Check(string place) =>
        new Flaws()
            .If(CaseNumber is null, $"{place}.caseNumber", "required", "案号 is missing.")
            .If(Verdict is null, $"{place}.verdict", "required", "处理结果 is missing: adopted, partly or refused.")
            .List;
}

/// <summary>回复意见函: facts found, opinion and reasons, and the court's seal (法发〔2016〕30号 art 13 ¶2).</summary>
internal sealed record AnswerBody : ActBody
{
    public AnswerVerdict? Verdict { get; init; }

    public string? Facts { get; init; }

    public string? Opinion { get; init; }

    public string? Reasons { get; init; }

    /// <summary>院印: name of the sealed attachment or hash of the signature.</summary>
    public string? Seal { get; init; }

    /// <summary>裁定书</summary>
    public string? Ruling { get; init; }

    public DateOnly? RulingFollowsOn { get; init; }

    /// <summary>Per case, when the opinion is about several.</summary>
    public IReadOnlyList<CaseAnswerBody>? Cases { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Verdict is null, "verdict", "required", "处理结果 is missing: adopted, partly or refused.")
            .Need(Facts, "facts", "查明事实")
            .Need(Opinion, "opinion", "处理意见")
            .Need(Reasons, "reasons", "理由")
            .Need(Seal, "seal", "院印")
            .If(
                Verdict == AnswerVerdict.Adopted && string.IsNullOrWhiteSpace(Ruling) && RulingFollowsOn is null,
                "ruling",
                "required",
                "裁定书 or the day by which it follows (rulingFollowsOn) is missing."
            )
            .Each(Cases, "cases", static (one, place) => one.Check(place))
            .List;

    public IReadOnlyList<Flaw> UnknownCases(IEnumerable<CaseNumber> known)
    {
        var numbers = known.ToHashSet();
        return
        [
            .. (Cases ?? [])
                .Select((answer, i) => (answer, i))
                .Where(c => c.answer.CaseNumber is { } number && !numbers.Contains(number))
                .Select(c => new Flaw($"cases[{c.i}].caseNumber", "unknown", "not a case of the opinion")),
        ];
    }

    public OpinionAnswer ToAnswer(DateOnly on, bool late) =>
        new()
        {
            Verdict = Verdict!.Value,
            AnsweredOn = on,
            Facts = Facts!,
            Opinion = Opinion!,
            Reasons = Reasons!,
            Seal = Seal!,
            Ruling = Ruling,
            RulingFollowsOn = RulingFollowsOn,
            Cases = Cases?.Select(one => new CaseAnswer(one.CaseNumber!, one.Verdict!.Value)).ToList(),
            Late = late,
        };
}
