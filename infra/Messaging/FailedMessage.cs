using System.Text.Json.Serialization;
using Exchange.Contracts;

namespace Exchange.Messaging;

/// <summary>
/// What a service could not handle (失败消息): a message, one record of a chunk, or something that is no message at all. It is kept with
/// its reason until operators decide.
/// </summary>
public sealed record FailedMessage
{
    /// <summary>How long a retry may take; whoever is not back by then has died, and the message may be tried again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>From <see cref="Failures.IdOf"/>: the same message, failing again, is the same failure.</summary>
    public required string Id { get; init; }

    public required string Service { get; init; }

    /// <summary>Null where it could not be read.</summary>
    public string? MessageId { get; init; }

    /// <summary>Full name of the contract, or what the transport called it; empty where nobody said.</summary>
    public required string Type { get; init; }

    /// <summary>As it came, readable or not.</summary>
    public required string Body { get; init; }

    /// <summary>Why it failed the last time.</summary>
    public required string Reason { get; init; }

    /// <summary>The queue in which it came; null where queues die with the process.</summary>
    public string? Queue { get; init; }

    /// <summary>How often it was set aside.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When it failed the last time, by the machine's clock.</summary>
    public required DateTimeOffset FailedAt { get; init; }

    public DateTimeOffset FirstFailedAt { get; init; }

    /// <summary>Whose operators see it; the whole country's where it could not be read.</summary>
    public DivisionCode Division { get; init; } = DivisionCode.Country;

    public FailureState State { get; init; }

    /// <summary>Who tries it just now.</summary>
    public RetryClaim? Claim { get; init; }

    /// <summary>What one operator asked for and a second one must agree to.</summary>
    public FailureRequest? Asked { get; init; }

    /// <summary>The body that took effect in place of <see cref="Body"/>.</summary>
    public string? MendedBody { get; init; }

    public IReadOnlyList<FailureEntry> Log { get; init; } = [];

    /// <summary>It has failed again: what the store then holds.</summary>
    /// <remarks>
    /// The same failing told twice changes nothing. What fails while it is tried, or after a retry, is open (again). What two operators
    /// discarded or mended stays so: the bus may bring that very message at any time, and their word was about it.
    /// </remarks>
    public FailedMessage Again(FailedMessage latest)
    {
        var toldBefore = State is not FailureState.Retrying && latest.FailedAt == FailedAt;
        if (toldBefore)
        {
            return this;
        }
        var again = this with { Attempts = Attempts + latest.Attempts, FailedAt = latest.FailedAt, Reason = latest.Reason };
        return State switch
        {
            FailureState.Open => again,
            FailureState.Retrying => again with { State = FailureState.Open, Claim = null },
            FailureState.Retried when MendedBody is null => (again with { State = FailureState.Open }).Noted(
                latest.FailedAt,
                "",
                "failed again",
                latest.Reason
            ),
            _ => this with { Attempts = again.Attempts, FailedAt = again.FailedAt },
        };
    }

    public bool MayBeTried(DateTimeOffset now) =>
        State is FailureState.Open || State is FailureState.Retrying && (Claim is null || Claim.At + Patience <= now);

    /// <summary>What may be done with it.</summary>
    public IReadOnlyList<string> AllowedActs(DateTimeOffset now) => MayBeTried(now) ? FailureAct.All : [];

    /// <summary>Taken up by one operator, before the message is delivered.</summary>
    internal FailedMessage Claimed(FailureAct act, Operator by, DateTimeOffset now) =>
        (this with { State = FailureState.Retrying, Claim = new RetryClaim(by.Name, Guid.NewGuid().ToString("N"), now) }).Noted(
            now,
            by.Name,
            act.Kind,
            act.Reason
        );

    internal FailedMessage TookEffect(FailureAct act, Operator by, DateTimeOffset now) =>
        (
            this with
            {
                State = FailureState.Retried,
                Claim = null,
                Asked = null,
                MendedBody = act.Kind is FailureAct.Edit ? Asked?.Body : null,
            }
        ).Noted(now, by.Name, "handled", null);

    internal FailedMessage FailedBy(Exception e, Operator by, DateTimeOffset now)
    {
        var reason = $"{e.GetType().Name}: {e.Message}";
        return (this with { State = FailureState.Open, Claim = null, Reason = reason, FailedAt = now, Attempts = Attempts + 1 }).Noted(
            now,
            by.Name,
            "failed again",
            reason
        );
    }

    internal FailedMessage AskedFor(FailureRequest wanted) =>
        (this with { State = FailureState.Open, Claim = null, Asked = wanted }).Noted(
            wanted.At,
            wanted.By,
            $"asked to {wanted.Act}",
            wanted.Reason
        );

    internal FailedMessage DiscardedBy(FailureRequest second) =>
        (this with { State = FailureState.Discarded, Claim = null, Asked = null }).Noted(second.At, second.By, second.Act, second.Reason);

    internal FailedMessage Noted(DateTimeOffset at, string by, string what, string? why) =>
        this with
        {
            Log = [.. Log, new FailureEntry(at, by, what, why)],
        };
}

[JsonConverter(typeof(JsonStringEnumConverter<FailureState>))]
public enum FailureState
{
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Somebody tries it just now, or died over it.</summary>
    [JsonStringEnumMemberName("retrying")]
    Retrying,

    /// <summary>It took effect, as it came or mended.</summary>
    [JsonStringEnumMemberName("retried")]
    Retried,

    /// <summary>Two operators decided that it shall have no effect.</summary>
    [JsonStringEnumMemberName("discarded")]
    Discarded,
}

/// <param name="By">Who tries it.</param>
/// <param name="Token">Only who holds it may write what came of it.</param>
public sealed record RetryClaim(string By, string Token, DateTimeOffset At);

/// <summary>An act that needs two operators, asked for by the first.</summary>
/// <param name="Body">The mended body, for an edited retry.</param>
/// <param name="BySubject">The first operator as the issuer of tokens knows them: two may bear one name.</param>
public sealed record FailureRequest(string Act, string By, string BySubject, string Reason, string? Body, string? Type, DateTimeOffset At)
{
    /// <summary>Another person, the same act, the same body. Anything else is a request of its own.</summary>
    public bool IsAgreementTo(FailureRequest? first) =>
        first is not null && first.Act == Act && first.BySubject != BySubject && first.Body == Body && first.Type == Type;
}

/// <summary>Who did what when, and why.</summary>
public sealed record FailureEntry(DateTimeOffset At, string By, string What, string? Why);
