using Exchange.Contracts;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>虚假诉讼逃债: lawsuits against a debtor that were filed together, mediated at once, and are not what they seem.</summary>
/// <remarks>
/// About a respondent, whatever the case: its civil cases that ended by mediation within days of the filing, sorted by filing day, are split into runs; a run of
/// two or more is suspicious when it was performed at once, when parties are related or share an agent, or when the money lent came back in a circle.
/// </remarks>
internal static class FabricatedDebt
{
    private const string Mediated = "调解";
    private const int YearsOfLoans = 1;
    private const int MostOthers = 2;
    private const int MostSteps = 20_000;

    public const string Id = nameof(FabricatedDebt);

    public static readonly Rule Rule = new()
    {
        Id = Id,
        Name = "虚假诉讼逃债",
        NameEn = "False litigation to escape debt",
        Version = 1,
        Basis = [Law.FalseLitigation.Article(1), Law.PrivateLending.Article(18)],
        StartPriority = Priority.High,
        Parameters = ["sameDayWindowDays", "fastSettleDays", "fastPerformDays", "circularShare", "circularDays"],
        Inputs = ["feeds.civil-cases", "feeds.relations", "feeds.agents", "feeds.flows"],
        // It is about a respondent and not about a record: see Judge below.
        Judge = (_, _) => Verdict.Clean,
    };

    private static readonly string[] Articles = [.. Rule.Basis.Select(article => article.Citation)];

    /// <returns>The verdict, and the civil case by which a lead of it is told; null when it does not fire.</returns>
    public static (Verdict Verdict, CivilCase? First) Judge(string respondent, RuleContext context)
    {
        var causes = new List<Cause>();
        CivilCase? first = null;
        foreach (var run in RunsOf(respondent, context))
        {
            var before = causes.Count;
            causes.AddRange(FastPerformance(run, context.Parameters));
            causes.AddRange(RelatedParties(respondent, run, context.Facts));
            causes.AddRange(CircularFlow(respondent, run, context));
            if (causes.Count > before)
                first ??= run[0];
        }
        return causes.Count == 0 ? (Verdict.Clean, null) : (new Verdict(Answer.Fires, causes, [], ChangesOn: null), first);
    }

    private static IEnumerable<List<CivilCase>> RunsOf(string respondent, RuleContext context)
    {
        var run = new List<CivilCase>();
        foreach (
            var civil in context
                .Facts.About<CivilCase>(respondent)
                .Where(civil => civil.DefendantId.Value == respondent && IsMediatedAtOnce(civil, context.Parameters))
                .DistinctBy(civil => civil.Number)
                .OrderBy(civil => civil.FiledOn)
                .ThenBy(civil => civil.Number.Value, StringComparer.Ordinal)
        )
        {
            if (run.Count > 0 && civil.FiledOn > run[^1].FiledOn.AddDays(context.Parameters.SameDayWindowDays))
            {
                if (run.Count > 1)
                    yield return run;
                run = [];
            }
            run.Add(civil);
        }
        if (run.Count > 1)
            yield return run;
    }

    private static bool IsMediatedAtOnce(CivilCase civil, RuleParameters parameters) =>
        civil.Ending == Mediated && civil.EndedOn is { } endedOn && endedOn <= civil.FiledOn.AddDays(parameters.FastSettleDays);

    private static IEnumerable<Cause> FastPerformance(List<CivilCase> run, RuleParameters parameters) =>
        from civil in run
        let performedOn = civil.PerformedOn
        where performedOn >= civil.EndedOn && performedOn <= civil.EndedOn!.Value.AddDays(parameters.FastPerformDays)
        select Of(
            run,
            "fast-performance",
            $"{civil.Number}于{civil.EndedOn!.Value.Zh()}调解，{performedOn!.Value.Zh()}即履行",
            $"{civil.Number} was mediated on {civil.EndedOn!.Value.Iso()} and performed on {performedOn!.Value.Iso()}",
            $"调解后超过{parameters.FastPerformDays}日才履行",
            new FactUsed("civil-cases.履行日期", $"{civil.Number} {performedOn!.Value.Iso()}") { Source = civil.Source }
        );

    private static IEnumerable<Cause> RelatedParties(string respondent, List<CivilCase> run, Surroundings facts)
    {
        foreach (var civil in run)
        {
            if (
                civil.PlaintiffId is { IsMasked: false } plaintiff
                && facts.Between(plaintiff.Value, respondent, civil.FiledOn) is { Count: > 0 } ties
            )
            {
                yield return Of(
                    run,
                    "related-parties",
                    $"{civil.Number}的原告{civil.Plaintiff}与被告{civil.Defendant}存在{string.Join('、', ties.Select(tie => tie.Kind))}关系",
                    $"plaintiff {civil.Plaintiff} of {civil.Number} is related to the defendant",
                    "双方没有关联",
                    [.. ties.Select(tie => new FactUsed("relations.关系", tie.Kind) { Source = tie.Source })]
                );
            }
        }
        var agents = run.SelectMany(civil => facts.About<Agent>(civil.Number.Value).Select(agent => (Civil: civil, Agent: agent))).ToList();
        foreach (var same in agents.GroupBy(of => of.Agent.NumberOfAgent?.Value ?? of.Agent.Name, StringComparer.Ordinal))
        {
            var forDefendant = same.Where(of => IsParty(of.Agent, of.Civil.Defendant, of.Civil.DefendantId)).ToList();
            var forPlaintiff = same.Where(of => IsParty(of.Agent, of.Civil.Plaintiff, of.Civil.PlaintiffId)).ToList();
            if (forDefendant.Count > 0 && forPlaintiff.Count > 0)
            {
                var (one, other) = (forPlaintiff[0].Agent, forDefendant[0].Agent);
                yield return Of(
                    run,
                    "related-parties",
                    $"代理人{one.Name}同时代理双方（{one.Case}原告、{other.Case}被告）",
                    $"agent {one.Name} acts for both sides ({one.Case}, {other.Case})",
                    "双方代理人不同",
                    new FactUsed("agents.代理人", one.Name) { Source = one.Source },
                    new FactUsed("agents.案号", $"{one.Case} {other.Case}") { Source = other.Source }
                );
            }
        }
    }

