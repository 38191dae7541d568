using Exchange.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Exchange.Desks;

/// <summary>What a door gives, as a file in the browser: asked with the token of whoever sits at the desk.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder app) =>
        app.MapGet("/desk/download/{**door}", Fetch)
            .RequireAuthorization(new AuthorizationPolicyBuilder(SignIn.Scheme).RequireAuthenticatedUser().Build())
            .ExcludeFromDescription();

    private static async Task<IResult> Fetch(
        string door,
        HttpContext http,
        DeskSession session,
        DeskApi doors,
        CancellationToken cancellation
    )
    {
        session.Begin(http.User, LanguageCookie.Of(http.Request));
        var answer = await doors.Get("/" + door + http.Request.QueryString, cancellation);
        return answer.IsOk
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(answer.Raw), "application/octet-stream")
            : Results.Json(
                answer.Body,
                ExchangeJson.Options,
                statusCode: answer.Status == 0 ? StatusCodes.Status502BadGateway : answer.Status
            );
    }
}
