using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Acts;
using Exchange.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Exchange.Hosting;

/// <summary>Reads a JSON body and says exactly where it is wrong.</summary>
public static class RequestBody
{
    private static readonly JsonSerializerOptions Strict = new(ExchangeJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <returns>The body, or the problem to answer with.</returns>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> Read<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.At(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send application/json."));
        }
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, Strict, cancellation);
            return body is null ? (null, Bad("$", "the body is null")) : (body, null);
        }
        catch (JsonException e)
        {
            return (null, Bad(Place(e), e.Message));
        }
        catch (BadHttpRequestException e)
        {
            return (null, Problems.At(e.StatusCode, "body", e.Message));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return (null, Bad("$", e.Message));
        }
    }

    /// <summary>The header Idempotency-Key; null when there is none.</summary>
    public static string? IdempotencyKey(HttpRequest request) =>
        request.Headers["Idempotency-Key"].FirstOrDefault()?.Trim() is { Length: > 0 } key ? key : null;

    private static ProblemHttpResult Bad(string place, string reason) =>
        Problems.BadRequest("json", "The body cannot be read.", new Flaw(place, "json", reason));

    private static string Place(JsonException e) =>
        FormattableString.Invariant($"{e.Path ?? "$"} (line {e.LineNumber + 1 ?? 0}, byte {e.BytePositionInLine ?? 0})");
}
