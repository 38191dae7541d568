using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Models;
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
        var answers = new List<RuleAnswer>();
        DateOnly? next = null;
        Urgency? urgency = null;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var rule = Rules.All[i];
            var (verdict, model) = context.Models.Judge(rule, row.Record, context);
            urgency ??= verdict.Answer == Answer.Fires ? Urgency.Of(row.Record, context) : null;
            verdicts[i] = RuleVerdict.Of(rule, model, verdict, urgency, context);
            if (RuleAnswer.Of(rule, verdict) is { } answer)
            {
                answers.Add(answer);
            }
            next = next is null || verdict.ChangesOn < next ? verdict.ChangesOn ?? next : next;
        }
        if (urgency is not null && Rules.LongAgoOn(row.Record, context.AsOf) is { } longAgo && !(next < longAgo))
        {
            next = longAgo;
        }
        return new JudgedCase(WithAnswers(row, answers, next, context.AsOf), version, context.AsOf, verdicts) { Context = context };
    }

    /// <summary>What it was judged by.</summary>
    public required RuleContext Context { get; init; }

    /// <summary>Versions that would like to be compared with what counts.</summary>
    public IEnumerable<(Model Model, ModelVersion Version)> Trials => Context.Models.TrialsOf(Row.Record.Division);

    /// <summary>Nothing was ever registered of the case before this.</summary>
    public bool IsNew { get; init; }

    /// <summary>The record that was known before this one came; null: none, or this was heard before.</summary>
    public CaseRecord? Before { get; init; }

    /// <summary>Other cases that may have to be judged again because this one shows something, or no longer does.</summary>
    public IReadOnlyList<string> Tells { get; init; } = [];

    /// <summary>It was heard before, and what was done about it then nobody knows.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The rules that a lead may exist of.</summary>
    public IEnumerable<RuleVerdict> WithLeads => Verdicts.Where(v => Row.Raised.Contains(v.Rule.Id, StringComparer.Ordinal));

    private static RegisteredCase WithAnswers(RegisteredCase row, List<RuleAnswer> answers, DateOnly? next, DateOnly asOf)
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

    private static bool Same(IReadOnlyList<RuleAnswer> known, List<RuleAnswer> answers) =>
        known.Count == answers.Count
        && !known
            .Where((k, i) => k.Rule != answers[i].Rule || k.Answer != answers[i].Answer || !k.Missing.SequenceEqual(answers[i].Missing))
            .Any();
}

/// <param name="Version">Of the model.</param>
/// <param name="Priority">Of the lead; none when it does not fire.</param>
internal readonly record struct RuleVerdict(Rule Rule, int Version, Verdict Verdict, Priority? Priority)
{
    /// <inheritdoc cref="Urgency.Vulnerable"/>
    public string? Vulnerable { get; init; }

    /// <summary>There was more around it than may be followed.</summary>
    public bool IsCut { get; init; }

    /// <param name="urgency">Of the case that it is about; null: it is about a person.</param>
    public static RuleVerdict Of(Rule rule, int version, Verdict verdict, Urgency? urgency, RuleContext context) =>
        verdict.Answer == Answer.Fires
            ? new(rule, version, verdict, Rules.PriorityOf(rule, verdict, urgency))
            {
                Vulnerable = urgency?.Vulnerable,
                IsCut = context.Facts.IsCut,
            }
            : new(rule, version, verdict, Priority: null);
}
