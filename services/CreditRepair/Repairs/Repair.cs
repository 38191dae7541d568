using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;
using Exchange.Contracts.Procuratorate;

namespace Exchange.CreditRepair.Repairs;

/// <summary>Credit repair (信用修复): one sanction of one respondent in one case, from its end to the bank's answer.</summary>
/// <remarks>失信规定 法释〔2017〕7号 art 9, 10, 12; 限制消费规定 法释〔2015〕17号 art 9. Listing and restriction are separate and per case.</remarks>
internal sealed partial record Repair : Aggregate
{
    /// <summary>What people may do in which state; the record, the clock and the procuratorate do the rest.</summary>
    private static readonly Dictionary<RepairState, string[]> Possible = new()
    {
        [RepairState.Watching] = ["objection"],
        [RepairState.LiftedOnTime] = [],
        [RepairState.Found] = ["propose", "dismiss", "objection"],
        [RepairState.Proposed] = ["objection"],
        [RepairState.CourtAsked] = ["objection"],
        [RepairState.UnderOpinion] = ["objection"],
        [RepairState.Refused] = ["objection"],
        [RepairState.Lifted] = ["restore", "still-shown"],
        [RepairState.Restored] = ["retract"],
        [RepairState.Lapsed] = [],
        [RepairState.Closed] = [],
    };

    public required RepairState State { get; init; }

    public required CaseNumber CaseNumber { get; init; }

    public required CourtCode Court { get; init; }

    public required string RespondentName { get; init; }

    public PartyNumber? RespondentId { get; init; }

    public required SanctionKind Kind { get; init; }

    /// <summary>A new order or a performance undone begins a new generation.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The sanction as the court's record has it; none when the record no longer knows it.</summary>
    public Sanction? Sanction { get; init; }

    /// <summary>The latest revision of the case that was heard.</summary>
    public long HeardCourt { get; init; }

    /// <summary>Why the sanction must come off.</summary>
    public RepairBasis Basis { get; init; } = RepairBasis.Performed;

