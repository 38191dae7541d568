using System.Diagnostics.CodeAnalysis;
using Exchange.Acts;
using Exchange.ProcuratorateIntake.Feeds;
using Exchange.ProcuratorateIntake.Leads;
using Exchange.ProcuratorateIntake.Registry;
using Exchange.ProcuratorateIntake.Screening;
using Exchange.Storage;

namespace Exchange.ProcuratorateIntake.Statistics;

/// <summary>What came of the cases: from the records to the money, the persons and the sanctions lifted.</summary>
internal record FunnelSteps
{
    public required long Records { get; init; }

    public required long Leads { get; init; }

    /// <summary>Opinions that were issued.</summary>
    public required long Opinions { get; init; }

    /// <summary>Opinions that the court adopted, wholly or partly.</summary>
    public required long Adopted { get; init; }

    public required long Resumed { get; init; }

    /// <summary>Yuan recovered since the opinions were issued.</summary>
    public required decimal Recovered { get; init; }

    public required long Transferred { get; init; }

    public required long Filed { get; init; }

    /// <summary>Persons in filed cases.</summary>
    public required long Persons { get; init; }

    /// <summary>Sanctions lifted through a repair proposal or an opinion.</summary>
    public required long Lifted { get; init; }
}

/// <summary>The steps, and what stands behind them.</summary>
internal sealed record FunnelFigures : FunnelSteps
{
    [SetsRequiredMembers]
    public FunnelFigures(FunnelSteps steps)
        : base(steps) { }

    public IReadOnlyList<LeadFigure> LeadsByRule { get; init; } = [];

    public IReadOnlyList<CannotJudgeFigure> CannotJudge { get; init; } = [];

    /// <summary>Feeds that have never delivered and the rules that wait for them, at whatever court.</summary>
    public IReadOnlyList<AbsentFeed> AbsentFeeds { get; init; } = [];
}

/// <summary>The steps of one region or one month out of several.</summary>
internal sealed record FunnelPart : FunnelSteps
{
    [SetsRequiredMembers]
    public FunnelPart(FunnelSteps steps, string key, string name)
        : base(steps) => (Key, Name) = (key, name);

    /// <summary>The division's code or the month, such as <c>2026-07</c>.</summary>
    public string Key { get; }

    public string Name { get; }

    /// <summary>What belongs to the division itself, beside those below it.</summary>
    public bool IsOwn { get; init; }
}

internal sealed record LeadFigure(string Rule, string State, long Count);

/// <summary>Cases of a court that a rule cannot judge for want of an input.</summary>
internal sealed record CannotJudgeFigure(string Rule, string Input, string Court, long Count);

/// <summary>A kind of feed that has never delivered.</summary>
/// <param name="Rules">Those that read it; who rests on it alone can judge no case.</param>
internal sealed record AbsentFeed(string Kind, string Title, IReadOnlyList<string> Rules);

