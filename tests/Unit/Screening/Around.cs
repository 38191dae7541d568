using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Screening;

namespace Exchange.Tests.Unit.Screening;

/// <summary>What feeds say, told fact by fact.</summary>
internal static class Around
{
    private static readonly string[] EveryKind = [.. FeedKinds.All.Select(kind => kind.Name)];

    /// <summary>All feeds have delivered, and this is all they say.</summary>
    public static Surroundings Facts(params Fact[] facts) => Delivered(EveryKind, facts);

    public static Surroundings Delivered(string[] kinds, params Fact[] facts) =>
        new(
            kinds,
            [
                .. facts
                    .Select((fact, row) => FactBook.Identified(fact, "test", $"F1#{row + 2}"))
                    .SelectMany(fact => fact.Keys.OfType<string>().Distinct().Select(key => new FactEntry(key, fact))),
            ]
        );

    public static Verdict JudgedBy(this CaseRecord record, Rule rule, Surroundings facts, DateOnly? asOf = null) =>
        rule.Judge(record, new RuleContext { AsOf = asOf ?? Records.Today, Facts = facts });

    public static Relation Tie(PartyNumber subject, string kind, PartyNumber other, string? from = null, string? until = null) =>
        new(subject, null, kind, other, null, DayOf(from), DayOf(until));

    private static DateOnly? DayOf(string? day) => day is null ? null : Records.Day(day);
}
