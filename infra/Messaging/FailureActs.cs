using Exchange.Contracts;
using Exchange.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Messaging;

/// <summary>Who acts on a failure.</summary>
/// <param name="Subject">As the issuer of tokens knows them: two people may bear one name.</param>
public sealed record Operator(string Name, string Subject);

/// <summary>What an operator wants done with a failure: "retry", "edit" (and retry) or "discard".</summary>
/// <param name="Body">The mended message; left out by whoever agrees to the one that was asked for.</param>
/// <param name="Type">Full name of the contract, where nobody could tell it.</param>
/// <param name="SeenRevision">The revision that the operator saw; null does not care.</param>
public sealed record FailureAct(string Kind, string? Reason, string? Body = null, string? Type = null, long? SeenRevision = null)
{
    public const string Retry = "retry";
    public const string Edit = "edit";
    public const string Discard = "discard";
    public static readonly IReadOnlyList<string> All = [Retry, Edit, Discard];
}

/// <summary>What came of it.</summary>
public abstract record FailureAnswer
{
    public sealed record NotThere : FailureAnswer;

    /// <summary>Its state does not allow it.</summary>
    public sealed record NotNow(FailedMessage Failed) : FailureAnswer;

    /// <summary>It has changed since it was seen.</summary>
    public sealed record Stale(FailedMessage Failed, long Revision) : FailureAnswer;

    public sealed record Wrong(IReadOnlyList<BodyFlaw> Flaws) : FailureAnswer;

    /// <summary>A second operator must agree.</summary>
    public sealed record Waiting(FailedMessage Failed) : FailureAnswer;

    public sealed record Done(FailedMessage Failed) : FailureAnswer;

    public sealed record StillFailing(FailedMessage Failed) : FailureAnswer;
}

/// <summary>
/// The operators' way out of a failure. A retry is claimed by a guarded write before the message is delivered, so of two at once one
/// delivers; who dies in between leaves it claimed, and after <see cref="FailedMessage.Patience"/> it may be tried again. Then a handler may see the message
/// a second time, as with any message of the bus, and takes it once.
/// </summary>
public sealed class FailureActs(
    IServiceProvider services,
    IStores stores,
    TimeProvider machine,
    IHostApplicationLifetime lifetime,
    ILogger<FailureActs> log
)
{
    public async Task<FailureAnswer> Do(string service, string id, FailureAct act, Operator by, CancellationToken cancellation)
    {
        var failures = Failures.Of(stores, service);
        while (true)
        {
            if (await failures.Find(id, cancellation) is not { } found)
            {
                return new FailureAnswer.NotThere();
            }
            var failed = found.Value;
            var now = machine.GetUtcNow();
            if (!failed.MayBeTried(now))
            {
                return new FailureAnswer.NotNow(failed);
            }
            if (act.SeenRevision is { } seen && seen != found.Version)
            {
                return new FailureAnswer.Stale(failed, found.Version);
            }
            var (decided, message, flaws) = Decide(failed, act, by, now);
            if (decided is null)
            {
                return new FailureAnswer.Wrong(flaws);
            }
            if (!await failures.Write(decided, found.Version, [], cancellation))
            {
                continue;
            }
            log.LogInformation(
                "{Operator}: {Act} failure {Failure} of {Service}; now {State}",
                by.Name,
                act.Kind,
                id,
                service,
                decided.State
            );
            return decided.State switch
            {
                FailureState.Retrying => await Deliver(failures, decided, message!, act, by),
                FailureState.Discarded => new FailureAnswer.Done(decided),
                _ => new FailureAnswer.Waiting(decided),
            };
        }
    }

    /// <summary>The failure as it is to be stored before anything is done, with the message to deliver; or what is wrong.</summary>
    private (FailedMessage? Decided, ExchangeEvent? Message, IReadOnlyList<BodyFlaw> Flaws) Decide(
        FailedMessage failed,
        FailureAct act,
        Operator by,
        DateTimeOffset now
    )
    {
        if (act.Kind is FailureAct.Retry)
        {
            var (original, unreadable) = Heard(failed, failed.Type, Mending.Read(failed.Type, failed.Body));
            return (original is null ? null : failed.Claimed(act, by, now), original, unreadable);
        }
        if (string.IsNullOrWhiteSpace(act.Reason))
        {
            return (null, null, [new BodyFlaw("reason", "required", "is missing")]);
        }
        var wanted = new FailureRequest(act.Kind, by.Name, by.Subject, act.Reason, null, null, now);
        ExchangeEvent? mended = null;
        if (act.Kind is FailureAct.Edit)
        {
            var asked = failed.Asked?.Act is FailureAct.Edit ? failed.Asked : null;
            if ((act.Body ?? asked?.Body) is not { } body)
            {
                return (null, null, [new BodyFlaw("body", "required", "is missing")]);
            }
            var type = act.Type ?? asked?.Type ?? failed.Type;
            (mended, var flaws) = Heard(failed, type, Mending.Mend(failed, type, body));
            if (mended is null)
            {
                return (null, null, flaws);
            }
            wanted = wanted with { Body = MessageBody.Pack(mended).Body, Type = type };
        }
        return !wanted.IsAgreementTo(failed.Asked) ? (failed.AskedFor(wanted), null, [])
            : mended is null ? (failed.DiscardedBy(wanted), null, [])
            : (failed.Claimed(act, by, now), mended, []);
    }

    /// <summary>A message that nobody here hears would count as handled without having had an effect.</summary>
    private (ExchangeEvent? Message, IReadOnlyList<BodyFlaw> Flaws) Heard(
        FailedMessage failed,
        string type,
        (ExchangeEvent? Message, IReadOnlyList<BodyFlaw> Flaws) read
    ) =>
        read.Message is null || services.Heard().Contains((failed.Service, read.Message.GetType()))
            ? read
            : (null, [new BodyFlaw("type", "unheard", $"{failed.Service} does not hear {Failures.ShortName(type)}")]);

    /// <remarks>Whoever asked may be gone: a delivery that has begun is finished unless the process stops.</remarks>
    private async Task<FailureAnswer> Deliver(
        Documents<FailedMessage> failures,
        FailedMessage claimed,
        ExchangeEvent message,
        FailureAct act,
        Operator by
    )
    {
        var stopping = lifetime.ApplicationStopping;
        Exception? failure = null;
        try
        {
            await services.Deliver(claimed.Service, message, stopping);
        }
        catch (Exception e) when (e is StoreUnavailableException or BrokerUnavailableException or OperationCanceledException)
        {
            // The message is not bad, a server is away or the process stops: the claim runs out by itself.
            throw;
        }
#pragma warning disable CA1031 // Whatever the handler throws, the failure is open again with its new reason.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }
        while (true)
        {
            var found = (await failures.Find(claimed.Id, stopping))!;
            if (found.Value.Claim?.Token != claimed.Claim!.Token)
            {
                // It has failed again meanwhile, here or by the bus, or we were so slow that somebody else tried it.
                return found.Value.State is FailureState.Open ? new FailureAnswer.StillFailing(found.Value)
                    : found.Value.State is FailureState.Retrying ? new FailureAnswer.NotNow(found.Value)
                    : new FailureAnswer.Done(found.Value);
            }
            var next = failure is null
                ? found.Value.TookEffect(act, by, machine.GetUtcNow())
                : found.Value.FailedBy(failure, by, machine.GetUtcNow());
            if (await failures.Write(next, found.Version, [], stopping))
            {
                return failure is null ? new FailureAnswer.Done(next) : new FailureAnswer.StillFailing(next);
            }
        }
    }
}
