using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;

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
    /// <summary>A case that ended longer ago than this has been forgotten.</summary>
    public const int LongAgoMonths = 36;

    /// <summary>The rule's own priority, one step up each for a vulnerable party, a large claim, an ending over three years ago, a call for help.</summary>
    /// <param name="urgency">Of the case that it is about; null: about a person, and then nothing moves it.</param>
    /// <remarks>A step down would follow from low trust alone (petitions, hotline); no rule fires on these, so there is none to take.</remarks>
    public static Priority PriorityOf(Rule rule, Verdict verdict, Urgency? urgency)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(verdict.Answer, Answer.Fires);
        return (Priority)
            Math.Clamp((int)(verdict.StartPriority ?? rule.StartPriority) + (urgency?.Steps ?? 0), (int)Priority.Low, (int)Priority.High);
    }

    /// <summary>The first day on which a case has rested so long that this raises its leads; null: it has no ending, or has.</summary>
    public static DateOnly? LongAgoOn(CaseRecord record, DateOnly asOf) =>
        record.EndedOn.Has(out var endedOn) && endedOn.PlusMonths(LongAgoMonths).AddDays(1) is var day && day > asOf ? day : null;
}

/// <summary>What makes every lead of a case more urgent, whatever its rule.</summary>
/// <param name="Steps">How many steps up.</param>
/// <param name="Vulnerable">By which word the remarks or a petition name a party in need (特定群体), such as 农民工; null: by none.</param>
internal sealed record Urgency(int Steps, string? Vulnerable)
{
    private static readonly Money LargeClaim = new(1_000_000);

    private static readonly string[] VulnerableWords = ["农民工", "残疾", "低保", "贫困", "工伤", "赡养", "抚养"];

    public static Urgency Of(CaseRecord record, RuleContext context)
    {
        var petitions = context.Facts.About<Petition>(record.CaseNumber.Value).ToList();
        var isNamed = petitions.Count > 0 || context.Facts.About<HotlineCall>(record.CaseNumber.Value).Any();
        var word =
            (record.Remarks.Has(out var remarks) ? WordIn(remarks) : null)
            ?? petitions.Select(petition => WordIn(petition.Content)).FirstOrDefault(found => found is not null);
        var isLongAgo = record.EndedOn.HasValue && Rules.LongAgoOn(record, context.AsOf) is null;
        return new Urgency((word is null ? 0 : 1) + (record.Claim >= LargeClaim ? 1 : 0) + (isLongAgo ? 1 : 0) + (isNamed ? 1 : 0), word);
    }

    private static string? WordIn(string text) => Array.Find(VulnerableWords, word => text.Contains(word, StringComparison.Ordinal));
}
