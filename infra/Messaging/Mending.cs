using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Contracts;

namespace Exchange.Messaging;

/// <summary>What is wrong with a body, and where.</summary>
public sealed record BodyFlaw(string Place, string Code, string Reason);

/// <summary>Reads what failed, and judges what shall take its place.</summary>
/// <remarks>
/// A mended message keeps the identity of the one that failed: its id and whatever says what it is about and which word on it (aggregate
/// and sequence, case number and revision). Handlers take each of these once, so the bus may still bring the original: the two cannot both
/// take effect. What could never be read could never take effect, so there only the id stays.
/// </remarks>
internal static class Mending
{
    private static readonly string[] MayChange = ["occurredAt", "schemaVersion"];

    /// <summary>The message, or what keeps this body from being one of this type.</summary>
    public static (ExchangeEvent? Message, IReadOnlyList<BodyFlaw> Flaws) Read(string type, string body)
    {
        if (!MessageBody.IsKnown(type))
        {
            return (null, [new BodyFlaw("type", "unknown-type", $"there is no message '{type}'")]);
        }
        try
        {
            ExchangeEvent? message = MessageBody.Unpack(type, body);
            return message is null ? (null, [new BodyFlaw("$", "json", "the body is null")])
                : message is IChunked { Unreadable: { Count: > 0 } unreadable }
                    ? (null, [.. unreadable.Select(element => Flaw(element, body))])
                : (message, []);
        }
        catch (JsonException e)
        {
            return (null, [new BodyFlaw(Place(e.Path ?? "$", e.LineNumber ?? 0, e.BytePositionInLine ?? 0), "json", Sentence(e))]);
        }
    }

    /// <summary>The message that may take the place of what failed, or why this body may not.</summary>
    public static (ExchangeEvent? Message, IReadOnlyList<BodyFlaw> Flaws) Mend(FailedMessage failed, string type, string body)
    {
        var (message, flaws) = Read(type, body);
        if (message is null)
        {
            return (null, flaws);
        }
        if (failed.MessageId is { } id ? message.Id != id : message.Id.Length == 0)
        {
            return (
                null,
                [
                    new BodyFlaw(
                        "$.id",
                        "identity",
                        failed.MessageId is null ? "the message needs an id" : $"it is and stays '{failed.MessageId}'"
                    ),
                ]
            );
        }
        var was = Read(failed.Type, failed.Body).Message is { } original ? Identity(original) : [];
        var changed = was.Where(part => Identity(message).GetValueOrDefault(part.Key) != part.Value)
            .Select(part => new BodyFlaw(part.Key, "identity", $"it is and stays {part.Value}"))
            .ToList();
        return changed.Count > 0 ? (null, changed) : (message, []);
    }

    /// <summary>What a message is about and which word on it, place by place.</summary>
    private static Dictionary<string, string> Identity(ExchangeEvent message)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var json = JsonNode.Parse(MessageBody.Pack(message).Body)!.AsObject();
        foreach (var (name, value) in json.Where(p => p.Value is JsonValue && !MayChange.Contains(p.Key, StringComparer.Ordinal)))
        {
            parts[$"$.{name}"] = value!.ToJsonString(ExchangeJson.Options);
        }
        if (message is IChunked && json["cases"] is JsonArray cases)
        {
            parts["$.cases"] = FormattableString.Invariant($"a list of {cases.Count}");
            foreach (var (i, one) in cases.Index())
            {
                parts[FormattableString.Invariant($"$.cases[{i}].caseNumber")] =
                    one?["caseNumber"]?.ToJsonString(ExchangeJson.Options) ?? "";
                parts[FormattableString.Invariant($"$.cases[{i}].revision")] = one?["revision"]?.ToJsonString(ExchangeJson.Options) ?? "";
            }
        }
        return parts;
    }

    /// <summary>A place within an element, counted from the beginning of the whole body.</summary>
    private static BodyFlaw Flaw(UnreadableElement element, string body)
    {
        var before = Encoding.UTF8.GetBytes(body).AsSpan(0, (int)element.Offset);
        var line = before.Count((byte)'\n') + element.Line;
        var inLine = element.Line > 0 ? element.ByteInLine : before.Length - before.LastIndexOf((byte)'\n') - 1 + element.ByteInLine;
        var path = FormattableString.Invariant($"$.cases[{element.Index}]{element.Path[1..]}");
        return new BodyFlaw(Place(path, line, inLine), "json", element.Reason);
    }

    private static string Place(string path, long line, long inLine) =>
        FormattableString.Invariant($"{path} (line {line + 1}, byte {inLine})");

    private static string Sentence(JsonException e) => e.Message.Split(" Path: ", 2)[0];
}
