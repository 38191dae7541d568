using Exchange.Acts;
using Exchange.Contracts;

namespace Exchange.ProcuratorateIntake.Leads;

/// <content>What a procurator does with a lead before deciding on it.</content>
internal sealed partial record Lead
{
    /// <summary>Takes it over: the three months of the review begin (监督规则 art 52).</summary>
    public Decision<Lead> Claim(ClaimBody body, Moment moment) => Allows("claim") ? Reviewed(moment.By, moment) : NotNow("claim");

    /// <summary>Gives it to a handler; later on, to another one.</summary>
    public Decision<Lead> Assign(AssignBody body, Moment moment) =>
        !Allows("assign") ? NotNow("assign")
        : State == LeadState.New ? Reviewed(body.Handler!, moment)
        : this with { Handler = body.Handler };

    /// <summary>调查核实, by two persons (监督规则 art 69); two months (检察建议工作规定 arts 13, 15).</summary>
    public Decision<Lead> Verify(VerifyBody body, Moment moment)
    {
        if (!Allows("verify"))
        {
            return NotNow("verify");
        }
        if (body.SecondProcurator == moment.By)
        {
            return Refusal.Invalid(
                "two-persons",
                "Two persons verify.",
                new Flaw("secondProcurator", "two-persons", "调查核实由二人以上进行: is the one who acts")
            );
        }
        return this with
        {
            State = LeadState.Verifying,
            SecondProcurator = body.SecondProcurator,
            Verification = body.What,
            VerificationReport = null,
            Clocks = [.. Clocks, StatutoryClock.Start(StatutoryClocks.LeadVerification, moment.On, Office, moment.Calendar)],
        };
    }

    /// <summary>中止审查 (监督规则 art 72); said again while suspended, it has been looked at and stays.</summary>
    public Decision<Lead> Suspend(SuspendBody body, Moment moment)
    {
        if (!Allows("suspend"))
        {
            return NotNow("suspend");
        }
        var clocks = Stopped(moment.On, StatutoryClocks.SuspendedLook)
            .Select(c => c.Code == StatutoryClocks.LeadReview.Code ? c.Pause(moment.On) : c);
        return this with
        {
            State = LeadState.Suspended,
            SuspendedBecause = body.Reason,
            Clocks = [.. clocks, StatutoryClock.Start(StatutoryClocks.SuspendedLook, moment.On, Office, moment.Calendar)],
        };
    }

    /// <summary>Back to the review: with the report of the verification, or when the ground of the suspension has gone.</summary>
    public Decision<Lead> Resume(ResumeBody body, Moment moment)
    {
        if (!Allows("resume"))
        {
            return NotNow("resume");
        }
        if (State == LeadState.Verifying && string.IsNullOrWhiteSpace(body.Report))
        {
            return Refusal.Invalid(
                "incomplete",
                "A verification ends with a report.",
                new Flaw("report", "required", "调查核实报告 is missing.")
            );
        }
        return this with
        {
            State = LeadState.Reviewing,
            VerificationReport = State == LeadState.Verifying ? body.Report : VerificationReport,
            SuspendedBecause = null,
            Clocks = GoingOn(Stopped(moment.On, StatutoryClocks.LeadVerification, StatutoryClocks.SuspendedLook), moment),
        };
    }

    /// <summary>不支持监督 or 终结审查: binds to what holds now (监督规则 arts 73, 109).</summary>
    public Decision<Lead> Dismiss(DismissBody body, Moment moment) =>
        !Allows("dismiss")
            ? NotNow("dismiss")
            : Decided() with
            {
                State = LeadState.Dismissed,
                Handler = Handler ?? moment.By,
                Dismissal = new Dismissal(body.Code!.Value, body.Text!, moment.On, moment.By),
                FactsChanged = null,
                Clocks = Stopped(moment.On),
            };

    /// <summary>The chief has it looked at once more.</summary>
    public Decision<Lead> Reopen(ReopenBody body, Moment moment) =>
        Allows("reopen") ? new Accepted<Lead>(NewAgain(history: false, moment), [], body.Reason) : NotNow("reopen");

    private Lead Reviewed(string handler, Moment moment) =>
        this with
        {
            State = LeadState.Reviewing,
            Handler = handler,
            Clocks = [.. Stopped(moment.On), StatutoryClock.Start(StatutoryClocks.LeadReview, moment.On, Office, moment.Calendar)],
        };

    private static IReadOnlyList<StatutoryClock> GoingOn(IEnumerable<StatutoryClock> clocks, Moment moment) =>
        [.. clocks.Select(c => c.Code == StatutoryClocks.LeadReview.Code ? c.Resume(moment.On, moment.Calendar) : c)];

    private Lead Decided() => this with { DecidedFingerprint = Fingerprint, DecidedCauses = CauseHashes, DecidedVersion = ModelVersion };

    /// <summary>Tells a party in need of judicial relief (国家司法救助), whatever becomes of the lead.</summary>
    public Decision<Lead> OfferRelief(ReliefBody body, Moment moment) =>
        Allows("relief")
            ? new Accepted<Lead>(
                this with
                {
                    Relief = new ReliefOffer(body.To!, body.Outcome!.Value, body.Text, moment.On, moment.By),
                },
                [],
                body.To
            )
            : NotNow("relief");
}
