using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Leads;

/// <content>What a judgment makes of a lead: raised, updated, lapsed, back again. Never against what people decided.</content>
internal sealed partial record Lead
{
    /// <param name="byClock">The passing of days made it fire, not a record that came in.</param>
    public static Decision<Lead> Screened(
        Lead? known,
        LeadSubject subject,
        JudgedFrom from,
        RuleVerdict judged,
        bool byClock,
        Moment moment
    )
    {
        var (rule, version, verdict, priority) = judged;
        var fires = verdict.Answer == Answer.Fires;
        if (known is null)
        {
            return fires ? Raised(subject, from, judged, byClock, moment) : Decision<Lead>.NothingNew;
        }
        var fingerprint = fires ? Rules.Fingerprint(rule.Id, verdict) : null;
        if (from.IsOlderThan(known.JudgedFrom) || from == known.JudgedFrom && known.Says(version, fingerprint))
        {
            return Decision<Lead>.NothingNew;
        }
        if (version != known.ModelVersion && known.IsDecided && from.IsOfTheSame(known.JudgedFrom))
        {
            // Another version is nothing new in the case (L4).
            return Decision<Lead>.NothingNew;
        }
        var moved = known.At(subject, moment) with { JudgedFrom = from, CaseNumber = fires ? subject.CaseNumber : known.CaseNumber };
        var decision = fires
            ? moved.WithCauses(
                known with
                {
                    Fingerprint = fingerprint!,
                    Explanation = Explain(judged),
                    ModelVersion = version,
                    Priority = priority!.Value,
                    Vulnerable = judged.Vulnerable,
                    History = subject.History && !byClock,
                },
                moment
            )
            : moved.WithoutCause(subject, verdict, moment);
        var isSame =
            known.Says(version, fingerprint)
            && (priority ?? known.Priority) == known.Priority
            && (!fires || judged.Vulnerable == known.Vulnerable)
            && moved.Division == known.Division
            && moved.Court == known.Court
            && moved.CaseNumber == known.CaseNumber;
        return isSame && decision is Accepted<Lead> accepted ? accepted with { IsSilent = true } : decision;
    }

    /// <summary>One cause as a hash, by the same measure as the whole.</summary>
    private static string Hash(string rule, Cause cause) => Rules.Fingerprint(rule, Verdict.Clean with { Causes = [cause] });

    private IReadOnlyList<string> CauseHashes => [.. Explanation.Causes.Select(cause => Hash(Rule, cause))];

    /// <summary>Whether something holds that nobody decided on (L1). A cause that has gone is nothing new.</summary>
    private bool HasUndecidedCause => DecidedFingerprint != Fingerprint && CauseHashes.Except(DecidedCauses, StringComparer.Ordinal).Any();

    private static Lead Raised(LeadSubject subject, JudgedFrom from, RuleVerdict judged, bool byClock, Moment moment)
    {
        var (rule, version, verdict, priority) = judged;
        var id = LoopIds.Lead(rule.Id, subject.Key);
        var procuratorate = ProcuratorateOf(subject, moment);
        var lead = new Lead
        {
            Id = id,
            Correlation = id,
            Division = subject.Division,
            Office = Offices.Procuratorate(procuratorate),
            CaseNumber = subject.CaseNumber,
            Debtor = subject.Debtor,
            Officer = subject.Officer,
            Court = subject.Court,
            CourtName = subject.CourtName,
            Procuratorate = procuratorate,
            Rule = rule.Id,
            ModelVersion = version,
            State = LeadState.New,
            Priority = priority!.Value,
            RaisedAt = moment.Now,
            Vulnerable = judged.Vulnerable,
            Explanation = Explain(judged),
            Fingerprint = Rules.Fingerprint(rule.Id, verdict),
            JudgedFrom = from,
            History = subject.History && !byClock,
        };
        return lead with { Clocks = lead.Triage(moment.Today, moment) };
    }

