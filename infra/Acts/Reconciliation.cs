using System.Text.Json.Serialization;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Acts;

/// <summary>
/// One comparing (对账) of what a service holds with what others hold of it. How far it is stands here, so any instance goes on after
/// a crash; one that was asked for counts the answers and goes round again until nothing differs.
/// </summary>
public sealed record Reconciliation
{
    /// <summary>The one that begins by itself again and again, and counts nothing.</summary>
    public const string Background = "background";

    public required string Id { get; init; }

    /// <summary>The only court compared; null: all of them, and the loops.</summary>
    public CourtCode? Court { get; init; }

    public required string AskedBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    public ReconciliationState State { get; init; } = ReconciliationState.Running;

    public int Round { get; init; } = 1;

    /// <summary>Kinds of which everything is stated in this round.</summary>
    public IReadOnlyList<string> StatedKinds { get; init; } = [];

    /// <summary>The last id stated of the next kind.</summary>
    public string? After { get; init; }

    /// <summary>How much is stated in this round.</summary>
    public long Stated { get; init; }

    /// <summary>How many answers this round waits for.</summary>
    public long Awaited { get; init; }

    /// <summary>When this round was wholly stated; null while it is not.</summary>
    public DateTimeOffset? StatedAt { get; init; }

    /// <summary>An instance works on it until then.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>What was found and done, in all rounds.</summary>
    public IReadOnlyDictionary<string, long> Figures { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    [JsonIgnore]
    public bool IsBackground => Id == Background;

    /// <summary>The next page of a kind as it is to be stated now.</summary>
    public Statement Next() => new(Id, Round, Court, After);

    /// <summary>The same from the start.</summary>
    public Reconciliation NextRound() =>
        this with
        {
            Round = Round + 1,
            StatedKinds = [],
            After = null,
            Stated = 0,
            Awaited = 0,
            StatedAt = null,
        };
}

[JsonConverter(typeof(CamelCaseEnumConverter<ReconciliationState>))]
public enum ReconciliationState
{
    Running,

    /// <summary>The last round found nothing that differs.</summary>
    Completed,

    /// <summary>After many rounds something still differs, or somebody does not answer: to be looked at.</summary>
    Incomplete,
}

/// <summary>What one answer of another service says; a repeated one counts once.</summary>
/// <param name="Awaited">It is the one answer that a statement waits for.</param>
/// <param name="Differences">How much does not agree there.</param>
public sealed record ReconciliationAnswer(
    string Id,
    string Run,
    int Round,
    bool Awaited,
    long Differences,
    IReadOnlyDictionary<string, long> Figures
);

/// <summary>One page that is to be stated.</summary>
public sealed record Statement(string Run, int Number, CourtCode? Court, string? After)
{
    /// <summary>In the background only the loops that spoke within so many days are compared.</summary>
    public const int RecentDays = 2;

    /// <summary>Ids of what is said begin with it.</summary>
    public string Id => FormattableString.Invariant($"{Run}@{Number}");

    public bool IsBackground => Run == Reconciliation.Background;

    /// <summary>Where the page begins, in the order of ids.</summary>
    public QueryPosition? From => After is null ? null : new QueryPosition(null, After);

    /// <summary>Loops are said again once, and not for the sake of one court.</summary>
    public bool IsOfLoops => Court is null && (IsBackground || Number == 1);

    /// <summary>Who answers is counted; not in the background.</summary>
    public ReconciliationRound? Round => IsBackground ? null : new ReconciliationRound(Run, Number);
}

/// <param name="LastId">Where the next page begins.</param>
/// <param name="Awaited">How many answers will come.</param>
public sealed record StatedPage(string LastId, int Stated, int Awaited);

/// <summary>One kind of thing that a service states to others, who then say what they miss.</summary>
public interface IReconcile
{
    string Service { get; }

    /// <summary>Unique within the service.</summary>
    string Kind { get; }

    /// <summary>States one page; returns when that is safe without us.</summary>
    /// <returns>Null when nothing was left.</returns>
    Task<StatedPage?> State(Statement asked, CancellationToken cancellation);
}

/// <summary>The reconciliations of each service and the answers to them, in its own database.</summary>
public sealed class Reconciliations(IStores stores)
{
    private const string State = "state";
    private const string Run = "run";

    public static Collection<Reconciliation> CollectionOf(string service) =>
        new(service, "reconciliations", r => r.Id, new IndexField<Reconciliation>(State, r => r.State.ToString()));

    public static Collection<ReconciliationAnswer> AnswersOf(string service) =>
        new(service, "reconciliationAnswers", a => a.Id, new IndexField<ReconciliationAnswer>(Run, a => a.Run));

    public Documents<Reconciliation> Of(string service) => new(CollectionOf(service), stores.Of(service));

    public async Task<IReadOnlyList<Versioned<Reconciliation>>> Running(string service, CancellationToken cancellation) =>
        await Of(service)
            .Query(new DocumentQuery { Where = [Condition.Equal(State, nameof(ReconciliationState.Running))], Limit = 50 }, cancellation);

    /// <summary>Counts an answer for the reconciliation of this service that waits for it, if one does.</summary>
    public async Task Count(
        string service,
        string id,
        ReconciliationRound? round,
        bool awaited,
        long differences,
        IReadOnlyDictionary<string, long> figures,
        CancellationToken cancellation
    )
    {
        if (round is null || (await Of(service).Find(round.Run, cancellation))?.Value.State != ReconciliationState.Running)
        {
            return;
        }
        var answer = new ReconciliationAnswer(id, round.Run, round.Number, awaited, differences, figures);
        await Answers(service).Write(answer, 0, [], cancellation);
    }

    public async Task<IReadOnlyList<ReconciliationAnswer>> AnswersTo(string service, string run, CancellationToken cancellation)
    {
        var answers = new List<ReconciliationAnswer>();
        var query = new DocumentQuery { Where = [Condition.Equal(Run, run)], Limit = 500 };
        while (await Answers(service).Query(query, cancellation) is { Count: > 0 } page)
        {
            answers.AddRange(page.Select(a => a.Value));
            query = query with { After = new QueryPosition(null, page[^1].Value.Id) };
        }
        return answers;
    }

    /// <summary>The answers to one that has ended, when their sum is stored.</summary>
    public async Task Forget(string service, string run, CancellationToken cancellation) =>
        await Answers(service).Delete([.. (await AnswersTo(service, run, cancellation)).Select(a => a.Id)], cancellation);

    public static IReadOnlyDictionary<string, long> Sum(IEnumerable<ReconciliationAnswer> answers)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (what, count) in answers.SelectMany(a => a.Figures))
        {
            sum[what] = sum.GetValueOrDefault(what) + count;
        }
        return sum;
    }

    private Documents<ReconciliationAnswer> Answers(string service) => new(AnswersOf(service), stores.Of(service));
}
