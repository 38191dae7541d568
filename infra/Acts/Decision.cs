using Exchange.Contracts;

namespace Exchange.Acts;

/// <summary>What an aggregate makes of an act: a new state with what it then says, nothing new, or a refusal.</summary>
public abstract record Decision<T>
    where T : Aggregate
{
    public static implicit operator Decision<T>(Refusal refusal) => new Refused<T>(refusal);

    public static implicit operator Decision<T>(T next) => new Accepted<T>(next, []);

    /// <summary>The act changes nothing.</summary>
    public static Decision<T> NothingNew { get; } = new Unchanged<T>();
}

/// <param name="Note">A line for the dossier.</param>
public sealed record Accepted<T>(T Next, IReadOnlyList<ExchangeEvent> Says, string? Note = null) : Decision<T>
    where T : Aggregate
{
    /// <summary>The next revision lies above this one too: others have heard it before the store was restored from an older backup.</summary>
    public long Above { get; init; }

    /// <summary>It is as it was but for what it was made from: nothing that a reader of the dossier would want to know.</summary>
    public bool IsSilent { get; init; }
}

public sealed record Unchanged<T> : Decision<T>
    where T : Aggregate;

/// <param name="Kept">What the refused act leaves in the dossier all the same.</param>
public sealed record Refused<T>(Refusal Refusal, Accepted<T>? Kept = null) : Decision<T>
    where T : Aggregate;

/// <summary>Why an act was refused, in the words of the one who acted.</summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Detail)
{
    /// <summary>The state the aggregate is in.</summary>
    public string? State { get; init; }

    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>What is wrong, place by place.</summary>
    public IReadOnlyList<Flaw> Flaws { get; init; } = [];

    /// <summary>422 with the places that are wrong or missing.</summary>
    public static Refusal Invalid(string code, string detail, params IReadOnlyList<Flaw> flaws) =>
        new(RefusalKind.Invalid, code, detail) { Flaws = flaws };
}

/// <param name="Place">JSON path of the value.</param>
public sealed record Flaw(string Place, string Code, string Reason);

public enum RefusalKind
{
    /// <summary>409: the state does not allow it.</summary>
    NotNow,

    /// <summary>422: the content lacks something or is wrong.</summary>
    Invalid,

    /// <summary>404: not there for this viewer.</summary>
    NotFound,

    /// <summary>403: there, but not addressed to this office or role.</summary>
    NotYours,

    /// <summary>412: it has changed since it was read.</summary>
    Stale,
}

/// <summary>When and by whom an act is done.</summary>
/// <param name="Today">The law day.</param>
/// <param name="On">The day of the act, never after today.</param>
public sealed record Moment(DateTimeOffset Now, DateOnly Today, DateOnly On, string By, string Office, WorkCalendar Calendar);

/// <summary>What every act of a person may carry besides its content.</summary>
public abstract record ActBody
{
    /// <summary>The revision that the actor saw; when given, a newer one answers 412.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>The day of the act; default today, never later.</summary>
    public DateOnly? ActedOn { get; init; }

    /// <summary>What is wrong or missing in the content, before any state is looked at.</summary>
    public virtual IReadOnlyList<Flaw> Check() => [];
}

/// <summary>Places that a required text was looked for.</summary>
public sealed class Flaws
{
    private readonly List<Flaw> found = [];

    public Flaws Need(string? text, string place, string chinese)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            found.Add(new Flaw(place, "required", $"{chinese} is missing."));
        }
        return this;
    }

    public Flaws Need<T>(IReadOnlyCollection<T>? list, string place, string chinese)
    {
        if (list is null || list.Count == 0)
        {
            found.Add(new Flaw(place, "required", $"{chinese}: at least one is needed."));
        }
        return this;
    }

    public Flaws If(bool wrong, string place, string code, string reason)
    {
        if (wrong)
        {
            found.Add(new Flaw(place, code, reason));
        }
        return this;
    }

    /// <summary>A list whose items are looked at one by one; an item that is not there at all (JSON null) is a flaw of its own.</summary>
    /// <param name="check">What is wrong with one item, at the place given: <c>cases[0]</c>.</param>
    public Flaws Each<T>(IReadOnlyList<T?>? list, string place, Func<T, string, IReadOnlyList<Flaw>> check)
        where T : class
    {
        foreach (var (index, item) in (list ?? []).Index())
        {
            var at = $"{place}[{index}]";
            found.AddRange(item is null ? [new Flaw(at, "required", "There is nothing here.")] : check(item, at));
        }
        return this;
    }

    public IReadOnlyList<Flaw> List => found;
}