    private Decision<Lead> WithCauses(Lead judged, Moment moment)
    {
        var next = this with
        {
            Fingerprint = judged.Fingerprint,
            Explanation = judged.Explanation,
            ModelVersion = judged.ModelVersion,
            Priority = judged.Priority,
            Vulnerable = judged.Vulnerable,
            FactsChanged = null,
        };
        return State switch
        {
            LeadState.New => new Accepted<Lead>(
                next.WithTriageBy(Priority, moment),
                [],
                "The causes are those of the record now (事由以现有案件信息为准)"
            ),
            LeadState.Lapsed => new Accepted<Lead>(next.NewAgain(judged.History, moment), [], "A cause has returned (事由再次出现)"),
            LeadState.Dismissed or LeadState.Closed when next.HasUndecidedCause => new Accepted<Lead>(
                next.NewAgain(judged.History, moment),
                [],
                "Something that was not decided on: the lead is new again (出现未经审查的情况，线索重新待办)"
            ),
            LeadState.Acted when next.HasUndecidedCause => new Accepted<Lead>(
                next with
                {
                    FactsChanged = "Something holds that was not acted on (有新的事由或事实)",
                },
                [],
                "Something that was not acted on (有未曾处理的情况)"
            ),
            _ => new Accepted<Lead>(next, [], "The causes are those of the record now (事由以现有案件信息为准)"),
        };
    }

    private Decision<Lead> WithoutCause(LeadSubject subject, Verdict verdict, Moment moment)
    {
        var reason =
            subject.Withdrawn ? "案件信息已撤回 (the court has withdrawn the record)"
            : verdict.Answer == Answer.CannotJudge
                ? $"已无成立的事由，缺少 {string.Join("、", verdict.Missing)} (no cause holds any more, inputs are missing)"
            : "更新后的案件信息已无任何事由 (no cause is left)";
        return State switch
        {
            LeadState.New => new Accepted<Lead>(
                this with
                {
                    State = LeadState.Lapsed,
                    LapsedReason = reason,
                    Clocks = Stopped(moment.Today),
                },
                [],
                reason
            ),
            _ when IsUndecided || State == LeadState.Acted => new Accepted<Lead>(this with { FactsChanged = reason }, [], reason),
            _ => new Accepted<Lead>(this, [], reason),
        };
    }

    /// <summary>New with its history: nobody's yet, and triaged again.</summary>
    private Lead NewAgain(bool history, Moment moment)
    {
        var lead = this with
        {
            State = LeadState.New,
            Handler = null,
            LapsedReason = null,
            Outcome = null,
            History = history,
            Clocks = Stopped(moment.Today),
        };
        return lead with { Clocks = lead.Triage(moment.Today, moment) };
    }

    private IReadOnlyList<StatutoryClock> Triage(DateOnly from, Moment moment) =>
        History ? Clocks : [.. Clocks, StatutoryClock.Start(TriageRule(Priority), from, Office, moment.Calendar)];

    /// <summary>A new priority counts from the day that the old one did.</summary>
    private Lead WithTriageBy(Priority before, Moment moment) =>
        Priority != before && Clock(TriageRule(before)) is { } running
            ? this with
            {
                Clocks = (this with { Clocks = Stopped(moment.Today, TriageRule(before)) }).Triage(running.StartedOn, moment),
            }
            : this;

    private static ClockRule TriageRule(Priority priority) =>
        priority switch
        {
            Priority.High => StatutoryClocks.TriageHigh,
            Priority.Normal => StatutoryClocks.TriageNormal,
            _ => StatutoryClocks.TriageLow,
        };

    /// <summary>A lead goes with its case to another division; where it was, its history stays readable (L6).</summary>
    private Lead At(LeadSubject subject, Moment moment)
    {
        if (subject.Division == Division && subject.Court == Court)
        {
            return this;
        }
        var procuratorate = ProcuratorateOf(subject, moment);
        var office = Offices.Procuratorate(procuratorate);
        return this with
        {
            Division = subject.Division,
            AlsoReadBy = subject.Division == Division ? AlsoReadBy : Division,
            Court = subject.Court,
            CourtName = subject.CourtName,
            Procuratorate = procuratorate,
            Office = office,
            Clocks = [.. Clocks.Select(clock => clock.IsRunning ? clock.OwnedBy(office) : clock)],
        };
    }

    private bool Says(int version, string? fingerprint) =>
        fingerprint is null
            ? State is LeadState.Lapsed or LeadState.Dismissed or LeadState.Closed || FactsChanged is not null
            : fingerprint == Fingerprint && version == ModelVersion && State != LeadState.Lapsed;

    private static Explanation Explain(RuleVerdict judged) =>
        new(
            judged.Verdict.Causes,
            judged.Verdict.Missing,
            judged.Verdict.Missing.Count == 0 ? Confidence.High : Confidence.Medium,
            judged.IsCut
        );

    private static DivisionCode ProcuratorateOf(LeadSubject subject, Moment moment) =>
        Jurisdictions.Of(subject.Court, moment.Today)?.Procuratorate ?? subject.Division;
}
