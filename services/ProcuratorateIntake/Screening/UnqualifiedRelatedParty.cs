using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>违法代理: somebody acted for a party who may not. Applies to all cases.</summary>
internal static class UnqualifiedRelatedParty
{
    private const int YearsAfterLeaving = 2;
    private const string Lawyer = "律师";
    private const string LegalWorker = "基层法律服务工作者";
    private const string CloseRelative = "近亲属";
    private const string Citizen = "公民";
    private const string Recommended = "推荐公民";

    public static readonly Rule Rule = new()
    {
        Id = nameof(UnqualifiedRelatedParty),
        Name = "违法代理",
        NameEn = "Unlawful representation",
        Version = 1,
        Basis =
        [
            Law.CivilProcedure.Article(61),
            Law.CivilProcedureReading.Article(85),
            Law.CivilProcedureReading.Article(87),
            Law.CivilProcedureReading.Article(88),
            Law.Judges.Article(36),
            Law.Procurators.Article(37),
        ],
        StartPriority = Priority.Normal,
        Inputs = ["feeds.agents"],
        Judge = Judge,
    };

    private static readonly string[] Qualification =
    [
        Law.CivilProcedure.Article(61).Citation,
        Law.CivilProcedureReading.Article(88).Citation,
    ];

    private static readonly string[] Recommendation =
    [
        Law.CivilProcedure.Article(61).Citation,
        Law.CivilProcedureReading.Article(87).Citation,
    ];

    private static readonly string[] Avoidance = [Law.Judges.Article(36).Citation, Law.Procurators.Article(37).Citation];

    private static Verdict Judge(CaseRecord record, RuleContext context)
    {
        if (record.Withdrawn)
            return Verdict.Clean;

        var found = new Findings(record, applies: true);
        if (!context.Facts.HasDelivered("agents"))
            found.Show(condition: null, Input.NoFeed("agents"));
        foreach (var agent in context.Facts.About<Agent>(record.CaseNumber.Value))
        {
            if (agent.Role is Lawyer or LegalWorker && agent.Licence is null)
                found.Add(NoLicence(agent));
            if (agent.Role is Citizen || (agent.Role is Recommended && agent.RecommendedBy is null))
                found.Add(NotRecommended(agent));
            if (agent.Role is Lawyer && LeftCourtOrProcuratorate(agent) && agent.ActedOn < agent.LeftOn?.AddYears(YearsAfterLeaving))
                found.Add(FormerJudge(agent));
            if (agent.Role is not CloseRelative && agent.LeftOffice == record.Court)
                found.Add(FormerCourt(agent));
        }
        return found.ToVerdict();
    }

    private static bool LeftCourtOrProcuratorate(Agent agent) =>
        agent.LeftOffice is { } office
        && (office.Contains("法院", StringComparison.Ordinal) || office.Contains("检察院", StringComparison.Ordinal));

    private static Cause NoLicence(Agent agent) =>
        Of(
            agent,
            "no-licence",
            $"{agent.Role}{agent.Name}于{agent.ActedOn.Zh()}代理{agent.Party}，没有执业证号。",
            $"{agent.Name} acted for {agent.Party} as a lawyer or legal worker without a licence number.",
            Qualification,
            "该代理人有执业证号。",
            new FactUsed("agents.执业证号", null) { Source = agent.Source }
        );

    private static Cause NotRecommended(Agent agent) =>
        Of(
            agent,
            "not-recommended",
            $"{agent.Name}于{agent.ActedOn.Zh()}以{agent.Role}身份代理{agent.Party}，没有推荐单位。",
            $"{agent.Name} acted for {agent.Party} as a citizen whom nobody recommended.",
            Recommendation,
            "该代理人由当事人所在社区、单位或者有关社会团体推荐。",
            new FactUsed("agents.推荐单位", agent.Role is Recommended ? agent.RecommendedBy : null) { Source = agent.Source }
        );

    private static Cause FormerJudge(Agent agent) =>
        Of(
            agent,
            "former-judge",
            $"律师{agent.Name}于{agent.LeftOn!.Value.Zh()}从{agent.LeftOffice}离任，{agent.ActedOn.Zh()}代理{agent.Party}，未满{YearsAfterLeaving}年。",
            $"Lawyer {agent.Name} left {agent.LeftOffice} on {agent.LeftOn!.Value.Iso()} and acted on {agent.ActedOn.Iso()}, within {YearsAfterLeaving} years.",
            Avoidance,
            $"代理日期距离任已满{YearsAfterLeaving}年。",
            new FactUsed("agents.离任单位", agent.LeftOffice) { Source = agent.Source },
            new FactUsed("agents.离任日期", agent.LeftOn!.Value.Iso()) { Source = agent.Source }
        );

    private static Cause FormerCourt(Agent agent) =>
        Of(
            agent,
            "former-court",
            $"{agent.Role}{agent.Name}曾任职于审理本案的{agent.LeftOffice}，{agent.ActedOn.Zh()}代理{agent.Party}。",
            $"{agent.Name}, who once left the court of this case, acted for {agent.Party}.",
            Avoidance,
            "该代理人是当事人的监护人或者近亲属，或者从未在本院任职。",
            new FactUsed("agents.离任单位", agent.LeftOffice) { Source = agent.Source }
        );

    private static Cause Of(
        Agent agent,
        string code,
        string text,
        string textEn,
        IReadOnlyList<string> articles,
        string wouldNot,
        params FactUsed[] facts
    ) =>
        new()
        {
            Code = code,
            Text = text,
            TextEn = textEn,
            Facts =
            [
                new("agents.代理人", agent.Name) { Source = agent.Source },
                new("agents.身份", agent.Role) { Source = agent.Source },
                new("agents.代理日期", agent.ActedOn.Iso()) { Source = agent.Source },
                .. facts,
            ],
            Articles = articles,
            WouldNotFireIf = wouldNot,
        };
}
