using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Transfers;

/// <summary>
/// A criminal referral (移送线索) as the procuratorate sees it: its own, which it sends and supervises, or a copy of a court's,
/// which it supervises only. Its state follows from three sides: sender, police, supervision.
/// </summary>
internal sealed partial record Transfer : Aggregate
{
    private static readonly FrozenDictionary<TransferState, string[]> Acts = new Dictionary<TransferState, string[]>
    {
        [TransferState.Proposed] = ["decide"],
        [TransferState.Transferred] = ["supplement", "recall", "request-reasons"],
        [TransferState.Acknowledged] = ["supplement", "recall", "request-reasons"],
        [TransferState.Returned] = ["complete", "insist", "supplement", "recall"],
        [TransferState.Declined] = ["supplement", "recall", "accept-reasons", "request-reasons"],
        [TransferState.ReasonsRequested] = ["supplement", "recall", "correct", "direct-filing"],
        [TransferState.ReasonsGiven] = ["supplement", "recall", "accept-reasons", "direct-filing"],
        [TransferState.FilingDirected] = ["supplement", "correct"],
        [TransferState.CorrectionNoticed] = ["supplement", "report-upward"],
        [TransferState.WithHigher] = ["accept-reasons", "accept-drop"],
        [TransferState.Filed] = ["supplement", "recall"],
        [TransferState.Dropped] = ["supplement", "recall", "accept-drop", "correct"],
        [TransferState.Closed] = [],
        [TransferState.Withdrawn] = [],
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> SendersActs = FrozenSet.Create("decide", "complete", "insist", "supplement", "recall");

    /// <summary>Its own way to the police; none for a copy.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>What was sent; none while only the police have been heard of.</summary>
    public ReferralSenderSide? Sender { get; init; }

    public ReferralPoliceSide? Police { get; init; }

    public required ReferralSupervisionSide Supervision { get; init; }

    /// <summary>What the case record showed as recovered when it was first seen after the transfer (R5).</summary>
    public Money? RecoveredAtTransfer { get; init; }

    /// <summary>A receipt of the organ that handed over: evidence, but the new organ owes its own (R3).</summary>
    public PoliceReceipt? ReceiptBeforeHandOver { get; init; }

    public long HeardSender { get; init; }

    public long HeardPolice { get; init; }

    [JsonIgnore]
    public TransferState State => Standing.Of(this).State;

    public TransferOutcome? Outcome => Standing.Of(this).Outcome;

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs => [.. Acts[State].Where(Fits)];

    public override DateOnly? WakeOn => TransferClocks.WakeOn(this);

    /// <summary>The organ now in charge has said that it took the lead (受案回执).</summary>
    [JsonIgnore]
    public bool HasReceipt => Police?.Receipt is { } receipt && receipt != ReceiptBeforeHandOver;

    /// <summary>Sent by a procuratorate: the acts of the sender are ours.</summary>
    [JsonIgnore]
    public bool IsOurs => Sender is { Sender: Agency.Procuratorate };

    [JsonIgnore]
    public bool IsEnded => State is TransferState.Closed or TransferState.Withdrawn;

    /// <summary>Sent to the police and not ended.</summary>
    [JsonIgnore]
    public bool IsOpen => State is not TransferState.Proposed && !IsEnded;

    /// <summary>A procurator proposes it; the chief procurator has five working days (param).</summary>
    public static Decision<Transfer> Propose(Transfer? known, ReferralProposed proposed, Moment moment) =>
        known is not null
            ? Decision<Transfer>.NothingNew
            : Begun(
                new Transfer
                {
                    Id = proposed.ReferralId,
                    Division = proposed.Side.SenderDivision,
                    Office = Offices.Procuratorate(proposed.Side.SenderDivision),
                    Correlation = proposed.Side.LeadId ?? proposed.AlertId ?? proposed.ReferralId,
                    Proposal = new Proposal(proposed.ProposedBy, moment.On, proposed.AlertId),
                    Sender = proposed.Side,
                    RecoveredAtTransfer = proposed.Side.RecoveredAtTransfer,
                    Supervision = new ReferralSupervisionSide { Procuratorate = proposed.Side.SenderDivision },
                },
                moment
            );

    /// <summary>A court's own transfer, or what the court said of it later: the procuratorate gets a copy (法发〔2025〕8号).</summary>
    public static Decision<Transfer> Hear(Transfer? known, CourtTransferEvent said, Moment moment)
    {
        if (known?.IsOurs == true || said.Sequence <= known?.HeardSender)
        {
            return Decision<Transfer>.NothingNew;
        }
        var before = known ?? Unheard(said.ReferralId, said.Side.SenderDivision, said.Correlation);
        var next = before with
        {
            Division = said.Side.SenderDivision,
            Sender = said.Side,
            RecoveredAtTransfer = before.RecoveredAtTransfer ?? said.Side.RecoveredAtTransfer,
            Supervision = before.Supervision with { Procuratorate = said.Side.SenderDivision },
            HeardSender = said.Sequence,
        };
        return known is null ? Begun(next, moment) : known.Become(next, moment);
    }

    /// <summary>Whatever the police say carries their whole side: a skipped word is in the later one.</summary>
    public static Decision<Transfer> Hear(Transfer? known, PoliceEvent said, Moment moment)
    {
        if (said.Sequence <= known?.HeardPolice)
        {
            return Decision<Transfer>.NothingNew;
        }
        var before = known ?? Unheard(said.ReferralId, said.Division, said.Correlation);
        var next = before with
        {
            Police = said.Side,
            HeardPolice = said.Sequence,
            ReceiptBeforeHandOver = said is ReferralHandedOver ? said.Side.Receipt : before.ReceiptBeforeHandOver,
        };
        return known is null ? Begun(next, moment) : known.Become(next, moment, known.Conflict(said, next));
    }

    private static Transfer Unheard(string id, DivisionCode division, string correlation) =>
        new()
        {
            Id = id,
            Division = division,
            Office = Offices.Procuratorate(division),
            Correlation = correlation.Length > 0 ? correlation : id,
            Supervision = new ReferralSupervisionSide { Procuratorate = division },
        };

    private static Accepted<Transfer> Begun(Transfer first, Moment moment) =>
        new(first with { Clocks = TransferClocks.After(null, first, moment), Office = OfficeOf(first) }, []);

    /// <summary>The next state with its owner and clocks; the lead or the alert is told when its referral ends or is open again.</summary>
    private Accepted<Transfer> Become(Transfer next, Moment moment, string? note = null, params IReadOnlyList<ExchangeEvent> says)
    {
        var settled = next with { Clocks = TransferClocks.After(this, next, moment), Office = OfficeOf(next) };
        return new Accepted<Transfer>(settled, [.. says, .. ToTheLead(settled, moment)], note);
    }

    private IEnumerable<ExchangeEvent> ToTheLead(Transfer next, Moment moment)
    {
        if (next is not { IsOurs: true } || (next.Sender?.LeadId ?? next.Proposal?.AlertId) is not { } lead || next.IsEnded == IsEnded)
        {
            yield break;
        }
        yield return next.Outcome is { } outcome
            ? new LeadWorkEnded
            {
                LeadId = lead,
                WorkId = Id,
                Outcome = JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()),
                EndedOn = moment.On,
            }
            : new LeadWorkReopened { LeadId = lead, WorkId = Id };
    }

