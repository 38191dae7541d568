using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;

namespace Exchange.CreditRepair.Repairs;

/// <content>What the court's record and the passing of time do to it.</content>
internal sealed partial record Repair
{
    /// <summary>Whether this sanction of the record is worth a repair: in force, and ended or with a term that will end.</summary>
    public static bool IsWatched(Sanction? sanction) => sanction is { IsInForce: true, CountsFrom: not null };

    /// <summary>Whether the record says anything new.</summary>
    public bool IsNews(CaseSanctions record, Sanction? sanction) =>
        record.Revision > HeardCourt && (sanction != Sanction || record.Division != Division || record.CourtCode != Court);

    /// <summary>A sanction that is seen for the first time, or again.</summary>
    public static Decision<Repair> Hear(Repair? known, CaseSanctions record, Respondent respondent, SanctionKind kind, Moment moment)
    {
        var sanction = Sanction.Of(record, respondent, kind);
        if (known is not null)
        {
            return known.Follow(record, sanction, moment);
        }
        return IsWatched(sanction)
            ? New(record, respondent, kind).Heard(record, sanction).Watch(moment, "Seen in the court's record (来自法院报送)")
            : Decision<Repair>.NothingNew;
    }

    /// <summary>A higher revision of the case; null when it no longer knows the sanction.</summary>
    public Decision<Repair> Follow(CaseSanctions record, Sanction? sanction, Moment moment)
    {
        if (!IsNews(record, sanction))
        {
            return Decision<Repair>.NothingNew;
        }
        var heard = Heard(record, sanction);
        return sanction == Sanction
            ? new Accepted<Repair>(heard, [], "The case has moved (案件信息有变化)")
            : State switch
            {
                RepairState.Watching => heard.WatchOn(moment),
                RepairState.Found => heard.FindAgain(moment),
                RepairState.Proposed or RepairState.CourtAsked or RepairState.UnderOpinion or RepairState.Refused => sanction
                    is { LiftedOn: not null }
                    ? heard.Lift(moment)
                    : new Accepted<Repair>(heard, [], "The record has changed; whoever has it decides (案件信息有变化，由承办方决定)"),
                _ => sanction is { IsInForce: true }
                    ? heard.BeginAgain(moment)
                    : new Accepted<Repair>(
                        heard,
                        [],
                        "The record has changed; the sanction is not in force (案件信息有变化，惩戒已不生效)"
                    ),
            };
    }

    /// <summary>The due day has passed: found. A due day that rested on an unpublished calendar is counted again first.</summary>
    public Decision<Repair> OnClock(Moment moment)
    {
        if (State is not RepairState.Watching || Clock(LiftRule) is not { } clock)
        {
            return Decision<Repair>.NothingNew;
        }
        var counted = clock.Recompute(moment.Calendar);
        var known =
            counted == clock
                ? this
                : this with
                {
                    Clocks = [.. Clocks.Select(c => c == clock ? counted : c)],
                    DueOn = counted.EffectiveDueOn,
                };
        return counted.IsOverdue(moment.Today) ? known.Find(moment, "Still there past the due day.")
            : counted == clock ? Decision<Repair>.NothingNew
            : new Accepted<Repair>(known, [], "Counted again by the new calendar (按新的放假安排重新计算)");
    }

    private Repair Heard(CaseSanctions record, Sanction? sanction) =>
        this with
        {
            HeardCourt = record.Revision,
            Sanction = sanction,
            Court = record.CourtCode,
            Division = record.Division,
            Office = Offices.Credit(record.Division),
        };

    /// <summary>Starts the court's days from what the record says now; finds at once what is past them.</summary>
    private Accepted<Repair> Watch(Moment moment, string note)
    {
        var clocks = Stopped(moment.Today);
        if (Sanction?.CountsFrom is not { } from)
        {
            return new Accepted<Repair>(this with { State = RepairState.Watching, Clocks = clocks, DueOn = null }, [], note);
        }
        var clock = StatutoryClock.Start(LiftRule, from, Offices.Court(Court), moment.Calendar);
        var watching = this with
        {
            State = RepairState.Watching,
            Basis = Sanction.Basis!.Value,
            Clocks = [.. clocks, clock],
            DueOn = clock.EffectiveDueOn,
        };
        return clock.IsOverdue(moment.Today) ? watching.Find(moment, note) : new Accepted<Repair>(watching, [], note);
    }

    private Accepted<Repair> Find(Moment moment, string note)
    {
        var found = this with
        {
            State = RepairState.Found,
            FoundOn = moment.Today,
            Clocks = [.. Clocks, StatutoryClock.Start(StatutoryClocks.CreditProposal, moment.Today, Office, moment.Calendar)],
        };
        return new Accepted<Repair>(found, [new SanctionOverdueFound { RepairId = Id, Side = found.Side() }], note);
    }

