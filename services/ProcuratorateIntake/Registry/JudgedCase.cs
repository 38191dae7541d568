using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.ProcuratorateIntake.Registry;

/// <summary>A registered case with what the rules say of it as of a day, in full.</summary>
/// <param name="Row">The case with the answers in it: the same instance when they were there already.</param>
/// <param name="Version">The version it is stored at.</param>
internal sealed record JudgedCase(RegisteredCase Row, long Version, DateOnly AsOf, IReadOnlyList<RuleVerdict> Verdicts)
{
    public static JudgedCase Judge(RegisteredCase row, long version, RuleContext context)
    {
        var verdicts = new RuleVerdict[Rules.All.Count];
        var answers = new RuleAnswer[verdicts.Length];
        DateOnly? next = null;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var rule = Rules.All[i];
            var verdict = rule.Judge(row.Record, context);
            verdicts[i] = new RuleVerdict(rule, verdict);
            answers[i] = new RuleAnswer(rule.Id, verdict.Answer, verdict.Missing);
            next = next is null || verdict.ChangesOn < next ? verdict.ChangesOn ?? next : next;
        }
        return new JudgedCase(WithAnswers(row, answers, next, context.AsOf), version, context.AsOf, verdicts);
    }

    /// <summary>Nothing was ever registered of the case before this.</summary>
    public bool IsNew => Version == 1;

    /// <summary>The rules that a lead may exist of.</summary>
    public IEnumerable<RuleVerdict> WithLeads => Verdicts.Where(v => Row.Raised.Contains(v.Rule.Id, StringComparer.Ordinal));

    private static RegisteredCase WithAnswers(RegisteredCase row, RuleAnswer[] answers, DateOnly? next, DateOnly asOf)
    {
        if (row.JudgedAsOf > asOf || row.NextJudgeOn == next && Same(row.Answers, answers))
        {
            return row;
        }
        var raised = answers.Where(a => a.Answer == Answer.Fires).Select(a => a.Rule).Except(row.Raised, StringComparer.Ordinal).ToList();
        return row with
        {
            JudgedAsOf = asOf,
            NextJudgeOn = next,
            Answers = answers,
            Raised = raised.Count == 0 ? row.Raised : [.. row.Raised, .. raised],
        };
    }

    private static bool Same(IReadOnlyList<RuleAnswer> known, RuleAnswer[] answers) =>
        known.Count == answers.Length
        && !known
            .Where((k, i) => k.Rule != answers[i].Rule || k.Answer != answers[i].Answer || !k.Missing.SequenceEqual(answers[i].Missing))
            .Any();
}

internal readonly record struct RuleVerdict(Rule Rule, Verdict Verdict);
