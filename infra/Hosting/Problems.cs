using Exchange.Acts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Exchange.Hosting;

/// <summary>RFC 9457 problem details: what was wrong, where, and what is possible instead.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(Refusal refusal)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refusal.Code };
        if (refusal.State is not null)
        {
            extensions["state"] = refusal.State;
            extensions["allowed"] = refusal.Allowed;
        }
        if (refusal.Flaws.Count > 0)
        {
            extensions["errors"] = refusal.Flaws;
        }
        return TypedResults.Problem(
            refusal.Detail,
            statusCode: StatusOf(refusal.Kind),
            title: TitleOf(refusal.Kind),
            extensions: extensions
        );
    }

    public static ProblemHttpResult NotFound(string id) => Of(new Refusal(RefusalKind.NotFound, "not-found", $"There is no '{id}' here."));

    public static ProblemHttpResult BadRequest(string code, string detail, params IReadOnlyList<Flaw> flaws) =>
        At(StatusCodes.Status400BadRequest, code, detail, flaws);

    public static ProblemHttpResult At(int status, string code, string detail, params IReadOnlyList<Flaw> flaws)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (flaws.Count > 0)
        {
            extensions["errors"] = flaws;
        }
        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    /// <summary>What the framework refuses before a door is reached gets a code as well.</summary>
    public static void GiveCode(ProblemDetailsContext context) =>
        context.ProblemDetails.Extensions.TryAdd(
            "code",
            context.ProblemDetails.Status switch
            {
                StatusCodes.Status401Unauthorized => "unauthenticated",
                StatusCodes.Status403Forbidden => "role",
                StatusCodes.Status404NotFound => "not-found",
                StatusCodes.Status405MethodNotAllowed => "method",
                StatusCodes.Status413PayloadTooLarge => "too-large",
                StatusCodes.Status415UnsupportedMediaType => "media-type",
                StatusCodes.Status429TooManyRequests => "too-many-requests",
                >= 400 and < 500 => "request",
                _ => "unexpected",
            }
        );

    private static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.NotNow => StatusCodes.Status409Conflict,
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.NotYours => StatusCodes.Status403Forbidden,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static string TitleOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.NotNow => "Not possible in this state",
            RefusalKind.Invalid => "The content is incomplete or wrong",
            RefusalKind.NotFound => "Not found",
            RefusalKind.NotYours => "Not yours to do",
            RefusalKind.Stale => "Changed since you read it",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
