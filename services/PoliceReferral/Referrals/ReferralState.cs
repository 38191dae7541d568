using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.PoliceReferral.Referrals;

/// <summary>Where a referral stands at the police.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReferralState>))]
internal enum ReferralState
{
    /// <summary>The supervising procuratorate was heard first; the referral itself is still on its way.</summary>
    Awaited,

    /// <summary>已移送</summary>
    Transferred,

    /// <summary>已受案</summary>
    Acknowledged,

    /// <summary>退回补充</summary>
    Returned,

    /// <summary>不予立案</summary>
    Declined,

    /// <summary>被要求说明理由</summary>
    ReasonsRequested,

    /// <summary>已说明理由</summary>
    ReasonsGiven,

    /// <summary>已通知立案</summary>
    FilingDirected,

    /// <summary>已发纠正违法通知书</summary>
    CorrectionNoticed,

    /// <summary>已报上一级检察院</summary>
    WithHigher,

    /// <summary>已立案</summary>
    Filed,

    /// <summary>已撤案</summary>
    Dropped,

    /// <summary>办结</summary>
    Closed,

    /// <summary>移送撤回</summary>
    Withdrawn,
}

/// <summary>How a closed referral ended.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReferralEnd>))]
internal enum ReferralEnd
{
    /// <summary>不立案成立; new facts may still lead to a filing (R6).</summary>
    NotFiled,

    /// <summary>撤案成立</summary>
    Dropped,

    /// <summary>Every suspect has a final outcome.</summary>
    Concluded,
}
