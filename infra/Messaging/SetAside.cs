using System.Text.Json;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Messaging;

/// <summary>Keeps single records of a chunk that cannot be taken in as failures of their own, so that the others go in.</summary>
public sealed class SetAside(IStores stores, TimeProvider machine)
{
    private const string OneRecord = "record ";

    /// <summary>The id of several messages of one record each that are taken as one. Of these nothing is set aside: who spoils it shows when each is taken by itself.</summary>
    public const string Together = "together";

    /// <summary>What of a chunk could not even be read.</summary>
    internal async Task Unreadable(string service, ExchangeEvent message, CancellationToken cancellation)
    {
        if (message is not IChunked { Unreadable: { Count: > 0 } unreadable } chunk)
        {
            return;
        }
        foreach (var element in unreadable)
        {
            await Keep(service, message.Id, chunk.Only(element), element.Json, $"{element.Path}: {element.Reason}", cancellation);
        }
    }

    /// <summary>A record that was read and cannot be taken in.</summary>
    /// <param name="alone">The chunk's message with this record only.</param>
    /// <exception cref="InvalidOperationException">The message is several <see cref="Together"/>.</exception>
    public Task Record<T>(string service, ExchangeEvent alone, T record, Exception reason, CancellationToken cancellation) =>
        alone.Id == Together
            ? throw new InvalidOperationException("One record of several messages cannot be taken in.", reason)
            : Keep(
                service,
                alone.Id,
                alone,
                JsonSerializer.Serialize(record, ExchangeJson.Options),
                $"{reason.GetType().Name}: {reason.Message}",
                cancellation
            );

    /// <remarks>
    /// Its content names it: a record that is said again, as the comparing of both sides (对账) does, is the same failure and not one more.
    /// A failure that is tried again keeps its name, mended or not.
    /// </remarks>
    private Task Keep(string service, string message, ExchangeEvent alone, string content, string reason, CancellationToken cancellation)
    {
        var name = message.StartsWith(OneRecord, StringComparison.Ordinal)
            ? message
            : OneRecord + Failures.IdOf(alone.GetType().Name + content);
        return Failures.Keep(stores, service, alone with { Id = name }, reason, machine.GetUtcNow(), cancellation);
    }
}
