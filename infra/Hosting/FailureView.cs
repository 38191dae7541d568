using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exchange.Access;
using Exchange.Contracts;
using Exchange.Messaging;

namespace Exchange.Hosting;

/// <summary>A failed message as a door shows it.</summary>
/// <remarks>
/// Where a body is a message, identity numbers in it are masked as everywhere. Where it is not, nobody knows what is a number of a person:
/// there, and in every sentence, whatever is long and mostly digits is hidden.
/// </remarks>
internal static partial class FailureView
{
    /// <summary>Without any body.</summary>
    public static JsonObject InList(FailedMessage failed, DateTimeOffset now)
    {
        var view = Of(failed with { Body = "", MendedBody = null, Log = [] }, null, now, unmasked: false);
        view.Remove("body");
        view.Remove("log");
        view["asked"]?.AsObject().Remove("body");
        return view;
    }

    public static JsonObject Of(FailedMessage failed, long? revision, DateTimeOffset now, bool unmasked)
    {
        var shown = unmasked
            ? failed
            : failed with
            {
                Body = Mask(failed.Type, failed.Body),
                MendedBody = failed.MendedBody is { } mended ? Mask(failed.Type, mended) : null,
                Reason = Hide(failed.Reason),
                Asked = failed.Asked is { } asked
                    ? asked with
                    {
                        Reason = Hide(asked.Reason),
                        Body = asked.Body is { } body ? Mask(asked.Type ?? failed.Type, body) : null,
                    }
                    : null,
                Log = [.. failed.Log.Select(entry => entry with { Why = entry.Why is { } why ? Hide(why) : null })],
            };
        var view = JsonSerializer.SerializeToNode(shown with { Claim = null }, ExchangeJson.Options)!.AsObject();
        view["asked"]?.AsObject().Remove("bySubject");
        view["revision"] = revision;
        view["allowedActs"] = JsonSerializer.SerializeToNode(failed.AllowedActs(now), ExchangeJson.Options);
        if (failed.Asked is not null)
        {
            view["waitingFor"] = "a second operator";
        }
        return view;
    }

    /// <summary>A sentence without numbers of persons.</summary>
    public static string Hide(string text) =>
        Numbers()
            .Replace(
                text,
                found =>
                    found.Value.Count(char.IsDigit) < 6
                        ? found.Value
                        : string.Concat(new string('*', found.Length - 4), found.Value.AsSpan(found.Length - 4))
            );

    private static string Mask(string type, string body)
    {
        if (!MessageBody.TryUnpack(type, body, out var message) || message is IChunked { Unreadable.Count: > 0 })
        {
            return Hide(body);
        }
        return JsonSerializer.Serialize(message, message.GetType(), Masked.Options);
    }

    [GeneratedRegex(@"[A-Z]?\p{Nd}(?: ?[\p{Nd}A-Zx]){7,}", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}
