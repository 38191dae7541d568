using Exchange.Acts;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Models;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Leads;

/// <summary>Writes the leads that are about a respondent and not about one case: one per respondent, whatever number of cases it stands in.</summary>
/// <remarks>Each is judged by what can be reached from it alone, so that its facts only grow; by fewer facts was judged earlier.</remarks>
internal sealed class DebtorLeads(
    Circle circle,
    CaseLinks links,
    Acts<Lead> acts,
    LawTime time,
    CalendarInForce calendar,
    ModelsInForce models
)
{
    /// <param name="keys">Whatever facts or records were about; who is sued by nobody or stands in no case is passed over.</param>
    public async Task Judge(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var around = await circle.At(keys, cancellation);
        if (!around.HasDelivered("civil-cases"))
        {
            return;
        }
        var hear = new Dictionary<string, Func<Lead?, Moment, Decision<Lead>>>(StringComparer.Ordinal);
        foreach (var key in keys.Where(key => around.About<CivilCase>(key).Any(civil => civil.DefendantId.Value == key)))
        {
            if ((await links.CasesOf([key], cancellation)).Count == 0)
            {
                continue;
            }
            hear[LoopIds.Lead(FabricatedDebt.Id, key)] = await Judge(key, around, cancellation);
        }
        if (hear.Count > 0)
        {
            ScreeningMetrics.CountRaised(await acts.HearAll("screened", "screening", hear, cancellation));
        }
    }

    private async Task<Func<Lead?, Moment, Decision<Lead>>> Judge(string key, Surroundings around, CancellationToken cancellation)
    {
        var context = new RuleContext
        {
            AsOf = time.Today,
            Calendar = calendar.Now,
            Models = models.Now,
            Facts = await circle.AroundKeys([key], cancellation),
        };
        var sued = around
            .About<CivilCase>(key)
            .Where(civil => civil.DefendantId.Value == key)
            .OrderBy(civil => civil.FiledOn)
            .ThenBy(civil => civil.Number.Value, StringComparer.Ordinal)
            .First();
        // By the model of where it was sued first: a place that no number of the model can move.
        var (numbers, version) = SubjectOf(key, sued, context.AsOf) is { } place
            ? context.Models.Of(FabricatedDebt.Rule, place.Division)
            : (context.Parameters, 1);
        var (verdict, first) = numbers is null ? (Verdict.Clean, null) : FabricatedDebt.Judge(key, context with { Parameters = numbers });
        var subject = first is null ? null : SubjectOf(key, first, context.AsOf);
        var judged = RuleVerdict.Of(FabricatedDebt.Rule, version, verdict, record: null, context);
        var from = new JudgedFrom(0, context.Facts.Size.Facts, context.AsOf);
        return (known, moment) =>
            (subject ?? known?.Subject(key)) is { } about
                ? Lead.Screened(known, about, from, judged, byClock: false, moment)
                : Decision<Lead>.NothingNew;
    }

    /// <summary>It belongs where the first of the lawsuits was; null when nobody knows that court.</summary>
    private static LeadSubject? SubjectOf(string key, CivilCase first, DateOnly today) =>
        CourtCode.TryParse(first.Number.CourtCode, out var court) && Jurisdictions.Of(court, today) is { } place
            ? new LeadSubject(key, first.Number, court, Courts.Find(court)?.Name ?? court.Value, place.Division)
            {
                Debtor = first.DefendantId,
            }
            : null;
}
