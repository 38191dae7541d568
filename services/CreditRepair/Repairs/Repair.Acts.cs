using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Credit;

namespace Exchange.CreditRepair.Repairs;

/// <content>What the credit officer does.</content>
internal sealed partial record Repair
{
    /// <summary>The desk asks the procuratorate for an opinion; a basis other than the record's may be stated (C3, C5, C8).</summary>
    public Decision<Repair> Propose(ProposeBody body, Moment moment) =>
        !MayAct("propose") ? NotNow("propose")
        : body.Basis is { } basis && Sanction is { } sanction && UnfitBasis(basis, Kind, sanction) is { } flaw
            ? Refusal.Invalid("unfit-basis", flaw.Reason, flaw)
        : Proposing(body.Facts!, body.Proof!, body.Basis ?? Basis, Entered || body.Basis is { } stated && stated != Basis, moment);

    /// <summary>The door that is not "only performed" (C5): wrongly listed, inaccurate, or a favour that no clock of the record finds.</summary>
    public static Decision<Repair> Enter(Repair? known, EntryBody body, CaseSanctions record, Respondent respondent, Moment moment)
    {
        var (kind, basis) = (body.Kind!.Value, body.Basis!.Value);
        if (Sanction.Of(record, respondent, kind) is not { IsInForce: true } sanction)
        {
            return Refusal.Invalid(
                "not-in-force",
                "The court's record knows no such sanction in force.",
                new Flaw("kind", "not-in-force", "ordered and not lifted")
            );
        }
        if ((UnfitBasis(basis, kind, sanction) ?? UnfitRecord(basis, record)) is { } flaw)
        {
            return Refusal.Invalid("unfit-basis", flaw.Reason, flaw);
        }
        if (
            known is { State: RepairState.Proposed }
            && (known.Basis, known.ProposalFacts) == (basis, body.Facts)
            && known.Proof.SequenceEqual(body.Proof!)
        )
        {
            return Decision<Repair>.NothingNew;
        }
        if (
            known is
            {
                State: not (
                    RepairState.Watching
                    or RepairState.Found
                    or RepairState.LiftedOnTime
                    or RepairState.Lapsed
                    or RepairState.Closed
                )
            }
        )
        {
            return known.NotNow("propose");
        }
        var heard = (known ?? New(record, respondent, kind)).Heard(record, sanction);
        var before =
            known is null ? heard.Watch(moment, "Entered by the desk (信用部门登记)")
            : known.State is RepairState.LiftedOnTime or RepairState.Lapsed or RepairState.Closed ? heard.BeginAgain(moment)
            : new Accepted<Repair>(heard, []);
        var proposed = before.Next.Proposing(body.Facts!, body.Proof!, basis, true, moment);
        return proposed with { Says = [.. before.Says, .. proposed.Says] };
    }

    public Decision<Repair> Dismiss(ReasonBody body, Moment moment) =>
        MayAct("dismiss") ? Closing(RepairOutcome.Dismissed, moment.On, body.Reason) : NotNow("dismiss");

    /// <summary>Confirmed and told to all who subscribe. Only the court lifts (C2).</summary>
    public Decision<Repair> Restore(RestoreBody body, Moment moment)
    {
        if (!MayAct("restore"))
        {
            return NotNow("restore", LiftedOn is null ? "Only the court lifts: its record does not show the lift yet." : null);
        }
        if (body.AlsoNamed is { Count: > 0 } && Kind is SanctionKind.Listing)
        {
            return Refusal.Invalid(
                "listing",
                "A listing names the respondent alone.",
                new Flaw("alsoNamed", "listing", "only an order of restriction names others (C10)")
            );
        }
        var on = body.ConfirmedOn ?? moment.On;
        if (on > moment.Today || on < LiftedOn)
        {
            return Refusal.Invalid(
                "confirmed-on",
                "Confirmed between the lift and today.",
                new Flaw("confirmedOn", "range", $"{LiftedOn:yyyy-MM-dd} to {moment.Today:yyyy-MM-dd}")
            );
        }
        var restored = this with
        {
            State = RepairState.Restored,
            RestoredOn = on,
            Registers = body.Registers ?? [],
            AlsoNamed = body.AlsoNamed ?? [],
            Clocks = Stopped(moment.On),
        };
        return new Accepted<Repair>(restored, [new CreditRestored { RepairId = Id, Side = restored.Side() }]);
    }