    private static string OfficeOf(Transfer next) =>
        Offices.Procuratorate(next.State is TransferState.WithHigher ? Jurisdictions.HigherProcuratorate(next.Division)! : next.Division);

    /// <summary>The sender's acts are the sender's; what was never dropped needs no acceptance of a drop.</summary>
    private bool Fits(string act) =>
        (IsOurs || !SendersActs.Contains(act))
        && act switch
        {
            "recall" => Police?.Filing is null || Sender?.NoLongerSupportedOn is null,
            "report-upward" => Jurisdictions.HigherProcuratorate(Division) is not null,
            "accept-drop" => Police?.Filing is not null,
            "accept-reasons" => Police?.Filing is null,
            _ => true,
        };

    private string? Conflict(PoliceEvent said, Transfer next) =>
        State is TransferState.Proposed ? "Conflict: the police speak of what was not sent (尚未移送，公安机关已有办理)"
        : State is TransferState.Withdrawn ? $"Conflict: {said.GetType().Name} on a recalled referral (移送已撤回，公安机关仍有办理)"
        : State is TransferState.Closed && next.State == State
            ? $"Conflict: {said.GetType().Name} after the end as {Outcome} (办结后公安机关又有办理)"
        : null;
}

/// <summary>呈批移送: who proposed it when, and what the chief procurator decided (监督规则 art 120).</summary>
internal sealed record Proposal(string By, DateOnly On, string? AlertId)
{
    public DateOnly? DecidedOn { get; init; }

    public bool? Approved { get; init; }

    public string? Comment { get; init; }
}
