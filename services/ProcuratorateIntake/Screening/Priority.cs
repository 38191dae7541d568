using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Contracts.Court;

namespace Exchange.ProcuratorateIntake.Screening;

/// <summary>How soon a lead is looked at, in rising order.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Priority>))]
internal enum Priority
{
    Low,
    Normal,
    High,
}

/// <content>How a lead's priority comes about.</content>
internal static partial class Rules
{
    private const int LongAgoMonths = 36;

    private static readonly Money LargeClaim = new(1_000_000);

    private static readonly string[] VulnerableWords = ["农民工", "残疾", "低保", "贫困", "工伤", "赡养", "抚养"];

    /// <summary>The rule's own priority, one step up each for a vulnerable party, a large claim, an ending over three years ago.</summary>
    public static Priority PriorityOf(Rule rule, Verdict verdict, CaseRecord record, DateOnly asOf)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(verdict.Answer, Answer.Fires);
        var steps = 0;
        steps += NamesVulnerable(record.Remarks) ? 1 : 0;
        steps += record.Claim >= LargeClaim ? 1 : 0;
        steps += record.EndedOn.Has(out var endedOn) && asOf > endedOn.PlusMonths(LongAgoMonths) ? 1 : 0;
        return (Priority)Math.Clamp((int)rule.StartPriority + steps, (int)Priority.Low, (int)Priority.High);
    }

    private static bool NamesVulnerable(Field<string> remarks) =>
        remarks.Has(out var text) && VulnerableWords.Any(word => text.Contains(word, StringComparison.Ordinal));
}