    private Decision<Repair> WatchOn(Moment moment) =>
        Sanction switch
        {
            null => Lapse(moment),
            { LiftedOn: { } lifted } when DueBy(moment) is { } due && lifted > due => (
                this with
                {
                    FoundOn = moment.Today,
                    DueOn = due,
                }
            ).Lift(moment),
            { LiftedOn: not null } => LiftOnTime(moment),
            _ => Watch(moment, "The record has changed (案件信息有变化)"),
        };

    private Decision<Repair> FindAgain(Moment moment)
    {
        if (Sanction is null)
        {
            return Lapse(moment);
        }
        if (Entered)
        {
            return Sanction.IsInForce ? new Accepted<Repair>(this, [], "The record has changed (案件信息有变化)") : Lift(moment);
        }
        var due = DueBy(moment);
        if (Sanction.LiftedOn is { } lifted)
        {
            return due is null || lifted <= due ? Lapse(moment) : Lift(moment);
        }
        return due is null ? Lapse(moment)
            : due >= moment.Today ? BeginAgain(moment)
            : new Accepted<Repair>(Recounted(moment), [], "The record has changed; still overdue (案件信息有变化，仍逾期未解除)");
    }

    /// <summary>The same finding with its due day counted from the changed record.</summary>
    private Repair Recounted(Moment moment)
    {
        var clock = StatutoryClock.Start(LiftRule, Sanction!.CountsFrom!.Value, Offices.Court(Court), moment.Calendar);
        return this with
        {
            Basis = Sanction.Basis!.Value,
            DueOn = clock.EffectiveDueOn,
            Clocks = [.. Stopped(moment.Today, LiftRule), clock],
        };
    }

    /// <summary>The last day for the court by what the record says now.</summary>
    private DateOnly? DueBy(Moment moment) =>
        Sanction?.CountsFrom is { } from
            ? StatutoryClock.Start(LiftRule, from, Offices.Court(Court), moment.Calendar).EffectiveDueOn
            : null;

    private Accepted<Repair> LiftOnTime(Moment moment) =>
        new(
            this with
            {
                State = RepairState.LiftedOnTime,
                LiftedOn = Sanction!.LiftedOn,
                Clocks = Stopped(Sanction.LiftedOn!.Value),
            },
            [],
            "Lifted in time (法院按期解除)"
        );

    /// <summary>The registers have three working days to stop showing it.</summary>
    private Accepted<Repair> Lift(Moment moment) =>
        new(
            this with
            {
                State = RepairState.Lifted,
                LiftedOn = Sanction!.LiftedOn,
                Clocks =
                [
                    .. Stopped(moment.Today),
                    StatutoryClock.Start(StatutoryClocks.RegisterClearing, moment.Today, Office, moment.Calendar),
                ],
            },
            [],
            "The court's record shows the lift (法院报送显示已解除)"
        );

    private Accepted<Repair> Lapse(Moment moment) =>
        new(this with { State = RepairState.Lapsed, Clocks = Stopped(moment.Today) }, [], "The record was corrected (案件信息已更正)");

    /// <summary>
    /// In force again, or on other grounds than were judged: a new generation. Banks that were told of the last one hear that it no longer
    /// holds (C7); a mere resumption never rolls back (C9).
    /// </summary>
    private Accepted<Repair> BeginAgain(Moment moment)
    {
        var ended = MayBeRetracted ? this with { RetractedOn = moment.Today, RetractionReason = "重新采取惩戒措施" } : this;
        IReadOnlyList<ExchangeEvent> retracted = ended == this ? [] : [new RestorationRetracted { RepairId = Id, Side = ended.Side() }];
        var next = (
            this with
            {
                Generation = Generation + 1,
                Earlier = [.. Earlier, new EarlierGeneration(State, Outcome, ended.Side())],
                Entered = false,
                DueOn = null,
                FoundOn = null,
                ProposedOn = null,
                ProposalFacts = null,
                Proof = [],
                LiftedOn = null,
                RestoredOn = null,
                Registers = [],
                AlsoNamed = [],
                RetractedOn = null,
                RetractionReason = null,
                Notices = null,
                SettledNotices = [],
                BankAnswers = [],
                Objections = [],
                Review = null,
                ClosedOn = null,
                Outcome = null,
                CloseReason = null,
            }
        ).Watch(moment, "Ordered again or on other grounds: a new generation (重新纳入或者事由不同，另行计算)");
        return next with { Says = [.. retracted, .. next.Says] };
    }
}
