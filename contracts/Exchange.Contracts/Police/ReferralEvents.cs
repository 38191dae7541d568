namespace Exchange.Contracts.Police;

/// <summary>What the police say of a referral. It carries their whole side, so a later word implies the earlier ones.</summary>
public abstract record PoliceEvent : ExchangeEvent
{
    public sealed override Agency Agency => Agency.Police;

    public required string ReferralId { get; init; }

    public required ReferralPoliceSide Side { get; init; }
}

/// <summary>受案回执 (公安机关办理刑事案件程序规定 art 171)</summary>
public sealed record LeadAcknowledged : PoliceEvent;

/// <summary>退回补充材料</summary>
public sealed record LeadReturned : PoliceEvent;

/// <summary>移送有管辖权的机关 (公安规定 art 175)</summary>
public sealed record ReferralHandedOver : PoliceEvent;

/// <summary>延长立案审查期限</summary>
public sealed record FilingClockExtended : PoliceEvent;

/// <summary>立案</summary>
public sealed record CriminalCaseFiled : PoliceEvent;

/// <summary>不予立案</summary>
public sealed record CriminalCaseDeclined : PoliceEvent;

/// <summary>说明不立案理由 (刑诉规则 560)</summary>
public sealed record FilingReasonsGiven : PoliceEvent;

/// <summary>Measures, prosecution, verdict, money: per suspect.</summary>
public sealed record CriminalOutcomeReported : PoliceEvent;

/// <summary>撤销案件</summary>
public sealed record CriminalCaseDropped : PoliceEvent;
