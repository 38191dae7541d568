using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Messaging;

/// <summary>A message that a service could not handle, kept with its reason until an operator decides.</summary>
public sealed record FailedMessage
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string MessageId { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset FailedAt { get; init; }

    public required DivisionCode Division { get; init; }

    /// <summary>open, retried or discarded.</summary>
    public string State { get; init; } = "open";

    /// <summary>The operator who asked for a discard or an edited retry; a second one must agree.</summary>
    public string? AskedBy { get; init; }

    public string? AskedFor { get; init; }

    public string? EditedBody { get; init; }

    public IReadOnlyList<string> Log { get; init; } = [];
}

public static class Failures
{
    /// <summary>The failures of one service, in its own database.</summary>
    public static Collection<FailedMessage> CollectionOf(string service) =>
        new(
            service,
            "failures",
            f => f.Id,
            new IndexField<FailedMessage>("state", f => f.State),
            new IndexField<FailedMessage>("failedAt", f => f.FailedAt.ToString("O"))
        );

    public static Documents<FailedMessage> Of(IStores stores, string service) => new(CollectionOf(service), stores.Of(service));

    /// <summary>Keeps what could not be handled, whole or one record of a chunk, with its reason.</summary>
    public static async Task Keep(
        IStores stores,
        string service,
        ExchangeEvent message,
        Exception reason,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var packed = MessageBody.Pack(message);
        var failures = Of(stores, service);
        while (true)
        {
            var known = await failures.Find(message.Id, cancellation);
            var failure = new FailedMessage
            {
                Id = message.Id,
                Service = service,
                MessageId = message.Id,
                Type = packed.Type,
                Body = packed.Body,
                Reason = $"{reason.GetType().Name}: {reason.Message}",
                FailedAt = at,
                Division = message.Division,
                Log = known?.Value.Log ?? [],
            };
            // An operator may act on it just now: what has failed since is open again.
            if (await failures.Write(failure, known?.Version ?? 0, [], cancellation))
            {
                return;
            }
        }
    }
}