    /// <summary>A register still shows what the court has lifted: the court is asked to clear it.</summary>
    public Decision<Repair> StillShown(StillShownBody body, Moment moment) =>
        MayAct("still-shown")
            ? new Accepted<Repair>(
                this with
                {
                    State = RepairState.CourtAsked,
                    Clocks = [.. Stopped(moment.On), Start(StatutoryClocks.CreditCourtAsked, Offices.Court(Court), moment)],
                },
                [],
                $"Still shown by {body.Register} ({body.Register}仍在显示)"
            )
            : NotNow("still-shown");

    /// <summary>Told in error: the same subscribers hear that it does not hold (C7).</summary>
    public Decision<Repair> Retract(ReasonBody body, Moment moment)
    {
        if (!MayAct("retract"))
        {
            return NotNow("retract");
        }
        var retracted = Closing(RepairOutcome.Retracted, moment.On, body.Reason) with
        {
            RetractedOn = moment.On,
            RetractionReason = body.Reason,
        };
        return new Accepted<Repair>(retracted, [new RestorationRetracted { RepairId = Id, Side = retracted.Side() }]);
    }

    /// <summary>Another creditor objects: recorded, without effect, once this judgment is performed (C4, RC-6).</summary>
    public Decision<Repair> Object(ObjectionBody body, Moment moment) =>
        MayAct("objection")
            ? this with
            {
                Objections = [.. Objections, new CreditorObjection(moment.On, body.Creditor!, body.Text!)],
            }
            : NotNow("objection");

    private Accepted<Repair> Proposing(string facts, IReadOnlyList<string> proof, RepairBasis basis, bool entered, Moment moment)
    {
        List<StatutoryClock> clocks =
        [
            .. Stopped(moment.On, StatutoryClocks.CreditProposal, StatutoryClocks.CreditReview),
            Start(StatutoryClocks.CreditReview, Offices.Procuratorate(Division), moment),
        ];
        if (basis is RepairBasis.WronglyListed && Kind is SanctionKind.Listing && Clock(StatutoryClocks.ListingCorrectionReview) is null)
        {
            clocks.Add(Start(StatutoryClocks.ListingCorrectionReview, Offices.Court(Court), moment));
        }
        var proposed = this with
        {
            State = RepairState.Proposed,
            Basis = basis,
            Entered = entered,
            ProposedOn = moment.On,
            ProposalFacts = facts,
            Proof = proof,
            Review = null,
            Clocks = clocks,
        };
        return new Accepted<Repair>(proposed, [new RepairProposed { RepairId = Id, Side = proposed.Side() }]);
    }

    /// <summary>Which ground ends which sanction (失信规定 art 10, 限消规定 art 9; CR-2, CR-6, RC-5).</summary>
    private static Flaw? UnfitBasis(RepairBasis basis, SanctionKind kind, Sanction sanction)
    {
        var why = (kind, basis) switch
        {
            (_, RepairBasis.WronglyListed) or (SanctionKind.Restriction, RepairBasis.Performed) => null,
            (SanctionKind.Restriction, _) =>
                "a restriction ends by performance, or was wrong from the start; two empty queries delete the listing only",
            (_, RepairBasis.TermEnded) => sanction.EndsOn is null ? "this listing has no term" : null,
            (_, RepairBasis.EarlyDeletion) => sanction.EndsOn is null ? "only a listing whose term still runs is deleted early" : null,
            _ => sanction.EndsOn is null
                ? null
                : "a listing with a term ends with the term (失信规定 art 10¶2); before that: earlyDeletion",
        };
        return why is null ? null : new Flaw("basis", "unfit", why);
    }

    /// <summary>Two empty queries count after an ending for now; early deletion is for who has performed (35号 art 19¶2).</summary>
    private static Flaw? UnfitRecord(RepairBasis basis, CaseSanctions record) =>
        basis switch
        {
            RepairBasis.TwoEmptyQueries
                when !(record.Ending.Has(out var ending) && ending is Ending.EndedForNow && record.LastQueriedOn.HasValue) => new Flaw(
                "basis",
                "unfit",
                "the case was not ended for now, or no query since is on record"
            ),
            RepairBasis.EarlyDeletion when !(record.PerformedOn.HasValue || record.Ending.Has(out var how) && how is Ending.Performed) =>
                new Flaw("basis", "unfit", "the record shows no performance"),
            _ => null,
        };
}
