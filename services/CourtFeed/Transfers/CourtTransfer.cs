using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Police;
using Exchange.Contracts.Procuratorate;
using CriminalLeadTransferred = Exchange.Contracts.Court.CriminalLeadTransferred;

namespace Exchange.CourtFeed.Transfers;

/// <summary>A court's own transfer of a refusal to perform (拒执) to the police; the procuratorate gets a copy and supervises (法发〔2025〕8号).</summary>
internal sealed record CourtTransfer : Aggregate
{
    private const string RefusalToPerform = "拒不执行判决、裁定罪";

    private static readonly FrozenDictionary<CourtTransferState, string[]> Acts = new Dictionary<CourtTransferState, string[]>
    {
        [CourtTransferState.Transferred] = ["recall"],
        [CourtTransferState.Acknowledged] = ["recall"],
        [CourtTransferState.Returned] = ["complete", "recall"],
        [CourtTransferState.Declined] = ["recall"],
        [CourtTransferState.ReasonsRequested] = ["recall"],
        [CourtTransferState.ReasonsGiven] = ["recall"],
        [CourtTransferState.FilingDirected] = [],
        [CourtTransferState.CorrectionNoticed] = [],
        [CourtTransferState.WithHigher] = [],
        [CourtTransferState.Filed] = ["recall"],
        [CourtTransferState.Dropped] = [],
        [CourtTransferState.Closed] = [],
        [CourtTransferState.Withdrawn] = [],
    }.ToFrozenDictionary();

    /// <summary>The court's own number.</summary>
    public required string Number { get; init; }

    /// <summary>What was asked, as it came: a repeat is told by it from another transfer of the same number.</summary>
    public required string Asked { get; init; }

    public required ReferralSenderSide Sender { get; init; }

    public ReferralPoliceSide? Police { get; init; }

    public ReferralSupervisionSide? Supervision { get; init; }

    /// <summary>A receipt of the organ that handed over; the new organ owes its own (R3).</summary>
    public PoliceReceipt? ReceiptBeforeHandOver { get; init; }

    public long HeardPolice { get; init; }

    public long HeardSupervision { get; init; }

    [JsonIgnore]
    public CourtTransferState State => Reading.Of(this).State;

    public CourtTransferOutcome? Outcome => Reading.Of(this).Outcome;

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs =>
        [.. Acts[State].Where(act => act != "recall" || Police?.Filing is null || Sender.NoLongerSupportedOn is null)];

    [JsonIgnore]
    public bool HasReceipt => Police?.Receipt is { } receipt && receipt != ReceiptBeforeHandOver;

    /// <summary>移送: to the police of the division of the case. The same content again changes nothing.</summary>
    /// <param name="recovered">执行到位金额 as the case stands here: what is paid later is a fact for the police (R5). Null: unknown.</param>
    public static Decision<CourtTransfer> Send(
        CourtTransfer? known,
        string id,
        TransferBody body,
        string asked,
        Money? recovered,
        Moment moment
    )
    {
        if (known is not null)
        {
            return known.Asked == asked
                ? Decision<CourtTransfer>.NothingNew
                : known.NotNow("transfer", $"Number '{known.Number}' is taken by a transfer of other content.");
        }
        var on = body.TransferredOn ?? body.ActedOn ?? moment.Today;
        if (on > moment.Today)
        {
            return Refusal.Invalid(
                "future-date",
                "A transfer cannot lie in the future.",
                new Flaw("transferredOn", "future-date", $"later than today, {moment.Today:yyyy-MM-dd}")
            );
        }
        var court = CourtCode.Parse(body.CaseNumber!.CourtCode);
        if (Jurisdictions.Of(court, on) is not { } place)
        {
            return Refusal.Invalid("court", "Nobody knows where this court is.", new Flaw("caseNumber", "unknown-court", court.Value));
        }
        var side = new ReferralSenderSide
        {
            Sender = Agency.Court,
            SenderOffice = court.Value,
            SenderDivision = place.Division,
            Channel = ReferralChannel.CourtRefusal,
            Crime = string.IsNullOrWhiteSpace(body.Crime) ? RefusalToPerform : body.Crime.Trim(),
            CaseNumber = body.CaseNumber,
            Facts = body.Facts!,
            Evidence = [.. body.Documents, .. body.Evidence],
            Suspects = body.Named(),
            PoliceOrgan = place.Police,
            TransferredOn = on,
            TransferredAt = moment.Now,
            RecoveredAtTransfer = recovered,
        };
        var sent = new CourtTransfer
        {
            Id = id,
            Division = place.Division,
            Office = Offices.Court(court),
            Correlation = id,
            Number = body.Number!.Trim(),
            Asked = asked,
            Sender = side,
        };
        return new Accepted<CourtTransfer>(
            sent with
            {
                Clocks = CourtTransferClocks.After(null, sent, moment),
            },
            [new CriminalLeadTransferred { ReferralId = id, Side = side }]
        );
    }

    /// <summary>补充材料: only what was returned can be completed (R2).</summary>
    public Decision<CourtTransfer> Complete(CompleteTransferBody body, Moment moment)
    {
        if (!AllowedActs.Contains("complete"))
        {
            return NotNow("complete");
        }
        var completion = new ReferralCompletion(moment.On, body.Items, body.Note, body.Insist);
        var side = Sender with { Completions = [.. Sender.Completions, completion] };
        return Become(this with { Sender = side }, moment, body.Note, new TransferCompleted { ReferralId = Id, Side = side });
    }

    /// <summary>撤回 before the filing; after it only "no longer supported", and the police decide (R7).</summary>
    public Decision<CourtTransfer> Recall(RecallTransferBody body, Moment moment)
    {
        if (!AllowedActs.Contains("recall"))
        {
            return NotNow("recall");
        }
        var side = Police?.Filing is null
            ? Sender with
            {
                RecalledOn = moment.On,
                RecallReason = body.Reason,
            }
            : Sender with
            {
                NoLongerSupportedOn = moment.On,
                RecallReason = body.Reason,
            };
        return Become(this with { Sender = side }, moment, body.Reason, new TransferRecalled { ReferralId = Id, Side = side });
    }

    /// <summary>Only the court's own transfers are heard of here; those of procuratorates are not its business.</summary>
    public static Decision<CourtTransfer> Hear(CourtTransfer? known, PoliceEvent said, Moment moment) =>
        known is null || said.Sequence <= known.HeardPolice
            ? Decision<CourtTransfer>.NothingNew
            : known.Become(
                known with
                {
                    Police = said.Side,
                    HeardPolice = said.Sequence,
                    ReceiptBeforeHandOver = said is ReferralHandedOver ? said.Side.Receipt : known.ReceiptBeforeHandOver,
                },
                moment,
                known.State is CourtTransferState.Withdrawn
                    ? $"Conflict: {said.GetType().Name} on a recalled transfer (移送已撤回，公安机关仍有办理)"
                    : null
            );

    /// <summary>立案监督 of the procuratorate.</summary>
    public static Decision<CourtTransfer> Hear(CourtTransfer? known, FilingSupervisionEvent said, Moment moment) =>
        known is null || said.Sequence <= known.HeardSupervision
            ? Decision<CourtTransfer>.NothingNew
            : known.Become(known with { Supervision = said.Side, HeardSupervision = said.Sequence }, moment);

    private Accepted<CourtTransfer> Become(
        CourtTransfer next,
        Moment moment,
        string? note = null,
        params IReadOnlyList<CourtTransferEvent> says
    ) => new(next with { Clocks = CourtTransferClocks.After(this, next, moment) }, says, note);
}