    private static bool IsParty(Agent agent, string name, PartyNumber? number) =>
        agent.PartyId is { IsMasked: false } id && number is { IsMasked: false } ? number.Matches(id) : agent.Party == name;

    private static IEnumerable<Cause> CircularFlow(string respondent, List<CivilCase> run, RuleContext context)
    {
        var (from, until) = (run[0].FiledOn.AddYears(-YearsOfLoans), run[0].FiledOn);
        var steps = 0;
        foreach (
            var plaintiff in run.Select(civil => civil.PlaintiffId)
                .OfType<PartyNumber>()
                .Where(number => !number.IsMasked)
                .Select(number => number.Value)
                .Distinct(StringComparer.Ordinal)
        )
        {
            var loans = context
                .Facts.About<Payment>(respondent)
                .Where(p => p.PayerId.Value == plaintiff && p.PayeeId.Value == respondent && p.On >= from && p.On < until)
                .OrderBy(p => p.At)
                .ThenBy(p => p.Id, StringComparer.Ordinal);
            foreach (var loan in loans)
            {
                if (WayBack(loan, plaintiff, context, ref steps) is { } way)
                {
                    yield return Of(
                        run,
                        "circular-flow",
                        $"原告{loan.Payer}{loan.On.Zh()}付给被告的{loan.Amount}元，经{way.Count}笔付款于{way[^1].On.Zh()}回到原告",
                        $"{loan.Amount} yuan paid by the plaintiff on {loan.On.Iso()} were back on {way[^1].On.Iso()} in {way.Count} payments",
                        $"{context.Parameters.CircularDays}日内回流不足{context.Parameters.CircularShare:0.##}%",
                        [
                            .. way.Prepend(loan)
                                .Select(p => new FactUsed("flows.付款", $"{p.On.Iso()} {p.Amount} {p.Payer}→{p.Payee}")
                                {
                                    Source = p.Source,
                                }),
                        ]
                    );
                    break;
                }
            }
        }
    }

    /// <summary>The shortest way by which most of it came back; null when there is none within the bound of steps.</summary>
    private static List<Payment>? WayBack(Payment loan, string plaintiff, RuleContext context, ref int steps)
    {
        var last = loan.On.AddDays(context.Parameters.CircularDays);
        var least = loan.Amount.Yuan * context.Parameters.CircularShare / 100;
        var ways = new Queue<List<Payment>>();
        ways.Enqueue([loan]);
        while (ways.TryDequeue(out var way))
        {
            var holder = way[^1].PayeeId.Value;
            foreach (var next in context.Facts.About<Payment>(holder))
            {
                if (++steps > MostSteps)
                    return null;
                if (
                    next.PayerId.Value != holder
                    || next.At < way[^1].At
                    || next.On > last
                    || next.Amount.Yuan < least
                    || next.Id == loan.Id
                )
                    continue;
                if (next.PayeeId.Value == plaintiff)
                    return [.. way.Skip(1), next];
                var isNew = way.TrueForAll(before => before.PayeeId.Value != next.PayeeId.Value);
                if (way.Count <= MostOthers && isNew && !next.PayeeId.IsMasked)
                    ways.Enqueue([.. way, next]);
            }
        }
        return null;
    }

    private static Cause Of(List<CivilCase> run, string code, string text, string textEn, string wouldNot, params FactUsed[] facts) =>
        new()
        {
            Code = code,
            Text =
                $"被告{run[0].Defendant}在{run[0].FiledOn.Zh()}至{run[^1].FiledOn.Zh()}间被诉{run.Count}案，均在立案后数日内调解结案（{string.Join('、', run.Select(civil => civil.Number))}）；{text}。",
            TextEn =
                $"{run.Count} cases against {run[0].Defendant} filed from {run[0].FiledOn.Iso()} to {run[^1].FiledOn.Iso()} were mediated within days; {textEn}.",
            Facts =
            [
                .. run.Select(civil => new FactUsed(
                    "civil-cases.案号",
                    $"{civil.Number} {civil.FiledOn.Iso()} {civil.EndedOn!.Value.Iso()} {civil.Plaintiff}"
                )
                {
                    Source = civil.Source,
                }),
                .. facts,
            ],
            Articles = Articles,
            WouldNotFireIf = wouldNot + "，或者各案并非集中立案、即时调解。",
            Respondent = run[0].Defendant,
        };
}
