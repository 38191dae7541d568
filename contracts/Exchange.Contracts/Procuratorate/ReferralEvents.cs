namespace Exchange.Contracts.Procuratorate;

/// <summary>What a procuratorate says.</summary>
public abstract record ProcuratorateEvent : ExchangeEvent
{
    public sealed override Agency Agency => Agency.Procuratorate;
}

/// <summary>The sender's acts on a referral that a procuratorate sent.</summary>
public abstract record ReferralSenderEvent : ProcuratorateEvent
{
    public required string ReferralId { get; init; }

    public required ReferralSenderSide Side { get; init; }
}

/// <summary>移送涉嫌犯罪线索 (监督规则 art 120)</summary>
public sealed record CriminalLeadTransferred : ReferralSenderEvent;

/// <summary>补充材料</summary>
public sealed record LeadCompleted : ReferralSenderEvent;

/// <summary>撤回移送</summary>
public sealed record ReferralRecalled : ReferralSenderEvent;

/// <summary>立案监督: acts of the supervising procuratorate on any referral, whoever sent it.</summary>
public abstract record FilingSupervisionEvent : ProcuratorateEvent
{
    public required string ReferralId { get; init; }

    public required ReferralSupervisionSide Side { get; init; }
}

/// <summary>要求说明不立案理由 (刑诉规则 560, 562)</summary>
public sealed record FilingReasonsRequested : FilingSupervisionEvent;

/// <summary>不立案理由成立 (刑诉规则 561 ¶2), or the decline or the drop accepted.</summary>
public sealed record FilingReasonsAccepted : FilingSupervisionEvent;

/// <summary>通知立案 (刑诉规则 561 ¶1)</summary>
public sealed record FilingDirected : FilingSupervisionEvent;

/// <summary>纠正违法通知书 (刑诉规则 564 ¶2), and the report to the higher procuratorate after it.</summary>
public sealed record CorrectionNoticed : FilingSupervisionEvent;

/// <summary>Money was paid after the referral (拒执 2024 art 11).</summary>
public sealed record PerformanceAfterReferral : FilingSupervisionEvent;
