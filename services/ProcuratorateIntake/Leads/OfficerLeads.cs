using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>Writes the leads that are about an officer of a court: its ended cases are counted by index, now and then, wherever something has changed.</summary>
/// <remarks>
/// Counting costs what the court's cases are, so a court that takes long to count is counted the more seldom, and a record never costs more for there being
/// many. A crash leaves the court open, and it is counted again; a later count is by a higher number.
/// </remarks>
internal sealed class OfficerLeads(
    Documents<CourtTally> tallies,
    Documents<RegisteredCase> cases,
    Acts<Lead> acts,
    LawTime time,
    CalendarInForce calendar,
    ModelsInForce models,
    ModelTrials trials,
    TimeProvider machine
) : IWatchClocks
{
    private const int AtOnce = 50;
    private const int MostShown = 50;

    /// <summary>A court is left alone for so many times the time that its last count took.</summary>
    private const int PartOfTheTime = 20;

    /// <summary>A court whose cases still come in is not counted: half a quarter says nothing of anybody. But it is not put off for ever.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Dictionary<CourtCode, DateTimeOffset> notBefore = [];

    /// <summary>What the id of a lead about an officer is made from.</summary>
    public static string KeyOf(CourtCode court, string officer) => $"{court.Value}/{officer}";

    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var changed = 0;
        var query = new DocumentQuery { Where = [Condition.Equal(CourtTally.Open, "yes")], Limit = AtOnce };
        while (await tallies.Query(query, cancellation) is { Count: > 0 } open)
        {
            foreach (var tally in open.Where(t => IsDue(t.Value)))
            {
                var began = machine.GetTimestamp();
                changed += await Count(tally, cancellation);
                notBefore[tally.Value.Court] = machine.GetUtcNow() + machine.GetElapsedTime(began) * PartOfTheTime;
            }
            query = query with { After = new QueryPosition(null, open[^1].Value.Court.Value) };
        }
        return changed;
    }

    private bool IsDue(CourtTally tally)
    {
        var now = machine.GetUtcNow();
        return now >= notBefore.GetValueOrDefault(tally.Court) && (now - tally.ChangedAt >= Quiet || now - tally.ChangedSince >= Patience);
    }

    private async Task<int> Count(Versioned<CourtTally> found, CancellationToken cancellation)
    {
        var tally = found.Value with { Begun = found.Value.Changed };
        if (tally.Begun != found.Value.Begun && !await tallies.Write(tally, found.Version, [], cancellation))
        {
            // It has moved this very moment and is looked at the next time.
            return 0;
        }
        var officers = await Officers(tally.Court, cancellation);
        var all = All(officers);
        var (numbers, version) = models.Now.Of(CrossCaseOfficer.Rule, tally.Division);
        var firing = numbers is null
            ? []
            : officers.Where(o => OfficerRepeats.Fires(o, Others(all, o), numbers)).Select(o => o.Officer).ToList();
        var raised = await Raise(tally.Court, firing, cancellation);
        var hear = new Dictionary<string, Func<Lead?, Moment, Decision<Lead>>>(StringComparer.Ordinal);
        foreach (var name in raised)
        {
            var officer = officers.FirstOrDefault(o => o.Officer == name) ?? new OfficerTally(name, 0, 0);
            hear[LoopIds.Lead(CrossCaseOfficer.Rule.Id, KeyOf(tally.Court, officer.Officer))] = await Judge(
                tally,
                officer,
                Others(all, officer),
                (numbers, version),
                cancellation
            );
        }
        var changed = hear.Count == 0 ? [] : await acts.HearAll("screened", "screening", hear, cancellation);
        ScreeningMetrics.CountRaised(changed);
        foreach (var (model, tried) in models.Now.TrialsOf(CrossCaseOfficer.Rule, tally.Division))
        {
            await Compare(model, tried, tally, officers, cancellation);
        }
        await Done(tally.Court, tally.Begun, cancellation);
        return changed.Count;
    }

    /// <summary>What a version would say of a court's officers, beside what counts; where another model counts, nothing.</summary>
    public async Task Compare(Model model, ModelVersion version, CourtCode court, CancellationToken cancellation)
    {
        if (
            (await tallies.Find(court.Value, cancellation))?.Value is { } tally
            && models.Now.Of(CrossCaseOfficer.Rule.Id, tally.Division)?.Id == model.Id
        )
        {
            await Compare(model, version, tally, await Officers(court, cancellation), cancellation);
        }
    }

    private async Task Compare(
        Model model,
        ModelVersion version,
        CourtTally tally,
        IReadOnlyList<OfficerTally> officers,
        CancellationToken cancellation
    )
    {
        var all = All(officers);
        var (active, _) = models.Now.Of(CrossCaseOfficer.Rule, tally.Division);
        var compared = new List<ModelResult>();
        foreach (var officer in officers)
        {
            var others = Others(all, officer);
            var byCandidate = OfficerRepeats.Fires(officer, others, version.Numbers);
            var kind = ModelResult.KindOf(byCandidate, active is not null && OfficerRepeats.Fires(officer, others, active));
            if (await Shown(tally.Court, officer.Officer, officer.WithLeads > 0, 1, cancellation) is not [var first])
            {
                // Counted away this very moment; the court is counted again.
                continue;
            }
            compared.Add(
                new ModelResult
                {
                    Version = ModelResult.VersionOf(model, version.Number),
                    LeadId = LoopIds.Lead(CrossCaseOfficer.Rule.Id, KeyOf(tally.Court, officer.Officer)),
                    CaseNumber = first,
                    Division = tally.Division,
                    Kind = kind,
                    Causes = byCandidate ? [OfficerRepeats.Code] : [],
                    JudgedFrom = new JudgedFrom(0, tally.Changed, time.Today),
                }
            );
        }
        await trials.Keep(compared, cancellation);
    }

    private static OfficerTally All(IReadOnlyList<OfficerTally> officers) =>
        new("", officers.Sum(o => o.Ended), officers.Sum(o => o.WithLeads));

    /// <summary>Cases of the officer that count, at most so many.</summary>
    private async Task<IReadOnlyList<CaseNumber>> Shown(
        CourtCode court,
        string officer,
        bool withLeads,
        int most,
        CancellationToken cancellation
    )
    {
        var query = new DocumentQuery
        {
            Where = [Condition.Equal(RegisteredCase.EndedBy, RegisteredCase.EndedByText(court, officer, withLeads))],
            Limit = most,
        };
        return [.. (await cases.Query(query, cancellation)).Select(c => c.Value.Record.CaseNumber)];
    }

    private async Task<Func<Lead?, Moment, Decision<Lead>>> Judge(
        CourtTally tally,
        OfficerTally officer,
        OfficerTally others,
        (RuleParameters? Numbers, int Version) model,
        CancellationToken cancellation
    )
    {
        var shown = await Shown(tally.Court, officer.Officer, withLeads: true, MostShown, cancellation);
        var context = new RuleContext { AsOf = time.Today, Calendar = calendar.Now };
        var verdict = model.Numbers is null ? Verdict.Clean : OfficerRepeats.Judge(tally.Name, officer, others, shown, model.Numbers);
        var judged = RuleVerdict.Of(CrossCaseOfficer.Rule, model.Version, verdict, urgency: null, context);
        var from = new JudgedFrom(0, tally.Begun, context.AsOf);
        return (known, moment) =>
            (shown is [var leading, ..] ? leading : known?.CaseNumber) is { } first
                ? Lead.Screened(
                    known,
                    new LeadSubject(KeyOf(tally.Court, officer.Officer), first, tally.Court, tally.Name, tally.Division)
                    {
                        Officer = officer.Officer,
                    },
                    from,
                    judged,
                    byClock: false,
                    moment
                )
                : Decision<Lead>.NothingNew;
    }

    private async Task<IReadOnlyList<OfficerTally>> Officers(CourtCode court, CancellationToken cancellation)
    {
        var totals = await cases.Totals(
            [RegisteredCase.EndedBy],
            [Condition.StartsWith(RegisteredCase.EndedBy, RegisteredCase.EndedByText(court))],
            sum: null,
            cancellation
        );
        return
        [
            .. totals
                .Select(total => (Parts: ((string)total.Key[0]!).Split('|', 3), total.Count))
                .GroupBy(total => total.Parts[2], StringComparer.Ordinal)
                .Select(of => new OfficerTally(
                    of.Key,
                    of.Sum(total => total.Count),
                    of.Where(total => total.Parts[1] == RegisteredCase.WithLeads).Sum(total => total.Count)
                )),
        ];
    }

    private static OfficerTally Others(OfficerTally all, OfficerTally one) => new("", all.Ended - one.Ended, all.WithLeads - one.WithLeads);

    /// <returns>All of whom a lead may exist.</returns>
    private async Task<IReadOnlyList<string>> Raise(CourtCode court, IReadOnlyList<string> firing, CancellationToken cancellation)
    {
        while (true)
        {
            var known = (await tallies.Find(court.Value, cancellation))!;
            var all = known.Value.Raised.Union(firing, StringComparer.Ordinal).ToList();
            if (
                all.Count == known.Value.Raised.Count
                || await tallies.Write(known.Value with { Raised = all }, known.Version, [], cancellation)
            )
            {
                return all;
            }
        }
    }

    private async Task Done(CourtCode court, long counted, CancellationToken cancellation)
    {
        while (await tallies.Find(court.Value, cancellation) is { } known && known.Value.Counted < counted)
        {
            if (await tallies.Write(known.Value with { Counted = counted }, known.Version, [], cancellation))
            {
                return;
            }
        }
    }
}
