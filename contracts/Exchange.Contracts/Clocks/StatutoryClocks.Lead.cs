namespace Exchange.Contracts;

/// <content>The lead (线索), the court's alert (虚假诉讼通报) and the petition (12309).</content>
public static partial class StatutoryClocks
{
    private const string Supervision = "人民检察院民事诉讼监督规则(2021)";

    public static readonly ClockRule TriageHigh = Target("线索分流(高)", 3, ClockUnit.WorkingDays);

    public static readonly ClockRule TriageNormal = Target("线索分流(中)", 10, ClockUnit.WorkingDays);

    public static readonly ClockRule TriageLow = Target("线索分流(低)", 20, ClockUnit.WorkingDays);

    /// <summary>The review ends (审查终结); calling up the dossier and appraisal do not count.</summary>
    public static readonly ClockRule LeadReview = Law("线索审查", 3, ClockUnit.Months, $"{Supervision}第52条", Since.CivilSupervision);

    /// <summary>Verification ends (调查核实), from the chief procurator's decision.</summary>
    public static readonly ClockRule LeadVerification = Law(
        "调查核实",
        2,
        ClockUnit.Months,
        "人民检察院检察建议工作规定(2019)第15条",
        Since.Suggestions
    );

    /// <summary>Another procuratorate verifies on request (委托调查).</summary>
    public static readonly ClockRule DelegatedVerification = Law(
        "委托调查核实",
        15,
        ClockUnit.Days,
        $"{Supervision}第70条",
        Since.CivilSupervision
    );

    /// <summary>A suspended lead is looked at again (中止审查).</summary>
    public static readonly ClockRule SuspendedLook = Target("中止审查复查", 30, ClockUnit.Days);

    /// <summary>The court explains how the enforcement stands (说明案件执行情况通知书); see 监督规则 art. 105.</summary>
    public static readonly ClockRule CourtExplanation = Target("法院说明执行情况", 15, ClockUnit.Days);

    /// <summary>The applicant is told that supervision is not supported (不支持监督申请决定书).</summary>
    public static readonly ClockRule NotSupportedDecision = Law(
        "不支持监督申请决定",
        15,
        ClockUnit.Days,
        $"{Supervision}第109条",
        Since.CivilSupervision
    );

    /// <summary>A handler is named for the court's alert.</summary>
    public static readonly ClockRule AlertAssignment = Target("虚假诉讼通报分办", 3, ClockUnit.WorkingDays);

    public static readonly ClockRule AlertVerification = Law(
        "虚假诉讼通报核查",
        3,
        ClockUnit.Months,
        $"{Supervision}第52条",
        Since.CivilSupervision
    );

    /// <summary>The court that reported hears the result: the three months of the verification, and the time to name a handler.</summary>
    public static readonly ClockRule AlertAnswer = Target("虚假诉讼通报答复", 4, ClockUnit.Months);

    /// <summary>The referral or the suggestion of retrial has ended: the procurator closes the alert.</summary>
    public static readonly ClockRule AlertFollowUp = Target("虚假诉讼通报办结", 15, ClockUnit.Days);

    /// <summary>A suggestion of retrial reaches the court.</summary>
    public static readonly ClockRule RetrialDelivery = Law(
        "再审检察建议书送达",
        15,
        ClockUnit.Days,
        $"{Supervision}第87条",
        Since.CivilSupervision
    );

    /// <summary>A petition is accepted, refused or asked to be completed.</summary>
    public static readonly ClockRule PetitionTriage = Target("申请受理审查", 7, ClockUnit.Days);

    /// <summary>The petitioner completes the materials (限期补齐); 监督规则 art. 21 leaves the days to the procuratorate.</summary>
    public static readonly ClockRule PetitionSupplement = Target("申请材料补齐", 15, ClockUnit.Days);

    /// <summary>The petitioner is told of the acceptance (受理通知书).</summary>
    public static readonly ClockRule PetitionAcceptanceNotice = Law(
        "受理通知",
        3,
        ClockUnit.Days,
        $"{Supervision}第33条",
        Since.CivilSupervision
    );

    /// <summary>The other party may state its view.</summary>
    public static readonly ClockRule PetitionOtherParty = Law(
        "其他当事人提出意见",
        15,
        ClockUnit.Days,
        $"{Supervision}第33条",
        Since.CivilSupervision
    );

    /// <summary>The petitioner is told the result.</summary>
    public static readonly ClockRule PetitionResult = Law(
        "监督结果告知",
        15,
        ClockUnit.Days,
        $"{Supervision}第108条、第109条",
        Since.CivilSupervision
    );
}
