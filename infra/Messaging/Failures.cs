using System.Security.Cryptography;
using System.Text;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Messaging;

/// <summary>Keeps what could not be handled, in the database of the service that could not.</summary>
public static class Failures
{
    /// <summary>The failures of one service, in its own database.</summary>
    public static Collection<FailedMessage> CollectionOf(string service) =>
        new(
            service,
            "failures",
            f => f.Id,
            new IndexField<FailedMessage>("state", f => NameOf(f.State)),
            new IndexField<FailedMessage>("type", f => ShortName(f.Type)),
            new IndexField<FailedMessage>("path", f => Divisions.PathOf(f.Division)),
            new IndexField<FailedMessage>("failedAt", f => f.FailedAt.UtcDateTime.ToString("O"))
        );

    public static Documents<FailedMessage> Of(IStores stores, string service) => new(CollectionOf(service), stores.Of(service));

    /// <summary>A failure's id, short and fit for a URL.</summary>
    /// <param name="what">The message's id; where there is none, all that tells this failure from others (the queue and the body).</param>
    public static string IdOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..20];

    public static string NameOf(FailureState state) => state.ToString().ToLowerInvariant();

    /// <summary>A contract's name without its namespace.</summary>
    public static string ShortName(string type) => type[(type.LastIndexOfAny(['.', ':']) + 1)..];

    /// <summary>Keeps a message that a handler could not handle.</summary>
    public static Task Keep(
        IStores stores,
        string service,
        ExchangeEvent message,
        Exception reason,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => Keep(stores, service, message, $"{reason.GetType().Name}: {reason.Message}", at, cancellation);

    /// <summary>Keeps a message, or what one record of it makes, with the reason.</summary>
    internal static Task Keep(
        IStores stores,
        string service,
        ExchangeEvent message,
        string reason,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var packed = MessageBody.Pack(message);
        return Keep(
            stores,
            new FailedMessage
            {
                Id = IdOf(message.Id.Length > 0 ? message.Id : packed.Type + packed.Body),
                Service = service,
                MessageId = message.Id,
                Type = packed.Type,
                Body = packed.Body,
                Reason = reason,
                FailedAt = at,
                Division = message.Division,
            },
            cancellation
        );
    }

    /// <summary>Keeps a failure as whoever received the message knows it. Stored when it returns; telling it again is harmless.</summary>
    public static async Task Keep(IStores stores, FailedMessage failed, CancellationToken cancellation)
    {
        var failures = Of(stores, failed.Service);
        while (true)
        {
            // An operator may act on it just now: then it is looked at anew.
            var known = await failures.Find(failed.Id, cancellation);
            var kept = known is null
                ? failed with
                {
                    FirstFailedAt = failed.FirstFailedAt == default ? failed.FailedAt : failed.FirstFailedAt,
                }
                : known.Value.Again(failed);
            if (ReferenceEquals(kept, known?.Value) || await failures.Write(kept, known?.Version ?? 0, [], cancellation))
            {
                return;
            }
        }
    }
}
