namespace Exchange.Contracts;

/// <content>The opinion (检察建议): from proposal to verified correction.</content>
public static partial class StatutoryClocks
{
    /// <summary>The chief procurator decides on a proposed opinion (呈批).</summary>
    public static readonly ClockRule OpinionDecision = Target("检察建议审批", 5, ClockUnit.WorkingDays);

    /// <summary>A decided opinion reaches the court with the file.</summary>
    public static readonly ClockRule OpinionDelivery = Law(
        "检察建议书送达",
        15,
        ClockUnit.Days,
        "人民检察院民事诉讼监督规则(2021)第108条",
        Since.CivilSupervision
    );

    /// <summary>The court signs for an issued opinion; then the procurator serves it on paper.</summary>
    public static readonly ClockRule OpinionReceipt = Target("检察建议书签收", 5, ClockUnit.WorkingDays);

    /// <summary>The opinion is filed with the next-higher procuratorate (备案).</summary>
    public static readonly ClockRule OpinionUpwardFiling = Law(
        "检察建议书报上级备案",
        5,
        ClockUnit.Days,
        "人民检察院检察建议工作规定(2019)第21条",
        Since.Suggestions
    );

    /// <summary>The court answers in writing, from receipt (回复意见函).</summary>
    public static readonly ClockRule OpinionAnswer = Law(
        "执行检察建议回复",
        3,
        ClockUnit.Months,
        "法发〔2016〕30号第13条",
        Since.JointRule
    );

    /// <summary>The court reviews a suggestion of retrial (再审检察建议).</summary>
    public static readonly ClockRule RetrialAnswer = Law(
        "再审检察建议审查",
        3,
        ClockUnit.Months,
        "民事诉讼法司法解释(2022)第417条",
        Since.CivilProcedureReading
    );

    /// <summary>Another organ or enterprise answers a governance suggestion (社会治理检察建议).</summary>
    public static readonly ClockRule GovernanceAnswer = Law(
        "社会治理检察建议回复",
        2,
        ClockUnit.Months,
        "人民检察院检察建议工作规定(2019)第19条",
        Since.Suggestions
    );

    /// <summary>The president allows the court one month more, once.</summary>
    public static readonly ClockRule OpinionAnswerExtension = Law(
        "执行检察建议回复延长",
        1,
        ClockUnit.Months,
        "法发〔2016〕30号第13条",
        Since.JointRule
    ) with
    {
        AddsToPeriod = true,
    };

    /// <summary>The procurator examines the court's answer.</summary>
    public static readonly ClockRule OpinionResultExamination = Target("回复审查", 15, ClockUnit.Days);

    /// <summary>The court corrects what it agreed to correct; the procurator follows up.</summary>
    public static readonly ClockRule OpinionCorrection = Target("整改落实", 3, ClockUnit.Months);

    /// <summary>After a wrong answer or none: issue again, escalate or let rest (再次监督, 提请上级).</summary>
    public static readonly ClockRule OpinionNextStep = Target("跟进监督", 15, ClockUnit.Days);

    /// <summary>The higher procuratorate reviews an escalated opinion.</summary>
    public static readonly ClockRule HigherReview = Analogy(
        "上级检察院审查",
        3,
        ClockUnit.Months,
        "人民检察院民事诉讼监督规则(2021)第52条",
        Since.CivilSupervision
    );

    /// <summary>The higher court answers the higher procuratorate and corrects the lower court.</summary>
    public static readonly ClockRule HigherCourtAnswer = Law(
        "上级法院回复",
        3,
        ClockUnit.Months,
        "法发〔2016〕30号第14条",
        Since.JointRule
    );

    /// <summary>One month more for the higher court, which art. 14 does not say itself.</summary>
    public static readonly ClockRule HigherCourtAnswerExtension = Analogy(
        "上级法院回复延长",
        1,
        ClockUnit.Months,
        "法发〔2016〕30号第13条",
        Since.JointRule
    ) with
    {
        AddsToPeriod = true,
    };

    /// <summary>The procuratorate reviews an objection to its opinion (异议), at once; see 检察建议工作规定 art. 23.</summary>
    public static readonly ClockRule ObjectionReview = Target("检察建议异议复核", 10, ClockUnit.Days);

    /// <summary>Warning before <see cref="ComplaintAnswer"/>: the procuratorate's own rule is shorter than the joint one.</summary>
    public static readonly ClockRule ComplaintWarning = Law(
        "对监督活动的建议回复(提醒)",
        1,
        ClockUnit.Months,
        "人民检察院民事诉讼监督规则(2021)第122条",
        Since.CivilSupervision
    );

    /// <summary>The procuratorate answers the court's complaint about supervision.</summary>
    public static readonly ClockRule ComplaintAnswer = Law(
        "对监督活动的建议回复",
        3,
        ClockUnit.Months,
        "法发〔2016〕30号第17条",
        Since.JointRule
    );
}