    /// <summary>The basis was stated by a person, not read from the record (C3, C5, C8).</summary>
    public bool Entered { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? FoundOn { get; init; }

    public DateOnly? ProposedOn { get; init; }

    public string? ProposalFacts { get; init; }

    public IReadOnlyList<string> Proof { get; init; } = [];

    public DateOnly? LiftedOn { get; init; }

    public DateOnly? RestoredOn { get; init; }

    /// <summary>The registers that were looked at before the banks were told.</summary>
    public IReadOnlyList<string> Registers { get; init; } = [];

    /// <summary>Persons whom the order of restriction itself names beside the respondent (C10).</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    public DateOnly? RetractedOn { get; init; }

    public string? RetractionReason { get; init; }

    /// <summary>The notices of the restoration; none until they are written.</summary>
    public IReadOnlyList<string>? Notices { get; init; }

    public IReadOnlyList<string> SettledNotices { get; init; } = [];

    public IReadOnlyList<BankAnswer> BankAnswers { get; init; } = [];

    /// <summary>Objections of other creditors: recorded, without effect (C4, RC-6).</summary>
    public IReadOnlyList<CreditorObjection> Objections { get; init; } = [];

    /// <summary>The procuratorate's word.</summary>
    public RepairReviewSide? Review { get; init; }

    public long HeardReview { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public RepairOutcome? Outcome { get; init; }

    public string? CloseReason { get; init; }

    public IReadOnlyList<EarlierGeneration> Earlier { get; init; } = [];

    public override string StateName => JsonNamingPolicy.CamelCase.ConvertName(State.ToString());

    public override IReadOnlyList<string> AllowedActs =>
        State switch
        {
            RepairState.CourtAsked when LiftedOn is not null => ["restore"],
            RepairState.Closed when MayBeRetracted => ["retract"],
            _ => Possible[State],
        };

    /// <summary>The first day on which the sanction is there too long.</summary>
    public override DateOnly? WakeOn =>
        State is RepairState.Watching && Clock(LiftRule) is { } clock ? clock.EffectiveDueOn.AddDays(1) : null;

    /// <summary>The day by which the court has to lift moves with its clock.</summary>
    public override Aggregate CountAgain(Moment moment)
    {
        var counted = (Repair)base.CountAgain(moment);
        return counted.Clock(LiftRule) is { } clock ? counted with { DueOn = clock.EffectiveDueOn } : counted;
    }

    /// <summary>The court's period to lift.</summary>
    internal ClockRule LiftRule => Kind is SanctionKind.Listing ? StatutoryClocks.ListingLift : StatutoryClocks.RestrictionLift;

    private bool MayBeRetracted => RestoredOn is not null && RetractedOn is null;

    private bool MayAct(string act) => AllowedActs.Contains(act, StringComparer.Ordinal);

    /// <summary>The sanction's id: case, respondent by number (by name while there is none), kind.</summary>
    public static string IdOf(CaseNumber number, Respondent respondent, SanctionKind kind) =>
        LoopIds.Repair(
            number,
            respondent.Id.Has(out var id) && !id.IsMasked ? id.Value : respondent.Name,
            JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())
        );

    /// <summary>The desk's whole side, as every word of it carries.</summary>
    public RepairCreditSide Side() =>
        new()
        {
            CaseNumber = CaseNumber,
            Court = Court,
            RespondentName = RespondentName,
            RespondentId = RespondentId,
            Kind = Kind,
            Generation = Generation,
            Basis = Basis,
            DueOn = DueOn,
            FoundOn = FoundOn,
            ProposedOn = ProposedOn,
            ProposalFacts = ProposalFacts,
            Proof = Proof.Count > 0 ? Proof : null,
            LiftedOn = LiftedOn,
            RestoredOn = RestoredOn,
            RetractedOn = RetractedOn,
            BankAnswers = BankAnswers,
            ClosedOn = ClosedOn,
        };

    private static Repair New(CaseSanctions record, Respondent respondent, SanctionKind kind) =>
        new()
        {
            Id = IdOf(record.CaseNumber, respondent, kind),
            State = RepairState.Watching,
            CaseNumber = record.CaseNumber,
            Court = record.CourtCode,
            RespondentName = respondent.Name,
            RespondentId = respondent.Id.Has(out var number) ? number : null,
            Kind = kind,
            Division = record.Division,
            Office = Offices.Credit(record.Division),
            Correlation = LoopIds.Lead("RestrictionNotLifted", record.CaseNumber.Value),
        };

    private Repair Closing(RepairOutcome outcome, DateOnly on, string? reason = null) =>
        this with
        {
            State = RepairState.Closed,
            Outcome = outcome,
            ClosedOn = on,
            CloseReason = reason,
            Clocks = Stopped(on),
        };

    private static StatutoryClock Start(ClockRule rule, string owner, Moment moment) =>
        StatutoryClock.Start(rule, moment.On, owner, moment.Calendar);
}

/// <summary>State of a repair.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RepairState>))]
internal enum RepairState
{
    /// <summary>The court's days run, or the term does.</summary>
    Watching,

    /// <summary>按期解除</summary>
    LiftedOnTime,

    /// <summary>逾期未解除</summary>
    Found,

    /// <summary>Before the procuratorate.</summary>
    Proposed,

    /// <summary>The court was told informally, or a register still shows what it lifted.</summary>
    CourtAsked,

    /// <summary>检察建议</summary>
    UnderOpinion,

    /// <summary>The court's record shows the lift.</summary>
    Lifted,

    /// <summary>已修复, the banks are told.</summary>
    Restored,

    /// <summary>The court refused the opinion.</summary>
    Refused,

    /// <summary>The record was corrected before anything was proposed.</summary>
    Lapsed,

    Closed,
}

/// <summary>How a repair closed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RepairOutcome>))]
internal enum RepairOutcome
{
    Restored,

    /// <summary>撤回修复通知</summary>
    Retracted,

    Dismissed,

    /// <summary>The court's refusal was accepted.</summary>
    StaysLawful,
}

/// <summary>A generation that ended, with how it stood.</summary>
internal sealed record EarlierGeneration(RepairState State, RepairOutcome? Outcome, RepairCreditSide Side);

/// <summary>他案债权人异议</summary>
internal sealed record CreditorObjection(DateOnly On, string Creditor, string Text);
