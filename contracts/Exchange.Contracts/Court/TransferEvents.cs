namespace Exchange.Contracts.Court;

/// <summary>A court's own 拒执 transfer to the police (法发〔2025〕8号 arts 3-5); the procuratorate gets a copy.</summary>
public abstract record CourtTransferEvent : CourtEvent
{
    public required string ReferralId { get; init; }

    public required ReferralSenderSide Side { get; init; }
}

/// <summary>移送涉嫌犯罪线索</summary>
public sealed record CriminalLeadTransferred : CourtTransferEvent;

/// <summary>补充材料</summary>
public sealed record TransferCompleted : CourtTransferEvent;

/// <summary>撤回移送</summary>
public sealed record TransferRecalled : CourtTransferEvent;