/// <summary>Counts by index, never by reading documents.</summary>
internal sealed class Funnel(
    Documents<RegisteredCase> cases,
    Documents<Lead> leads,
    FactBook facts,
    IEnumerable<KnownCollection> collections
)
{
    /// <summary>Hundredths of a yuan.</summary>
    private const decimal Fen = 100;

    public async Task<FunnelFigures> Count(FunnelScope scope, CancellationToken cancellation)
    {
        var missing = await cases.Totals(["missing", "court"], [.. scope.OfCases, Condition.Present("missing")], sum: null, cancellation);
        var byRule = await leads.Totals([LeadIndex.Rule, AggregateCollection.State], scope.OfAggregates, sum: null, cancellation);
        return new FunnelFigures(await Steps(scope, cancellation))
        {
            LeadsByRule =
            [
                .. byRule.Select(t => new LeadFigure(Text(t.Key[0]), Text(t.Key[1]), t.Count)).OrderBy(f => f.Rule).ThenBy(f => f.State),
            ],
            CannotJudge = CannotJudgeOf(missing),
            AbsentFeeds = AbsentOf(await facts.Delivered(cancellation)),
        };
    }

    public async Task<FunnelSteps> Steps(FunnelScope scope, CancellationToken cancellation)
    {
        var records = await cases.Totals([], scope.OfCases, sum: null, cancellation);
        var found = await leads.Totals([], scope.OfAggregates, sum: null, cancellation);
        var opinions = await Totals(
            "opinions",
            [AggregateCollection.State, "verdict", "outcome"],
            "gain#",
            scope.OfAggregates,
            cancellation
        );
        var transfers = await Totals("transfers", [AggregateCollection.State, "filed"], "persons#", scope.OfAggregates, cancellation);
        var repaired = await Totals("repairReviews", [], null, [.. scope.OfAggregates, Condition.Present("liftedOn")], cancellation);
        // An opinion that a repair asked for counts with the repair.
        var liftedByOpinion = await Totals(
            "opinions",
            [],
            null,
            [.. scope.OfAggregates, Condition.Equal("outcome", "sanctionLifted"), Condition.Equal("repairId", null)],
            cancellation
        );
        var filed = transfers.Where(t => t.Key[1] is not null).ToList();
        return new FunnelSteps
        {
            Records = records.Sum(t => t.Count),
            Leads = found.Sum(t => t.Count),
            Opinions = opinions.Where(t => t.Key[0] is not ("proposed" or "decided" or "returned")).Sum(t => t.Count),
            Adopted = opinions.Where(t => t.Key[1] is "adopted" or "partly").Sum(t => t.Count),
            Resumed = opinions.Where(t => t.Key[2] is "resumed").Sum(t => t.Count),
            Recovered = opinions.Sum(t => t.Sum) / Fen,
            Transferred = transfers.Where(t => t.Key[0] is not "proposed").Sum(t => t.Count),
            Filed = filed.Sum(t => t.Count),
            Persons = filed.Sum(t => t.Sum),
            Lifted = repaired.Concat(liftedByOpinion).Sum(t => t.Count),
        };
    }

    private static IReadOnlyList<AbsentFeed> AbsentOf(IReadOnlyList<string> delivered) =>
        [
            .. FeedKinds
                .All.Where(kind => !delivered.Contains(kind.Name, StringComparer.Ordinal))
                .Select(kind => new AbsentFeed(
                    kind.Name,
                    kind.Title,
                    [.. Rules.All.Where(rule => rule.Inputs.Contains("feeds." + kind.Name, StringComparer.Ordinal)).Select(rule => rule.Id)]
                ))
                .Where(feed => feed.Rules.Count > 0),
        ];

    /// <summary>One row for each rule, input and court, out of the rows for each set of missing inputs.</summary>
    public static IReadOnlyList<CannotJudgeFigure> CannotJudgeOf(IEnumerable<GroupTotal> missing) =>
        [
            .. missing
                .SelectMany(t => Text(t.Key[0]).Split(' ').Select(part => (Part: part, Court: Text(t.Key[1]), t.Count)))
                .GroupBy(m => (m.Part, m.Court))
                .Select(g => (Part: g.Key.Part.Split(':', 2), g.Key.Court, Count: g.Sum(m => m.Count)))
                .Select(m => new CannotJudgeFigure(m.Part[0], m.Part[^1], m.Court, m.Count))
                .OrderBy(f => f.Rule)
                .ThenBy(f => f.Input)
                .ThenBy(f => f.Court),
        ];

    /// <summary>Totals of another feature's collection; nothing where this process has none.</summary>
    private async Task<IReadOnlyList<GroupTotal>> Totals(
        string name,
        IReadOnlyList<string> groupBy,
        string? sum,
        IReadOnlyList<Condition> where,
        CancellationToken cancellation
    ) =>
        collections.FirstOrDefault(c => c.Database == ProcuratorateIntakeModule.Service && c.Shape.Name == name) is { } known
            ? await known.Store.Totals(known.Shape, groupBy, where, sum, cancellation)
            : [];

    private static string Text(object? key) => key as string ?? "";
}

/// <summary>What the reader may see and asked for: a subtree, and the days on which leads, opinions and transfers began or cases ended.</summary>
internal sealed record FunnelScope(string Subtree, string? From, string? To)
{
    /// <summary>Only what belongs to the division itself, and nothing below it.</summary>
    public bool IsOwnOnly { get; init; }

    public IReadOnlyList<Condition> OfCases => [Within(Condition.StartsWith(AggregateCollection.Path, Subtree)), .. Days("ended")];

    public IReadOnlyList<Condition> OfAggregates => [Within(AggregateCollection.ReadableBy(Subtree)), .. Days(AggregateCollection.BeganOn)];

    private Condition Within(Condition subtree) => IsOwnOnly ? Condition.Equal(AggregateCollection.Path, Subtree) : subtree;

    private IEnumerable<Condition> Days(string field)
    {
        if (From is not null)
        {
            yield return Condition.AtLeast(field, From);
        }
        if (To is not null)
        {
            yield return Condition.AtMost(field, To);
        }
    }
}
