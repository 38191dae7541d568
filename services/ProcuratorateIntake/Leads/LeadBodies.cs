using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Leads;

internal sealed record ClaimBody : ActBody;

internal sealed record AssignBody : ActBody
{
    public string? Handler { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Handler, "handler", "承办检察官").List;
}

internal sealed record VerifyBody : ActBody
{
    public string? SecondProcurator { get; init; }

    /// <summary>What is to be found out (核实事项).</summary>
    public string? What { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().Need(SecondProcurator, "secondProcurator", "第二名检察人员").Need(What, "what", "核实事项").List;
}

internal sealed record SuspendBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "中止理由").List;
}

internal sealed record ResumeBody : ActBody
{
    /// <summary>调查核实报告, when it comes back from verification.</summary>
    public string? Report { get; init; }
}

internal sealed record DismissBody : ActBody
{
    public DismissalCode? Code { get; init; }

    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .If(Code is null, "code", "required", "One of lawful, explained, dataError, minorCorrected, other is needed.")
            .Need(Text, "text", "理由")
            .List;
}

/// <summary>告知国家司法救助</summary>
internal sealed record ReliefBody : ActBody
{
    /// <summary>The party in need.</summary>
    public string? To { get; init; }

    public ReliefOutcome? Outcome { get; init; }

    public string? Text { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(To, "to", "救助对象")
            .If(Outcome is null, "outcome", "required", "One of applied, referred, declined is needed.")
            .List;
}

internal sealed record ReopenBody : ActBody
{
    public string? Reason { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Reason, "reason", "理由").List;
}

/// <summary>Something proposed on a lead, with which more comes into being.</summary>
internal abstract record ProposalBody : ActBody
{
    /// <summary>The header Idempotency-Key: the same key never proposes twice.</summary>
    [JsonIgnore]
    public string? Key { get; init; }
}

internal sealed record OpinionBody : ProposalBody
{
    /// <summary>Default: what the causes say.</summary>
    public string? Facts { get; init; }

    /// <summary>What the court is asked to do (建议内容).</summary>
    public string? Request { get; init; }

    /// <summary>Default: the causes' articles.</summary>
    public IReadOnlyList<string>? Articles { get; init; }

    /// <summary>Other leads of the same case (L5), or of other cases of the same court (类案), that this opinion takes along.</summary>
    public IReadOnlyList<string>? AlsoLeads { get; init; }

    public OpinionKind Kind { get; init; }

    /// <summary>For a governance opinion (社会治理检察建议): a court above the case's, to which the counterpart procuratorate then speaks.</summary>
    public CourtCode? Court { get; init; }

    public override IReadOnlyList<Flaw> Check() => new Flaws().Need(Request, "request", "建议内容").List;
}

/// <summary>请求查找、扣押车辆</summary>
internal sealed record VehicleSearchBody : ProposalBody
{
    /// <summary>Default: the cars of the case that are sealed and not impounded.</summary>
    public IReadOnlyList<string>? Plates { get; init; }

    /// <summary>Default: what the causes say.</summary>
    public string? Facts { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws().If(Plates?.Any(string.IsNullOrWhiteSpace) == true, "plates", "empty", "A car has no 号牌.").List;
}

internal sealed record TransferBody : ProposalBody
{
    public string? Crime { get; init; }

    public string? Facts { get; init; }

    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>Default: the respondents of the case.</summary>
    public IReadOnlyList<SuspectBody>? Suspects { get; init; }

    public override IReadOnlyList<Flaw> Check() =>
        new Flaws()
            .Need(Crime, "crime", "涉嫌罪名")
            .Need(Facts, "facts", "涉嫌犯罪事实")
            .Need(Evidence, "evidence", "证据材料")
            .If(
                Suspects is not null && Suspects.Any(s => s is null || string.IsNullOrWhiteSpace(s.Name)),
                "suspects[].name",
                "required",
                "姓名 is missing."
            )
            .List;
}

internal sealed record SuspectBody
{
    public string? SuspectId { get; init; }

    public string? Name { get; init; }

    public PartyNumber? Number { get; init; }
}
