using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Storage;

namespace Exchange.Messaging;

/// <summary>Contracts as they lie in a document until they are sent, and in a failure until somebody decides.</summary>
public static class MessageBody
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(ExchangeEvent)
        .Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(ExchangeEvent)))
        .ToFrozenDictionary(t => t.FullName!);

    public static UnsentMessage Pack(ExchangeEvent message) =>
        new(
            message.Id,
            message.GetType().FullName!,
            JsonSerializer.Serialize(message, message.GetType(), ExchangeJson.Options),
            Activity.Current?.Id
        );

    public static ExchangeEvent Unpack(string type, string body) =>
        (ExchangeEvent)JsonSerializer.Deserialize(body, Types[type], ExchangeJson.Options)!;

    /// <summary>False where this is no message of this type.</summary>
    public static bool TryUnpack(string type, string body, [NotNullWhen(true)] out ExchangeEvent? message)
    {
        message = null;
        try
        {
            message = IsKnown(type) ? Unpack(type, body) : null;
        }
        catch (JsonException)
        {
            // Then it is none.
        }
        return message is not null;
    }

    public static bool IsKnown(string type) => Types.ContainsKey(type);

    public static IEnumerable<Type> All => Types.Values;
}
