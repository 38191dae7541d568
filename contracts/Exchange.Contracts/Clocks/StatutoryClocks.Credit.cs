namespace Exchange.Contracts;

/// <content>Credit repair (信用修复): from performance to the bank's answer.</content>
public static partial class StatutoryClocks
{
    private const string Listing = "法释〔2017〕7号";

    /// <summary>The court deletes the listing (失信) after performance or another event of art. 10, or the end of the term.</summary>
    public static readonly ClockRule ListingLift = Law("失信信息删除", 3, ClockUnit.WorkingDays, $"{Listing}第10条", Since.Listing);

    /// <summary>The court lifts the restriction (限消): the law says 及时, the days are ours. 法释〔2015〕17号 art. 9.</summary>
    public static readonly ClockRule RestrictionLift = Target("限制消费解除", 3, ClockUnit.WorkingDays);

    /// <summary>The court revokes a wrong listing or corrects an inaccurate one.</summary>
    public static readonly ClockRule ListingCorrection = Law(
        "失信信息撤销更正",
        3,
        ClockUnit.WorkingDays,
        $"{Listing}第9条",
        Since.Listing
    );

    /// <summary>The court reviews a request for correction (纠正申请).</summary>
    public static readonly ClockRule ListingCorrectionReview = Law(
        "失信纠正申请审查",
        15,
        ClockUnit.Days,
        $"{Listing}第12条",
        Since.Listing
    );

    /// <summary>The listed person asks the higher court to look again (复议).</summary>
    public static readonly ClockRule ListingReconsiderationRequest = Law(
        "失信纠正申请复议",
        10,
        ClockUnit.Days,
        $"{Listing}第12条",
        Since.Listing
    );

    /// <summary>The higher court decides on it.</summary>
    public static readonly ClockRule ListingReconsideration = Law(
        "失信纠正复议审查",
        15,
        ClockUnit.Days,
        $"{Listing}第12条",
        Since.Listing
    );

    /// <summary>The credit officer proposes or dismisses what was found.</summary>
    public static readonly ClockRule CreditProposal = Target("信用修复建议", 5, ClockUnit.WorkingDays);

    /// <summary>The procurator reviews the proposal.</summary>
    public static readonly ClockRule CreditReview = Target("信用修复审查", 15, ClockUnit.Days);

    /// <summary>The court acts on an informal notice.</summary>
    public static readonly ClockRule CreditCourtAsked = Target("提示法院解除", 5, ClockUnit.WorkingDays);

    /// <summary>The registers stop showing what the court has lifted.</summary>
    public static readonly ClockRule RegisterClearing = Target("公示信息清除", 3, ClockUnit.WorkingDays);

    /// <summary>The bank says what it did with the notice.</summary>
    public static readonly ClockRule BankAnswer = Target("银行反馈", 10, ClockUnit.WorkingDays);

    /// <summary>The credit bureau checks an objection (征信异议).</summary>
    public static readonly ClockRule BureauObjection = Law("征信异议处理", 20, ClockUnit.Days, "征信业管理条例第25条", Since.CreditBureau);
}
