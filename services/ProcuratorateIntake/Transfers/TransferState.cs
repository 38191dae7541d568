using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>Where a referral (移送线索) stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TransferState>))]
internal enum TransferState
{
    /// <summary>呈批: the chief procurator decides.</summary>
    Proposed,

    /// <summary>已移送, not yet acknowledged.</summary>
    Transferred,

    /// <summary>已受案</summary>
    Acknowledged,

    /// <summary>退回补充</summary>
    Returned,

    /// <summary>不予立案</summary>
    Declined,

    /// <summary>要求说明不立案理由</summary>
    ReasonsRequested,

    /// <summary>已说明理由</summary>
    ReasonsGiven,

    /// <summary>通知立案</summary>
    FilingDirected,

    /// <summary>纠正违法通知</summary>
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

/// <summary>How a referral ended.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TransferOutcome>))]
internal enum TransferOutcome
{
    /// <summary>The chief sent the proposal back.</summary>
    Returned,

    Withdrawn,

    /// <summary>不立案, accepted.</summary>
    NotFiled,

    /// <summary>撤销案件, accepted.</summary>
    Dropped,

    /// <summary>Every suspect has a final outcome.</summary>
    Concluded,
}

/// <summary>The state follows from what the three sides have said, whatever the order in which their words arrived.</summary>
internal static class Standing
{
    public static (TransferState State, TransferOutcome? Outcome) Of(Transfer transfer) =>
        transfer switch
        {
            { Proposal: { DecidedOn: null } } => (TransferState.Proposed, null),
            { Proposal: { Approved: false } } => (TransferState.Closed, TransferOutcome.Returned),
            { Police: { Filing: not null } police } => AfterFiling(transfer, police),
            { Sender.RecalledOn: not null } => (TransferState.Withdrawn, TransferOutcome.Withdrawn),
            { Supervision: { ReasonsAcceptedOn: not null } or { DeclineAcceptedOn: not null } } => (
                TransferState.Closed,
                TransferOutcome.NotFiled
            ),
            _ => (BeforeFiling(transfer), null),
        };

    private static (TransferState, TransferOutcome?) AfterFiling(Transfer transfer, ReferralPoliceSide police) =>
        police.Dropped is { } dropped ? AfterDropping(dropped, transfer.Supervision)
        : transfer.Sender is { Suspects: { Count: > 0 } suspects } && suspects.All(s => IsFinal(s.SuspectId, police.Outcomes))
            ? (TransferState.Closed, TransferOutcome.Concluded)
        : (TransferState.Filed, null);

    /// <summary>不起诉, 判决生效 or 撤销 on the latest day, however late it was entered; money alone ends nothing.</summary>
    private static bool IsFinal(string suspect, IReadOnlyList<SuspectOutcome> outcomes) =>
        outcomes.Where(o => o.SuspectId == suspect && o.Kind is not OutcomeKind.MoneyPaid).OrderBy(o => o.On).LastOrDefault()?.Kind
            is OutcomeKind.NotProsecuted
                or OutcomeKind.Verdict
                or OutcomeKind.Dropped;

    private static (TransferState, TransferOutcome?) AfterDropping(CaseDropped dropped, ReferralSupervisionSide supervision) =>
        supervision.DropAcceptedOn >= dropped.On ? (TransferState.Closed, TransferOutcome.Dropped)
        : supervision.CorrectionNoticedOn >= dropped.On
            ? (
                supervision.ReportedUpwardOn >= supervision.CorrectionNoticedOn
                    ? TransferState.WithHigher
                    : TransferState.CorrectionNoticed,
                null
            )
        : (TransferState.Dropped, null);

    private static TransferState BeforeFiling(Transfer transfer)
    {
        var (police, supervision) = (transfer.Police, transfer.Supervision);
        return supervision is { FilingDirectedOn: { } directed, CorrectionNoticedOn: { } noticed } && noticed >= directed
            ? supervision.ReportedUpwardOn is null
                ? TransferState.CorrectionNoticed
                : TransferState.WithHigher
            : supervision.FilingDirectedOn is not null
                ? TransferState.FilingDirected
                : supervision.ReasonsRequested is { } request
                    ? police?.Reasons is not null || request.ForDelay && police?.Declined is not null
                        ? TransferState.ReasonsGiven
                        : TransferState.ReasonsRequested
                    : police?.Declined is not null
                        ? TransferState.Declined
                        : police?.Returns.Count > (transfer.Sender?.Completions.Count ?? 0)
                            ? TransferState.Returned
                            : transfer.HasReceipt
                                ? TransferState.Acknowledged
                                : TransferState.Transferred;
    }
}
