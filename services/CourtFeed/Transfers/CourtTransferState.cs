using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.CourtFeed.Transfers;

/// <summary>Where the court's own transfer (移送涉嫌拒执犯罪) stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CourtTransferState>))]
internal enum CourtTransferState
{
    /// <summary>已移送</summary>
    Transferred,

    /// <summary>已受案</summary>
    Acknowledged,

    /// <summary>退回补充: the court's turn.</summary>
    Returned,

    /// <summary>不予立案</summary>
    Declined,

    /// <summary>检察院要求说明理由</summary>
    ReasonsRequested,

    /// <summary>已说明理由</summary>
    ReasonsGiven,

    /// <summary>检察院通知立案</summary>
    FilingDirected,

    /// <summary>检察院发纠正违法通知书</summary>
    CorrectionNoticed,

    /// <summary>报上一级检察院</summary>
    WithHigher,

    /// <summary>已立案</summary>
    Filed,

    /// <summary>撤销案件</summary>
    Dropped,

    Closed,

    /// <summary>已撤回</summary>
    Withdrawn,
}

/// <summary>How it ended.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CourtTransferOutcome>))]
internal enum CourtTransferOutcome
{
    Withdrawn,

    /// <summary>不立案, accepted by the procuratorate.</summary>
    NotFiled,

    /// <summary>撤销案件, accepted by the procuratorate.</summary>
    Dropped,

    /// <summary>Every suspect has a final outcome.</summary>
    Concluded,
}

/// <summary>What the court reads from the sides of police and procuratorate, beside its own.</summary>
internal static class Reading
{
    public static (CourtTransferState State, CourtTransferOutcome? Outcome) Of(CourtTransfer transfer) =>
        transfer switch
        {
            { Police: { Filing: not null } police } => AfterFiling(transfer, police),
            { Sender.RecalledOn: not null } => (CourtTransferState.Withdrawn, CourtTransferOutcome.Withdrawn),
            { Supervision: { ReasonsAcceptedOn: not null } or { DeclineAcceptedOn: not null } } => (
                CourtTransferState.Closed,
                CourtTransferOutcome.NotFiled
            ),
            { Supervision: { FilingDirectedOn: { } directed } supervision } => (
                supervision.CorrectionNoticedOn >= directed ? Corrected(supervision) : CourtTransferState.FilingDirected,
                null
            ),
            { Supervision.ReasonsRequested: { } request } => (
                transfer.Police?.Reasons is not null || request.ForDelay && transfer.Police?.Declined is not null
                    ? CourtTransferState.ReasonsGiven
                    : CourtTransferState.ReasonsRequested,
                null
            ),
            { Police.Declined: not null } => (CourtTransferState.Declined, null),
            { Police: { } police } when police.Returns.Count > transfer.Sender.Completions.Count => (CourtTransferState.Returned, null),
            { HasReceipt: true } => (CourtTransferState.Acknowledged, null),
            _ => (CourtTransferState.Transferred, null),
        };

    private static (CourtTransferState, CourtTransferOutcome?) AfterFiling(CourtTransfer transfer, ReferralPoliceSide police) =>
        police.Dropped is { } dropped
            ? transfer.Supervision switch
            {
                { DropAcceptedOn: { } accepted } when accepted >= dropped.On => (CourtTransferState.Closed, CourtTransferOutcome.Dropped),
                { CorrectionNoticedOn: { } noticed } supervision when noticed >= dropped.On => (Corrected(supervision), null),
                _ => (CourtTransferState.Dropped, null),
            }
        : transfer.Sender.Suspects.All(s => IsFinal(s.SuspectId, police.Outcomes))
            ? (CourtTransferState.Closed, CourtTransferOutcome.Concluded)
        : (CourtTransferState.Filed, null);

    private static CourtTransferState Corrected(ReferralSupervisionSide supervision) =>
        supervision.ReportedUpwardOn >= supervision.CorrectionNoticedOn
            ? CourtTransferState.WithHigher
            : CourtTransferState.CorrectionNoticed;

    /// <summary>不起诉, 判决生效 or 撤销 on the latest day; money alone ends nothing.</summary>
    private static bool IsFinal(string suspect, IReadOnlyList<SuspectOutcome> outcomes) =>
        outcomes.Where(o => o.SuspectId == suspect && o.Kind is not OutcomeKind.MoneyPaid).OrderBy(o => o.On).LastOrDefault()?.Kind
            is OutcomeKind.NotProsecuted
                or OutcomeKind.Verdict
                or OutcomeKind.Dropped;
}
