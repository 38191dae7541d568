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
    ModelsInForce models,
    ModelTrials trials
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
        var tried = new List<ModelResult>();
        foreach (var (key, sued) in await Sued(keys, around, cancellation))
        {
            var context = await ContextOf(key, cancellation);
            hear[LoopIds.Lead(FabricatedDebt.Id, key)] = Judge(key, sued, context);
            if (SubjectOf(key, sued, context.AsOf) is { } place)
            {
                tried.AddRange(
                    models
                        .Now.TrialsOf(FabricatedDebt.Rule, place.Division)
                        .Select(trial => Compared(trial.Model, trial.Version, place, context))
                );
            }
        }
        if (hear.Count > 0)
        {
            ScreeningMetrics.CountRaised(await acts.HearAll("screened", "screening", hear, cancellation));
        }
        await trials.Keep(tried, cancellation);
    }

    /// <summary>What a version would say of these respondents, beside what counts; of those that another model counts for, nothing.</summary>
    public async Task Compare(Model model, ModelVersion version, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var around = await circle.At(keys, cancellation);
        var compared = new List<ModelResult>();
        foreach (var (key, sued) in await Sued(keys, around, cancellation))
        {
            if (SubjectOf(key, sued, time.Today) is { } place && models.Now.Of(FabricatedDebt.Id, place.Division)?.Id == model.Id)
            {
                compared.Add(Compared(model, version, place, await ContextOf(key, cancellation)));
            }
        }
        await trials.Keep(compared, cancellation);
    }

    /// <summary>Who is sued and stands in a case, with the lawsuit that came first.</summary>
    private async Task<IReadOnlyList<(string Key, CivilCase First)>> Sued(
        IReadOnlyCollection<string> keys,
        Surroundings around,
        CancellationToken cancellation
    )
    {
        var sued = new List<(string Key, CivilCase First)>();
        foreach (var key in keys)
        {
            var first = around
                .About<CivilCase>(key)
                .Where(civil => civil.DefendantId.Value == key)
                .OrderBy(civil => civil.FiledOn)
                .ThenBy(civil => civil.Number.Value, StringComparer.Ordinal)
                .FirstOrDefault();
            if (first is not null)
            {
                sued.Add((key, first));
            }
        }
        var standing = (await links.Find([.. sued.Select(one => one.Key)], cancellation)).Select(link => link.Key);
        return [.. sued.IntersectBy(standing, one => one.Key, StringComparer.Ordinal)];
    }

    private async Task<RuleContext> ContextOf(string key, CancellationToken cancellation) =>
        new()
        {
            AsOf = time.Today,
            Calendar = calendar.Now,
            Models = models.Now,
            Facts = await circle.AroundDebtor(key, cancellation),
        };

    /// <param name="place">Where it was sued first.</param>
    private static ModelResult Compared(Model model, ModelVersion version, LeadSubject place, RuleContext context)
    {
        var candidate = FabricatedDebt.Judge(place.Key, context with { Parameters = version.Numbers }).Verdict;
        var (active, _) = context.Models.Of(FabricatedDebt.Rule, place.Division);
        return new ModelResult
        {
            Version = ModelResult.VersionOf(model, version.Number),
            LeadId = LoopIds.Lead(FabricatedDebt.Id, place.Key),
            CaseNumber = place.CaseNumber,
            Division = place.Division,
            Kind = ModelResult.KindOf(
                candidate.Answer == Answer.Fires,
                active is not null && FabricatedDebt.Judge(place.Key, context with { Parameters = active }).Verdict.Answer == Answer.Fires
            ),
            Causes = [.. candidate.Causes.Select(cause => cause.Code)],
            JudgedFrom = new JudgedFrom(0, context.Facts.Size.Facts, context.AsOf),
        };
    }

    private static Func<Lead?, Moment, Decision<Lead>> Judge(string key, CivilCase sued, RuleContext context)
    {
        // By the model of where it was sued first: a place that no number of the model can move.
        var (numbers, version) = SubjectOf(key, sued, context.AsOf) is { } place
            ? context.Models.Of(FabricatedDebt.Rule, place.Division)
            : (context.Parameters, 1);
        var (verdict, first) = numbers is null ? (Verdict.Clean, null) : FabricatedDebt.Judge(key, context with { Parameters = numbers });
        var subject = first is null ? null : SubjectOf(key, first, context.AsOf);
        var judged = RuleVerdict.Of(FabricatedDebt.Rule, version, verdict, urgency: null, context);
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
