namespace Exchange.Contracts;

/// <content>The criminal referral (移送线索): acknowledgement, supervision of filing, and what comes after it.
/// The filing decision itself stands in StatutoryClocks.Filing.cs.</content>
public static partial class StatutoryClocks
{
    /// <summary>The chief procurator decides on a proposed referral.</summary>
    public static readonly ClockRule ReferralDecision = Target("移送审批", 5, ClockUnit.WorkingDays);

    /// <summary>The police take the lead and say so (受案回执); the receipt is due at acceptance, the hours are ours.</summary>
    public static readonly ClockRule Acknowledgement = Target("受案回执", 24, ClockUnit.Hours);

    /// <summary>A lead outside the organ's jurisdiction goes to the right one.</summary>
    public static readonly ClockRule HandOver = Law(
        "移送有管辖权机关",
        24,
        ClockUnit.Hours,
        "公安机关办理刑事案件程序规定(2020)第175条",
        Since.PoliceProcedure
    );

    /// <summary>The sender completes a referral that was returned for missing items.</summary>
    public static readonly ClockRule Completion = Analogy(
        "补充材料",
        3,
        ClockUnit.Days,
        "公安机关办理刑事案件程序规定(2020)第180条",
        Since.PoliceProcedure
    );

    /// <summary>The notice that no case is filed reaches the sender (不予立案通知书).</summary>
    public static readonly ClockRule DeclineNotice = Law(
        "不予立案通知书送达",
        3,
        ClockUnit.Days,
        "公安机关办理刑事案件程序规定(2020)第178条",
        Since.PoliceProcedure
    );

    /// <summary>A refused referral of the court is answered with reasons.</summary>
    public static readonly ClockRule DeclineNoticeToCourt = Law(
        "不予立案告知法院",
        7,
        ClockUnit.Days,
        "法发〔2025〕8号",
        Since.RefusalToPerform
    );

    /// <summary>The procurator looks at a declined referral.</summary>
    public static readonly ClockRule DeclinedReview = Target("不立案审查", 10, ClockUnit.Days);

    /// <summary>The procuratorate that accepts the reasons tells those concerned.</summary>
    public static readonly ClockRule AcceptedReasonsNotice = Law(
        "不立案理由成立告知",
        10,
        ClockUnit.Days,
        "人民检察院刑事诉讼规则(2019)第561条第2款",
        Since.CriminalProcedureRules
    );

    /// <summary>The police give reasons for not filing, or for the delay (说明理由).</summary>
    public static readonly ClockRule Reasons = Law(
        "说明不立案理由",
        7,
        ClockUnit.Days,
        "人民检察院刑事诉讼规则(2019)第560条、第562条",
        Since.CriminalProcedureRules
    );

    /// <summary>The procurator examines the reasons.</summary>
    public static readonly ClockRule ReasonsReview = Target("不立案理由审查", 10, ClockUnit.Days);

    /// <summary>The police file as directed (通知立案书).</summary>
    public static readonly ClockRule DirectedFiling = Law(
        "通知立案",
        15,
        ClockUnit.Days,
        "人民检察院刑事诉讼规则(2019)第563条",
        Since.CriminalProcedureRules
    );

    /// <summary>The police correct what the notice found (纠正违法通知书); then it is reported upward.</summary>
    public static readonly ClockRule CorrectionNoticeAnswer = Target("纠正违法通知书回复", 15, ClockUnit.Days);

    /// <summary>A case filed under supervision is unfinished: reminder (催办函), again every three months.</summary>
    public static readonly ClockRule SupervisedFilingReminder = Law(
        "立案监督案件催办",
        3,
        ClockUnit.Months,
        "人民检察院刑事诉讼规则(2019)第564条第3款",
        Since.CriminalProcedureRules
    );

    /// <summary>As <see cref="SupervisedFilingReminder"/>, for cases the police filed of their own accord.</summary>
    public static readonly ClockRule FilingReminder = Target("移送案件进展提醒", 3, ClockUnit.Months);

    /// <summary>The procurator looks at a dropped case (撤销案件).</summary>
    public static readonly ClockRule DroppedReview = Target("撤案审查", 10, ClockUnit.Days);

    /// <summary>The court is told with reasons that its case was dropped.</summary>
    public static readonly ClockRule DroppedNoticeToCourt = Law(
        "撤案告知法院",
        7,
        ClockUnit.Days,
        "法发〔2025〕8号",
        Since.RefusalToPerform
    );
}
