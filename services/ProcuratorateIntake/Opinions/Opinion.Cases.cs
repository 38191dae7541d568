using System.Text.Json.Serialization;
using Exchange.Access;
using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.Contracts.Procuratorate;

namespace Exchange.ProcuratorateIntake.Opinions;

/// <content>What the court's records show of the cases: attached as facts, closing nothing (O10-O14).</content>
internal sealed partial record Opinion
{
    /// <summary>Yuan recovered through the opinion so far: now minus at issue, until the next ending after it closed (O10).</summary>
    public Money RecoveredGain
    {
        get
        {
            var shown = Side.Cases.Aggregate(Money.Zero, (sum, c) => sum + GainOf(c));
            return VerifiedRecovered is { } verified && verified > shown ? verified : shown;
        }
    }

    /// <summary>The court that all its cases have moved to (O14).</summary>
    [JsonIgnore]
    public CourtCode? MovedTo =>
        Side.Kind == OpinionKind.Enforcement && !Side.TakenUp && Progress.Count > 0 && Progress.Count >= Side.Cases.Count
            ? Progress.Select(p => p.MovedTo).Distinct().ToArray() is [{ } one] && one != Side.Court
                ? one
                : null
            : null;

    /// <summary>Takes from a record what it shows; the same record again shows nothing new.</summary>
    /// <param name="counts">Whether this opinion is the one that counts what the case recovers.</param>
    public Decision<Opinion> SeeCase(CaseRecord record, bool counts, Moment moment)
    {
        if (State is OpinionState.Returned || CaseOf(record) is not { } about)
        {
            return Decision<Opinion>.NothingNew;
        }
        var known = Progress.FirstOrDefault(p => p.CaseNumber == about.CaseNumber);
        var seen = (known ?? new CaseProgress { CaseNumber = about.CaseNumber }).See(record, Side, counts);
        if (seen == known)
        {
            return Decision<Opinion>.NothingNew;
        }
        var next = (
            this with
            {
                Progress = known is null ? [.. Progress, seen] : [.. Progress.Select(p => p == known ? seen : p)],
                FactsChanged = record.Withdrawn && known?.Withdrawn != true ? "The court has withdrawn the case record." : FactsChanged,
            }
        ).Readdressed(moment);
        return new Accepted<Opinion>(next, [], seen.DifferenceFrom(known));
    }

    /// <summary>The lead has lapsed or was undone: a banner, nothing else (O13).</summary>
    public Decision<Opinion> SeeLeadLapsed(string leadId) =>
        State is OpinionState.Returned or OpinionState.Closed or OpinionState.Withdrawn || FactsChanged == LapseOf(leadId)
            ? Decision<Opinion>.NothingNew
            : new Accepted<Opinion>(this with { FactsChanged = LapseOf(leadId) }, [], LapseOf(leadId));

    private static string LapseOf(string leadId) => $"Lead {leadId} has lost its cause.";

    /// <summary>Not yet issued, it is addressed to the court that the case has moved to, and decided there (O14).</summary>
    private Opinion Readdressed(Moment moment)
    {
        if (MovedTo is not { } court || State is not (OpinionState.Proposed or OpinionState.Decided))
        {
            return this;
        }
        var procuratorate = ProcuratorateFor(court, moment);
        return this with
        {
            Side = Side with { Court = court, Procuratorate = procuratorate },
            AlsoReadBy = procuratorate == Division ? AlsoReadBy : Division,
            Division = procuratorate,
            Office = Offices.Procuratorate(procuratorate),
            Clocks = [.. Clocks.Select(c => c.IsRunning ? c.OwnedBy(Offices.Procuratorate(procuratorate)) : c)],
        };
    }

    /// <summary>The case itself, or the one that a 执恢 case resumes.</summary>
    private OpinionCase? CaseOf(CaseRecord record) => Side.Cases.FirstOrDefault(c => CaseProgress.Tells(record, c.CaseNumber));

    private Money RecoveredBefore(OpinionCase one) => RecoveredNow(one) ?? Money.Zero;

    private Money? RecoveredNow(OpinionCase one) => ProgressOf(one)?.Total ?? one.RecoveredAtIssue;

    private Money GainOf(OpinionCase one)
    {
        if (Side.IssuedOn is null || ProgressOf(one) is not { Counts: true, Total: { } now } seen)
        {
            return Money.Zero;
        }
        var before = one.RecoveredAtIssue ?? Money.Zero;
        before = seen.CountedFrom is { } from && from > before ? from : before;
        return now > before ? now - before : Money.Zero;
    }

    private CaseProgress? ProgressOf(OpinionCase one) => Progress.FirstOrDefault(p => p.CaseNumber == one.CaseNumber);
}
